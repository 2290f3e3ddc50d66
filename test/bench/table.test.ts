import { expect, test } from "vitest";
import { tableOf } from "../../bench/table.ts";

const sides = {
  ours: { what: "unlock", unit: "ms", values: [8, 10, 12.34567] },
  base: { what: "round trip", unit: "ms", values: [2, 2, 2] },
};

test("the table aligns ratio, spread, aim and both sides, with three digits that count", () => {
  const table = tableOf([
    { id: "R1", ...sides, aim: { of: "ratio", bound: "at-most", value: 20 } },
    { id: "R8", ...sides, aim: { of: "ours", bound: "at-least", value: 20 } },
    { id: "R5 slot", ...sides },
  ]);
  expect(table.split("\n")).toEqual([
    "         ratio  (lowest – highest)  aim               ours                      base",
    "R1       5      (4 – 6.17)          ≤ 20     reached  unlock: 10 ms (8 – 12.3)  round trip: 2 ms (2 – 2)",
    "R8       5      (4 – 6.17)          ≥ 20 ms  MISSED   unlock: 10 ms (8 – 12.3)  round trip: 2 ms (2 – 2)",
    "R5 slot  5      (4 – 6.17)                            unlock: 10 ms (8 – 12.3)  round trip: 2 ms (2 – 2)",
  ]);
});

test("what was not measured says so, and why", () => {
  expect(tableOf([{ id: "R10", notMeasured: "it needs several hubs" }])).toContain(
    "R10  not measured: it needs several hubs",
  );
});
