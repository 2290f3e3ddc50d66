import { useWords } from "../../speech.tsx";
import { words as chinese, type PriceWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the pages of prices say, in the reader's language. */
export function usePriceWords(): PriceWords {
  return useWords({ zh: chinese, en: english });
}
