import { useWords } from "../../speech.tsx";
import { words as chinese, type OverviewWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the overview says, in the reader's language. */
export function useOverviewWords(): OverviewWords {
  return useWords({ zh: chinese, en: english });
}
