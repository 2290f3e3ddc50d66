import { describe, expect, it } from "vitest";
import { beginOfDay, bookDay, bookTime, endOfDay, isBookDay, isBookTime } from "../../../server/rental/book-day.ts";

describe("a day of the books", () => {
  it("begins at midnight in Beijing", () => {
    const midnight = Date.UTC(2026, 10, 22, 16);
    expect(bookDay(midnight - 1)).toBe("2026-11-22");
    expect(bookDay(midnight)).toBe("2026-11-23");
    expect(bookTime(midnight - 1)).toBe("2026-11-22 23:59:59");
  });

  it.each(["2026-11-23", "2028-02-29"])("%s is one", (day) => expect(isBookDay(day)).toBe(true));

  it.each(["2026-02-29", "2026-13-01", "2026-11-3", "20261123", "2026-11-23 ", "", "today"])("%j is none", (day) =>
    expect(isBookDay(day)).toBe(false),
  );
});

describe("a moment of the books", () => {
  it("is read as it is written", () => expect(isBookTime("2026-11-23 23:59:59")).toBe(true));

  it.each(["2026-11-23", "2026-11-23T08:00:00", "2026-11-23 24:00:00", "2026-11-23 08:00", "2026/11/23 08:00:00"])(
    "%j is none",
    (text) => expect(isBookTime(text)).toBe(false),
  );
});

it("a day begins and ends at Beijing's midnight", () => {
  expect(beginOfDay("2026-11-23")).toBe(Date.UTC(2026, 10, 22, 16));
  expect(endOfDay("2026-11-23")).toBe(Date.UTC(2026, 10, 23, 16) - 1);
});
