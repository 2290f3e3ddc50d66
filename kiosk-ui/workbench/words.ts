import type { words } from "./words-chinese.ts";

/** Everything the workbench says. Each other language than Chinese is of this type too, so none can lack a sentence. */
export type Words = typeof words;
