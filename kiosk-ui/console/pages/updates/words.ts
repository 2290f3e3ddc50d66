import { useWords } from "../../speech.tsx";
import { words as chinese, type UpdatesWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the section says, in the reader's language. */
export function useUpdatesWords(): UpdatesWords {
  return useWords({ zh: chinese, en: english });
}
