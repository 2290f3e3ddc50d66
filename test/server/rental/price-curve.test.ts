import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { price } from "../../../server/rental/price.ts";
import { priceCurve } from "../../../server/rental/price-curve.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { day, hour, minute, tariff } from "./examples.ts";

const curve = (changes: Partial<Tariff>, until: number) =>
  priceCurve({ ...tariff, freeMinutes: 0, graceMinutes: 0, ...changes }, until).map(({ after, amount }) => [
    after / minute,
    amount,
  ]);
const bank: Partial<Tariff> = {
  unit: "half-hour",
  pricePerUnit: fen(150),
  dailyCap: fen(400),
  totalCap: fen(700),
};

describe("the price curve of a tariff", () => {
  it("has a step at each unit that begins, up to the cap of a day and the cap of all", () => {
    expect(curve(bank, 10 * day)).toEqual([
      [0, 150],
      [30, 300],
      [60, 400],
      [1440, 550],
      [1470, 700],
    ]);
  });

  it("ends with the longest loan that is asked for", () => {
    expect(curve(bank, 30 * minute)).toEqual([[0, 150]]);
    expect(curve(bank, 30 * minute + 1)).toEqual([
      [0, 150],
      [30, 300],
    ]);
  });

  it("begins with nothing where the first minutes are free", () => {
    expect(curve({ ...bank, freeMinutes: 5 }, 40 * minute)).toEqual([
      [0, 0],
      [5, 150],
      [35, 300],
    ]);
  });

  it("has one step where a loan costs the same whatever it takes", () => {
    expect(curve({ unit: "once", pricePerUnit: fen(200), dailyCap: fen(200) }, day)).toEqual([[0, 200]]);
    expect(curve({ pricePerUnit: fen(0), dailyCap: fen(0) }, day)).toEqual([[0, 0]]);
  });

  it("has at most 500 steps", () => {
    expect(curve({ ...bank, dailyCap: fen(9_000_000), totalCap: fen(9_000_000) }, 365 * day)).toHaveLength(500);
  });

  it("gives each loan the price that the loan costs", () => {
    const elapsed = fc.integer({ min: 1, max: 3 * day });
    fc.assert(
      fc.property(elapsed, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (time, free, grace) => {
        const rules: Tariff = { ...tariff, unit: "hour", freeMinutes: free, graceMinutes: grace };
        const step = priceCurve(rules, 3 * day + hour).findLast(({ after }) => after < time);
        expect(step?.amount).toBe(price(rules, 0, time, []).amount);
      }),
    );
  });
});
