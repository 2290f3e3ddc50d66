import { expect, test } from "vitest";
import { medianOf, spreadOf } from "../../bench/spread.ts";

test("the median of an odd number of values is the middle one, whatever their order", () => {
  expect(medianOf([10, 9, 1, 100, 2])).toBe(9);
});

test("the median of an even number of values lies between the middle two", () => {
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
});

test("a spread tells the lowest and the highest too", () => {
  expect(spreadOf([3, 11, 2])).toEqual({ median: 3, lowest: 2, highest: 11 });
});

test("nothing that was measured has no median", () => {
  expect(() => medianOf([])).toThrow("nothing was measured");
  expect(() => spreadOf([])).toThrow("nothing was measured");
});
