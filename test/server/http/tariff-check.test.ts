import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import type { CreditRequest } from "../../../server/credit/credit-provider.ts";
import { createFields } from "../../../server/credit/zhima/credit-request.ts";
import { providerCheck } from "../../../server/http/tariff-check.ts";
import { type Fen, fen } from "../../../server/rental/money.ts";
import { type Tariff, tariffMistakes } from "../../../server/rental/tariff.ts";
import { readRentRequest } from "../../../simulators/zhima/rent-request.ts";
import { request, start, tariff } from "../rental/examples.ts";

const amount = fc.integer({ min: 0, max: 10_000_000 }).map(fen);
const anyTariff = fc
  .record({
    goodsName: fc.string({ unit: "grapheme", minLength: 1, maxLength: 14 }),
    freeMinutes: fc.integer({ min: 0, max: 1440 }),
    graceMinutes: fc.integer({ min: 0, max: 60 }),
    unit: fc.constantFrom<Tariff["unit"]>("half-hour", "hour", "day", "once"),
    caps: fc.tuple(amount, amount, amount),
    depositAllowed: fc.boolean(),
    collectedBy: fc.constantFrom<Tariff["collectedBy"]>("provider", "merchant"),
  })
  .map(({ caps, ...rest }): Tariff => {
    const [pricePerUnit, dailyCap, totalCap] = caps.toSorted((a, b) => a - b) as [Fen, Fen, Fen];
    return { ...tariff, ...rest, pricePerUnit, dailyCap, totalCap };
  });

const texts = { publicUrl: "https://hub.example" };
const check = (tariff: Tariff, confirmationUrl: (asked: CreditRequest) => string) =>
  providerCheck({ credit: { confirmationUrl }, texts, terms: request.terms })(tariff, start);
const zhima = (asked: CreditRequest) => JSON.stringify(createFields(asked));

describe("the check of a tariff with the credit provider", () => {
  it("asks for a loan of one item, and of the most that an order lends", () => {
    const asked: CreditRequest[] = [];
    check({ ...tariff, goodsName: "共享雨伞" }, (one) => {
      asked.push(one);
      return "";
    });
    expect(asked.map(({ goodsName, items, depositAmount }) => [goodsName, items, depositAmount])).toEqual([
      ["共享雨伞", 1, 9900],
      ["共享雨伞", 4, 39_600],
    ]);
  });

  it("finds nothing where Zhima takes the tariff, to the highest amounts and the longest name", () => {
    const most = fen(10_000_000);
    const highest = { pricePerUnit: most, dailyCap: most, totalCap: most, goodsName: "伞".repeat(14) };
    expect([tariff, { ...tariff, ...highest }].map((one) => check(one, zhima))).toEqual([[], []]);
  });

  it("names each loan that Zhima would refuse: half an hour's price is told as an hour's", () => {
    const dear: Tariff = { ...tariff, unit: "half-hour", pricePerUnit: fen(2000), totalCap: fen(3000) };
    expect(check(dear, zhima)).toEqual([
      { items: 1, why: expect.stringContaining("a rent of 40.00 yuan is above the deposit of 30.00") as string },
      { items: 4, why: expect.stringContaining("a rent of 160.00 yuan is above the deposit of 120.00") as string },
    ]);
    expect(check({ ...dear, totalCap: fen(3999) }, zhima)).not.toEqual([]);
    expect(check({ ...dear, totalCap: fen(4000) }, zhima)).toEqual([]);
  });

  it("lets through only what is taken by a gateway that goes by the interface's rules", () => {
    const strictGateway = (asked: CreditRequest) => {
      const answer = readRentRequest(zhima(asked), start);
      if (typeof answer === "string") throw new Error(answer);
      return "";
    };
    let letThrough = 0;
    fc.assert(
      fc.property(anyTariff, (any) => {
        if (tariffMistakes(any).length > 0) return;
        if (check(any, zhima).length > 0) return;
        expect(check(any, strictGateway)).toEqual([]);
        letThrough++;
      }),
    );
    expect(letThrough).toBeGreaterThan(20);
  });

  it("takes no fault of another kind for a refusal", () => {
    const fails = (error: Error) =>
      check(tariff, () => {
        throw error;
      });
    expect(() => fails(new Error("no key"))).toThrow(/^no key$/);
    expect(fails(new AppError("message/invalid", "no"))[0]).toEqual({ items: 1, why: "no" });
  });
});
