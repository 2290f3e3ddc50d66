import { expect, it } from "vitest";
import { planSearch } from "../../../../server/store/sql/search-query.ts";
import type { Dialect } from "../../../../server/store/sql/sql-query.ts";

/** Shows in the text which index is read. */
const dialect: Dialect = {
  table: (name) => name,
  by: (index) => `BY ${index}`,
  text: (column) => column,
  hourOf: (column) => column,
};

function indexFor(conditions: object, counts: readonly number[]): string | undefined {
  const { found } = planSearch("orders", { limit: 50, ...conditions }, dialect).page(counts);
  return /BY searched_by_(\w+)/.exec(found)?.[1];
}

it.each([
  ["one condition that fits few rows reads those", { states: ["out"] }, [10_000], "state"],
  ["one condition that fits many rows reads the newest of all", { states: ["out"] }, [10_001], "time"],
  [
    "the condition of several that fits the fewest reads its rows",
    { states: ["out"], kind: "umbrella" },
    [90_000, 4],
    "state",
  ],
  [
    "several conditions read up to 100,000 rows of one",
    { states: ["out"], kind: "umbrella" },
    [300_000, 100_000],
    "state",
  ],
  [
    "several conditions that each fit more read the newest of all",
    { states: ["out"], kind: "umbrella" },
    [300_000, 100_001],
    "time",
  ],
] as const)("A search with %s", (_what, conditions, counts, index) => {
  expect(indexFor(conditions, counts)).toBe(index);
});
