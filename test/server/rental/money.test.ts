import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { checkTariff } from "../../../server/rental/tariff.ts";
import { tariff } from "./examples.ts";

describe("an amount", () => {
  it("is whole fen of zero or more", () => {
    expect(fen(150)).toBe(150);
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => fen(wrong)).toThrow(RangeError);
  });
});

describe("a tariff", () => {
  it("keeps the day below the deposit, and a unit below the day", () => {
    expect(checkTariff(tariff)).toBe(tariff);
    expect(() => checkTariff({ ...tariff, dailyCap: fen(10_000) })).toThrow(/dailyCap .*tariff\/invalid/);
    expect(() => checkTariff({ ...tariff, pricePerUnit: fen(2001) })).toThrow(/pricePerUnit .*tariff\/invalid/);
  });
});
