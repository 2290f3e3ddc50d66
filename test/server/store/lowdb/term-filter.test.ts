import { expect, test } from "vitest";
import { TermFilter } from "../../../../server/store/lowdb/term-filter.ts";

const terms = (kind: string, count: number) => Array.from({ length: count }, (_, n) => `${kind} ${n}`);

test("what a filter was made of passes, also after it was stored, and hardly anything else does", () => {
  const filter = new TermFilter(
    Buffer.from(TermFilter.of(new Set(terms("member", 2000))).bytes.toString("base64"), "base64"),
  );
  expect(terms("member", 2000).every((term) => filter.mayHold(term))).toBe(true);
  expect(terms("stranger", 10_000).filter((term) => filter.mayHold(term)).length).toBeLessThan(30);
});

test("a filter of nothing lets nothing pass", () => {
  expect(TermFilter.of(new Set()).mayHold("anything")).toBe(false);
});
