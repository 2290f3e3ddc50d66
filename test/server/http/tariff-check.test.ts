import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import type { CreditRequest } from "../../../server/credit/credit-provider.ts";
import { createFields } from "../../../server/credit/zhima/credit-request.ts";
import { checkTariffs } from "../../../server/http/tariff-check.ts";
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
const check = (tariffs: Tariff[], confirmationUrl: (asked: CreditRequest) => string) =>
  checkTariffs(tariffs, { credit: { confirmationUrl }, texts, terms: request.terms }, start);
const zhima = (asked: CreditRequest) => JSON.stringify(createFields(asked));

describe("tariffs at the start of a hub", () => {
  it("are asked for one item and for the most that an order lends", () => {
    const asked: CreditRequest[] = [];
    check([tariff, { ...tariff, goodsName: "共享雨伞" }], (one) => {
      asked.push(one);
      return "";
    });
    expect(asked.map(({ goodsName, items, depositAmount }) => [goodsName, items, depositAmount])).toEqual([
      ["共享充电宝", 1, 9900],
      ["共享充电宝", 4, 39_600],
      ["共享雨伞", 1, 9900],
      ["共享雨伞", 4, 39_600],
    ]);
  });

  it("that Zhima takes are right, to the highest amounts and the longest name", () => {
    const most = fen(10_000_000);
    check(
      [tariff, { ...tariff, pricePerUnit: most, dailyCap: most, totalCap: most, goodsName: "伞".repeat(14) }],
      zhima,
    );
  });

  it("that Zhima would refuse are refused, all at once: half an hour's price is told as an hour's", () => {
    const dear: Tariff = {
      ...tariff,
      version: "dear",
      unit: "half-hour",
      pricePerUnit: fen(2000),
      totalCap: fen(3000),
    };
    const dearer = { ...dear, version: "dearer", totalCap: fen(3999) };
    const just = { ...dear, version: "just", totalCap: fen(4000) };
    for (const why of [
      /tariff dear, a loan of 1: a rent of 40.00 yuan is above the deposit of 30.00/,
      /tariff dear, a loan of 4: a rent of 160.00 yuan is above the deposit of 120.00/,
      /tariff dearer, a loan of 1: /,
    ]) {
      expect(() => check([dear, just, dearer], zhima)).toThrow(why);
    }
    expect(() => check([dear], zhima)).toThrow(expect.objectContaining({ code: "tariff/invalid" }) as Error);
    check([just], zhima);
  });

  it("that are let through are taken by a gateway that goes by the interface's rules", () => {
    const strictGateway = (asked: CreditRequest) => {
      const answer = readRentRequest(zhima(asked), start);
      if (typeof answer === "string") throw new Error(answer);
      return "";
    };
    let letThrough = 0;
    fc.assert(
      fc.property(anyTariff, (any) => {
        if (tariffMistakes(any).length > 0) return;
        try {
          check([any], zhima);
        } catch {
          return;
        }
        check([any], strictGateway);
        letThrough++;
      }),
    );
    expect(letThrough).toBeGreaterThan(20);
  });

  it("are not blamed for a fault of another kind", () => {
    const fault = (error: Error) => () =>
      check([tariff], () => {
        throw error;
      });
    expect(fault(new Error("no key"))).toThrow(/^no key$/);
    expect(fault(new AppError("message/invalid", "no"))).toThrow(/a loan of 1: no/);
  });
});
