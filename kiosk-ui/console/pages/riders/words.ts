import { useWords } from "../../speech.tsx";
import { words as chinese, type RidersWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the section says, in the reader's language. */
export function useRidersWords(): RidersWords {
  return useWords({ zh: chinese, en: english });
}
