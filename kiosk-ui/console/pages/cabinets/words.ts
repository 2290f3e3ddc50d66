import { useWords } from "../../speech.tsx";
import { type CabinetsWords, words as chinese } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the pages of cabinets say, in the reader's language. */
export function useCabinetsWords(): CabinetsWords {
  return useWords({ zh: chinese, en: english });
}
