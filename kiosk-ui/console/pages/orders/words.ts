import { useWords } from "../../speech.tsx";
import { words as chinese, type OrdersWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the pages of orders say, in the reader's language. */
export function useOrdersWords(): OrdersWords {
  return useWords({ zh: chinese, en: english });
}
