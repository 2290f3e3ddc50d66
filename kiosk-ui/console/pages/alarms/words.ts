import { useWords } from "../../speech.tsx";
import { type AlarmsWords, words as chinese } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the section says, in the reader's language. */
export function useAlarmsWords(): AlarmsWords {
  return useWords({ zh: chinese, en: english });
}
