import { useWords } from "../../speech.tsx";
import { type CodesWords, words as chinese } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the pages of codes say, in the reader's language. */
export function useCodesWords(): CodesWords {
  return useWords({ zh: chinese, en: english });
}
