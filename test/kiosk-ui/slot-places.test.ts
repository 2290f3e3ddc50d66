import { expect, test } from "vitest";
import { placeAfter } from "../../kiosk-ui/shared/slot-places.ts";

test.each([
  ["ArrowRight", 3, 4],
  ["ArrowLeft", 4, 3],
  ["ArrowLeft", 0, 0],
  ["ArrowRight", 9, 9],
  ["ArrowDown", 1, 5],
  ["ArrowDown", 7, 7],
  ["ArrowUp", 5, 1],
  ["ArrowUp", 2, 2],
  ["Home", 6, 0],
  ["End", 2, 9],
  ["a", 2, 2],
])("of ten places in four columns %s leads from %i to %i", (key, from, to) => {
  expect(placeAfter(key, from, 4, 10)).toBe(to);
});
