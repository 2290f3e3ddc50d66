import type { Message } from "./message.ts";
import type { words } from "./words-chinese.ts";

/** Everything the page says. Each other language than Chinese is of this type too, so none can lack a sentence. */
export type Words = typeof words;

/** What to tell the rider about an error code. */
export function messageFor(code: string, words: Words): Message {
  return new Map<string, Message>(Object.entries(words.problems)).get(code) ?? words.otherProblem;
}
