import { expect, test } from "vitest";
import { type Aim, type Measurement, verdictOf } from "../../bench/measurement.ts";

function measurement(aim?: Aim): Measurement {
  return {
    id: "R0",
    ours: { what: "ours", unit: "ms", values: [10, 40, 30] },
    base: { what: "base", unit: "ms", values: [5, 10, 15] },
    ...(aim && { aim }),
  };
}

test("a ratio is the median of the rounds' own ratios", () => {
  // Of the two medians it would be 3.
  expect(verdictOf(measurement()).ratio).toEqual({ median: 2, lowest: 2, highest: 4 });
});

test("without an aim there is nothing to reach", () => {
  expect(verdictOf(measurement())).not.toHaveProperty("reached");
});

test.each<[Aim, boolean]>([
  [{ of: "ratio", bound: "at-most", value: 2 }, true],
  [{ of: "ratio", bound: "at-most", value: 1.9 }, false],
  [{ of: "ratio", bound: "at-least", value: 2 }, true],
  [{ of: "ratio", bound: "at-least", value: 2.1 }, false],
  [{ of: "ours", bound: "at-most", value: 30 }, true],
  [{ of: "ours", bound: "at-most", value: 29 }, false],
])("the aim %o is reached: %s", (aim, reached) => {
  expect(verdictOf(measurement(aim)).reached).toBe(reached);
});
