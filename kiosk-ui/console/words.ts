import { useWords } from "./speech.tsx";
import { words as chinese, type ShellWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the console says outside of its sections, in the reader's language. */
export function useShellWords(): ShellWords {
  return useWords({ zh: chinese, en: english });
}
