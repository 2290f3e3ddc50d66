import { useWords } from "../../speech.tsx";
import { words as chinese, type MoneyWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the pages of money say, in the reader's language. */
export function useMoneyWords(): MoneyWords {
  return useWords({ zh: chinese, en: english });
}
