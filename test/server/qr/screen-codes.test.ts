import { expect, test } from "vitest";
import { codeWindow, isCurrent, ScreenCodes, shownFor, windowAt } from "../../../server/qr/screen-codes.ts";

const screenId = "AAAAAAAAAAAAAAAA";
const codes = new ScreenCodes("the hub's secret");
/** The beginning of a window. */
const start = 60_000_000 * codeWindow;
const window = windowAt(start);

test("a screen's code names its screen, its slot and its window", () => {
  const text = codes.text({ screenId, slot: 12, window });
  expect(text).toMatch(/^s\.A{16}\.12\.[0-9a-z]+\.[\w-]{16}$/);
  expect(codes.read(text)).toEqual({ screenId, slot: 12, window });
});

test("the code of the best item names no slot", () => {
  expect(codes.read(codes.text({ screenId, window }))).toEqual({ screenId, window });
});

test("a screen's code with any other character is not ours", () => {
  const text = codes.text({ screenId, slot: 7, window });
  for (let at = 0; at < text.length; at++) {
    const other = text.slice(0, at) + (text[at] === "1" ? "2" : "1") + text.slice(at + 1);
    expect(codes.read(other), other).toBeUndefined();
  }
});

test("a screen's code of a hub with another secret is not ours", () => {
  expect(new ScreenCodes("another secret").read(codes.text({ screenId, slot: 7, window }))).toBeUndefined();
});

test("a code is taken in its own window and in the next one, and never longer than a minute", () => {
  const taken = [0, 1, 29_999, 30_000, 59_999, 60_000].map((age) => isCurrent(window, start + age));
  expect(taken).toEqual([true, true, true, true, true, false]);
});

test("a code of a hub whose clock is up to five seconds ahead is taken", () => {
  expect(isCurrent(window, start - 5_000)).toBe(true);
  expect(isCurrent(window, start - 5_001)).toBe(false);
});

test("a code is shown until ten seconds before it is refused", () => {
  expect([0, 29_999, 50_000, 50_001].map((age) => shownFor(window, start + age))).toEqual([50_000, 20_001, 0, 0]);
});
