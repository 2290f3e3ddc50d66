import { describe, expect, it } from "vitest";
import { failedShare, figuresOf, type Statistics } from "../../kiosk-ui/console/pages/overview/figures.ts";
import { rangeOf } from "../../kiosk-ui/console/pages/overview/series.ts";

const hour = 3_600_000;
/** 09:30 on 23 November in Beijing. */
const now = Date.parse("2026-11-23T09:30:00+08:00");
const today = Date.parse("2026-11-23T00:00:00+08:00");

function line(from: number, figures: Partial<Statistics[number]>): Statistics[number] {
  return { from, orders: 0, charged: 0, lentTime: 0, opened: 0, notOpened: 0, ...figures };
}

describe("a range of the overview", () => {
  it("of a day has the hours of today that have begun", () => {
    const { from, to, by, starts } = rangeOf("day", now);
    expect({ from, to, by }).toEqual({ from: "2026-11-23", to: "2026-11-23", by: "hour" });
    expect(starts).toHaveLength(10);
    expect(starts.at(-1)).toBe(today + 9 * hour);
  });

  it.each([
    ["week", "2026-11-17", 7],
    ["month", "2026-10-25", 30],
  ] as const)("of a %s ends with today", (name, first, days) => {
    const { from, to, by, starts } = rangeOf(name, now);
    expect({ from, to, by }).toEqual({ from: first, to: "2026-11-23", by: "day" });
    expect(starts).toHaveLength(days);
    expect(starts.at(-1)).toBe(today);
  });
});

describe("the figures of a range", () => {
  const week = rangeOf("week", now);
  const figure = (lines: Statistics, slots: number, name: string) =>
    figuresOf(week, lines, slots).find((each) => each.name === name);

  it("are 0 on days without an order, but for the time that an opening took, which is unknown", () => {
    const lines = [line(today, { orders: 3, opened: 2, openingTime: 900 })];
    expect(figure(lines, 10, "loans")?.points.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0, 3]);
    expect(figure(lines, 10, "openingTime")?.points.map(({ value }) => value)).toEqual([
      ...Array.from({ length: 6 }, () => undefined),
      900,
    ]);
  });

  it("weigh the time of an opening by the openings of each day", () => {
    const lines = [
      line(today - 24 * hour, { opened: 3, openingTime: 1000 }),
      line(today, { opened: 1, openingTime: 2000 }),
    ];
    expect(figure(lines, 10, "openingTime")?.sum).toBe(1250);
    expect(figure([], 10, "openingTime")?.sum).toBeUndefined();
  });

  it("have the orders whose items were out on average, and nothing for days that were not counted", () => {
    const lines = [line(today - 24 * hour, { out: 3 }), line(today, { orders: 1, out: 4 })];
    expect(figure(lines, 10, "out")?.sum).toBe(3.5);
    expect(
      figure(lines, 10, "out")
        ?.points.map(({ value }) => value)
        .slice(-3),
    ).toEqual([undefined, 3, 4]);
    expect(figure([line(today, { orders: 1 })], 10, "out")?.sum).toBeUndefined();
  });

  it("count openings per slot and day, and leave them out where no slot is in service", () => {
    const lines = [line(today, { opened: 14 })];
    expect(figure(lines, 4, "perSlot")?.sum).toBe(0.5);
    expect(figure(lines, 0, "perSlot")).toBeUndefined();
  });

  it("have the share of openings that failed, where anything was to open", () => {
    expect(failedShare([line(today, { opened: 3, notOpened: 1 })])).toBe(0.25);
    expect(failedShare([line(today, { orders: 2 })])).toBeUndefined();
  });
});
