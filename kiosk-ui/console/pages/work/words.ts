import { useWords } from "../../speech.tsx";
import { words as chinese, type WorkWords } from "./words-chinese.ts";
import { words as english } from "./words-english.ts";

/** What the work list says, in the reader's language. */
export function useWorkWords(): WorkWords {
  return useWords({ zh: chinese, en: english });
}
