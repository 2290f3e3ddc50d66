import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { type Pause, price } from "../../../server/rental/price.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { day, hour, minute, start, tariff } from "./examples.ts";

const amountAfter = (elapsed: number, rules: Tariff = tariff, pauses: Pause[] = []) =>
  price(rules, start, start + elapsed, pauses).amount;

describe("the price of a loan", () => {
  it.each([
    [0, 0],
    [5 * minute, 0],
    [5 * minute + 1, 300],
    [5 * minute + hour, 300],
    [5 * minute + hour + 1, 600],
    [day, 2000],
    [day + 1, 2300],
    [2 * day, 4000],
    [30 * day, 9900],
  ])("after %i ms is %i fen", (elapsed, amount) => {
    expect(amountAfter(elapsed)).toBe(amount);
  });

  it("of 49 hours is two daily caps and one unit, not three caps", () => {
    expect(amountAfter(49 * hour, { ...tariff, freeMinutes: 0 })).toBe(2000 + 2000 + 300);
  });

  it("counts half hours, days and whole loans by the tariff's unit", () => {
    const free = { ...tariff, freeMinutes: 0 };
    expect(amountAfter(31 * minute, { ...free, unit: "half-hour" })).toBe(600);
    expect(amountAfter(25 * hour, { ...free, unit: "day" })).toBe(600);
    expect(amountAfter(50 * day, { ...free, unit: "once" })).toBe(300);
    expect(amountAfter(minute, { ...tariff, unit: "once" })).toBe(0);
  });

  it("is nothing for an end before the start", () => {
    expect(amountAfter(-hour)).toBe(0);
  });

  it("explains itself in lines that add up", () => {
    expect(price(tariff, start, start + 2 * day + hour, []).lines).toEqual([
      { what: "free", count: 5, amount: 0 },
      { what: "units", count: 24 + 24 + 1, amount: 49 * 300 },
      { what: "daily-cap", count: 2, amount: -(49 * 300 - 4300) },
    ]);
    expect(price({ ...tariff, unit: "once" }, start, start + hour, []).lines).toContainEqual({
      what: "once",
      count: 1,
      amount: 300,
    });
    expect(price({ ...tariff, freeMinutes: 0 }, start, start + 30 * day, []).lines.at(-1)).toEqual({
      what: "total-cap",
      count: 1,
      amount: -(30 * 2000 - 9900),
    });
  });

  it("leaves pauses out, overlapping ones once and running ones to the end", () => {
    const pauses = [
      { from: start + 2 * hour, to: start + 4 * hour },
      { from: start + hour, to: start + 3 * hour },
      { from: start + 6 * hour },
    ];
    expect(amountAfter(10 * hour, { ...tariff, freeMinutes: 0 }, pauses)).toBe(3 * 300);
  });
});

describe("an item that is put back within the grace", () => {
  const rules: Tariff = { ...tariff, freeMinutes: 0, graceMinutes: 3 };
  const grace = 3 * minute;

  it("costs nothing, to the last millisecond of it, and the receipt says why", () => {
    for (const elapsed of [0, 1, grace]) {
      const { amount, lines } = price(rules, start, start + elapsed, []);
      expect([amount, lines]).toEqual([0, [{ what: "put-back", count: 3, amount: 0 }]]);
    }
  });

  it("a millisecond later costs the whole time from the opening, as without a grace", () => {
    for (const elapsed of [grace + 1, hour, hour + 1, 3 * day]) {
      const later = price(rules, start, start + elapsed, []);
      expect(later).toEqual(price({ ...rules, graceMinutes: 0 }, start, start + elapsed, []));
    }
    expect(amountAfter(grace + 1, rules)).toBe(300);
    expect(amountAfter(hour, rules)).toBe(300);
    expect(amountAfter(hour + 1, rules)).toBe(600);
  });

  it("is none without a grace, not even at the very moment of the opening", () => {
    expect(price({ ...rules, graceMinutes: 0 }, start, start, []).lines).toEqual([]);
  });

  it("is one by billed time: a pause takes no part", () => {
    const pauses = [{ from: start + minute, to: start + hour }];
    const paused = hour - minute;
    expect(amountAfter(grace + paused, rules, pauses)).toBe(0);
    expect(amountAfter(grace + paused + 1, rules, pauses)).toBe(300);
  });

  it("knows when it would begin to cost: after the grace and the free minutes, whichever is longer", () => {
    const growsAfter = (changes: Partial<Tariff>) =>
      (price({ ...rules, ...changes }, start, start + minute, []).growsAt ?? Number.NaN) - start;
    expect(growsAfter({})).toBe(grace + 1);
    expect(growsAfter({ unit: "once" })).toBe(grace + 1);
    expect(growsAfter({ freeMinutes: 10 })).toBe(10 * minute + 1);
    expect(growsAfter({ freeMinutes: 2 })).toBe(grace + 1);
    expect(growsAfter({ pricePerUnit: fen(0) })).toBeNaN();
  });

  it("has the free minutes taken off once the grace is over", () => {
    expect(amountAfter(grace + 1, { ...rules, freeMinutes: 10 })).toBe(0);
    expect(amountAfter(hour + 2 * minute, { ...rules, freeMinutes: 2 })).toBe(300);
    expect(amountAfter(hour + 2 * minute + 1, { ...rules, freeMinutes: 2 })).toBe(600);
  });
});

