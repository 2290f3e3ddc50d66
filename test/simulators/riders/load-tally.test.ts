import { expect, test } from "vitest";
import { LoadTally, progressLine } from "../../../simulators/riders/load-tally.ts";
import { percentile } from "../../../simulators/riders/percentile.ts";
import { Refusal } from "../../../simulators/riders/refusal.ts";

test("a percentile is the value that so many reach at most", () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect([percentile(values, 50), percentile(values, 99), percentile(values, 100)]).toEqual([100, 198, 200]);
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([], 50)).toBeUndefined();
});

test("the summary counts loans by time, unlocks by percentile and errors by code", () => {
  const tally = new LoadTally();
  tally.unlocked(20);
  tally.unlocked(40);
  tally.settled(100);
  tally.failed("slot/taken");
  tally.failed("slot/taken");
  const summary = tally.summary(500);
  expect(summary).toEqual({
    seconds: 0.5,
    loans: 1,
    loansPerSecond: 2,
    unlock: { p50: 20, p99: 40, longest: 40 },
    receipt: { p50: 100, p99: 100, longest: 100 },
    errors: { "slot/taken": 2 },
  });
  expect(progressLine(summary)).toBe("1 loans  2.0/s  unlock p50 20 ms p99 40 ms  errors: slot/taken 2");
});

test("before the first loan there is nothing to divide", () => {
  expect(progressLine(new LoadTally().summary(0))).toBe("0 loans  0.0/s  unlock p50 – p99 –  no errors");
});

test("a refusal bears the hub's code, or the status where there is none", () => {
  expect(new Refusal("/x", 409, { code: "slot/empty" }).code).toBe("slot/empty");
  expect(new Refusal("/x", 502).code).toBe("http/502");
  expect(new Refusal("/x", 409, { code: "slot/empty" }).message).toBe('/x answers 409: {"code":"slot/empty"}');
});
