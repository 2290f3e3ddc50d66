import { describe, expect, it } from "vitest";
import { parseRatePlans } from "../../../server/pricing/written-plan.ts";
import { tariff } from "../rental/examples.ts";

const plan = { tariff, itemKind: "power-bank" };
const parse = (...plans: unknown[]) => parseRatePlans(JSON.stringify(plans));

describe("the rate plans", () => {
  it("are read from JSON", () => {
    expect(parse(plan)).toEqual([plan]);
    const there = { ...plan, cabinets: ["shop-1"] };
    expect(parse(plan, there)).toEqual([plan, there]);
  });

  it("may leave out what has a usual value", () => {
    const { version, freeMinutes, unit, pricePerUnit, dailyCap, totalCap, longestLoanHours } = tariff;
    const least = { version, freeMinutes, unit, pricePerUnit, dailyCap, totalCap, longestLoanHours };
    expect(parse({ ...plan, tariff: least })).toEqual([plan]);
  });

  it("are valid from and until moments with an offset", () => {
    const dated = { ...plan, validFrom: "2026-12-01T00:00:00+08:00", validUntil: "2026-12-31T16:00:00Z" };
    expect(parse(dated)).toEqual([
      { ...plan, validFrom: Date.UTC(2026, 10, 30, 16), validUntil: Date.UTC(2026, 11, 31, 16) },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["no JSON", "{", /it is not JSON/],
    ["no list", JSON.stringify(plan), /it must be a JSON list of rate plans/],
    ["an empty list", "[]", /it must be a JSON list of rate plans/],
  ])("that are %s are refused", (_what, text, why) => {
    expect(() => parseRatePlans(text)).toThrow(why);
    expect(() => parseRatePlans(text)).toThrow(expect.objectContaining({ code: "tariff/invalid" }) as Error);
  });

  it.each<[string, unknown, RegExp]>([
    ["that is no object", 7, /plan 1: \/ must be object/],
    ["without a tariff", { itemKind: "power-bank" }, /plan 1: \/ .*tariff/],
    ["without a kind of item", { tariff }, /plan 1: \/ .*itemKind/],
    ["of a kind of item that is no id", { ...plan, itemKind: "Bike!" }, /plan 1: \/itemKind must match pattern/],
    ["with a field too many", { ...plan, discount: 1 }, /plan 1: \/discount is no field that is known( \(|$)/m],
    ["for no place", { ...plan, cabinets: [] }, /plan 1: \/cabinets /],
    ["for a place that is none", { ...plan, cabinets: ["Shop 1"] }, /plan 1: \/cabinets\/0 /],
    ["for a place twice", { ...plan, cabinets: ["shop-1", "shop-1"] }, /plan 1: \/cabinets /],
    ["from a day", { ...plan, validFrom: "2026-12-01" }, /plan 1: \/validFrom .*date-time/],
    ["from a moment somewhere", { ...plan, validFrom: "2026-12-01T00:00:00" }, /plan 1: \/validFrom .*date-time/],
    ["until a day that is none", { ...plan, validUntil: "2026-02-30T00:00:00Z" }, /plan 1: \/validUntil .*date-time/],
    ["until a leap second", { ...plan, validUntil: "2016-12-31T23:59:60Z" }, /tariff test-1: There is no such moment/],
    [
      "that never applies",
      { ...plan, validFrom: "2026-12-01T08:00:00+08:00", validUntil: "2026-12-01T00:00:00Z" },
      /never applies/,
    ],
    ["whose tariff lacks a field", { ...plan, tariff: { ...tariff, unit: undefined } }, /plan 1: \/tariff .*unit/],
    [
      "whose tariff has a field too many",
      { ...plan, tariff: { ...tariff, discount: 1 } },
      /plan 1: \/tariff\/discount is no field/,
    ],
    [
      "with a fraction of a fen",
      { ...plan, tariff: { ...tariff, pricePerUnit: 1.5 } },
      /plan 1: \/tariff\/pricePerUnit must be integer/,
    ],
    [
      "with an unknown unit",
      { ...plan, tariff: { ...tariff, unit: "week" } },
      /\/tariff\/unit must be half-hour or hour or day or once( \(|$)/m,
    ],
    [
      "with a daily cap above the deposit",
      { ...plan, tariff: { ...tariff, dailyCap: 10_000 } },
      /tariff test-1: The cap for 24 hours must not be above the total cap/,
    ],
  ])("with a plan %s are refused", (_what, item, why) => {
    expect(() => parse(item)).toThrow(why);
  });

  it("are told all mistakes of all plans at once", () => {
    const plans = [
      { ...plan, itemKind: "Bike!", tariff: { ...tariff, freeMinutes: -1 } },
      { ...plan, tariff: { ...tariff, version: "b", pricePerUnit: 9000 } },
      { ...plan, tariff: { ...tariff, version: "c" } },
    ];
    for (const mistake of [
      /plan 1: \/tariff\/freeMinutes /,
      /plan 1: \/itemKind /,
      /tariff b: The price of a unit /,
      /Tariffs b and c both apply/,
    ]) {
      expect(() => parse(...plans)).toThrow(mistake);
    }
  });
});