const tariffs = fc
  .record({
    graceMinutes: fc.integer({ min: 0, max: 60 }),
    freeMinutes: fc.integer({ min: 0, max: 120 }),
    unit: fc.constantFrom<Tariff["unit"]>("half-hour", "hour", "day", "once"),
    pricePerUnit: fc.integer({ min: 0, max: 1000 }),
    moreDaily: fc.integer({ min: 0, max: 3000 }),
    moreTotal: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ moreDaily, moreTotal, ...rest }): Tariff => {
    const dailyCap = rest.pricePerUnit + moreDaily;
    const caps = { pricePerUnit: fen(rest.pricePerUnit), dailyCap: fen(dailyCap), totalCap: fen(dailyCap + moreTotal) };
    return { ...tariff, ...rest, ...caps, version: "p" };
  });
const elapsed = fc.integer({ min: 0, max: 40 * day });

describe("whatever the tariff, the price", () => {
  it("is never above the total cap, and its lines add up to it", () => {
    fc.assert(
      fc.property(tariffs, elapsed, (rules, time) => {
        const { amount, lines } = price(rules, start, start + time, []);
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(amount).toBeLessThanOrEqual(rules.totalCap);
        expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(amount);
      }),
    );
  });

  it("is nothing at any time where a unit costs nothing: there is no rent that could not be collected", () => {
    fc.assert(
      fc.property(tariffs, elapsed, (rules, time) => {
        expect(amountAfter(time, { ...rules, pricePerUnit: fen(0), dailyCap: fen(0) })).toBe(0);
      }),
    );
  });

  it("never falls as time passes", () => {
    fc.assert(
      fc.property(tariffs, elapsed, elapsed, (rules, a, b) => {
        expect(amountAfter(Math.min(a, b), rules)).toBeLessThanOrEqual(amountAfter(Math.max(a, b), rules));
      }),
    );
  });

  it("adds up over whole days below the total cap", () => {
    fc.assert(
      fc.property(tariffs, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: day }), (rules, days, rest) => {
        fc.pre(rules.unit !== "once" && rest > rules.graceMinutes * minute);
        const free = { ...rules, freeMinutes: 0, totalCap: fen(10_000_000) };
        expect(amountAfter(days * day + rest, free)).toBe(days * amountAfter(day, free) + amountAfter(rest, free));
      }),
    );
  });

  it("is never raised by a pause", () => {
    fc.assert(
      fc.property(tariffs, elapsed, fc.array(fc.tuple(elapsed, elapsed), { maxLength: 4 }), (rules, time, spans) => {
        const pauses = spans.map(([from, length]) => ({ from: start + from, to: start + from + length }));
        expect(amountAfter(time, rules, pauses)).toBeLessThanOrEqual(amountAfter(time, rules));
      }),
    );
  });

  it("grows exactly when it says so, and not before", () => {
    fc.assert(
      fc.property(tariffs, elapsed, (rules, time) => {
        const { amount, growsAt } = price(rules, start, start + time, []);
        if (growsAt === undefined) {
          expect(amountAfter(400 * day, rules)).toBe(amount);
        } else {
          expect(growsAt).toBeGreaterThan(start + time);
          expect(amountAfter(growsAt - start - 1, rules)).toBe(amount);
          expect(amountAfter(growsAt - start, rules)).toBeGreaterThan(amount);
        }
      }),
    );
  });
});
