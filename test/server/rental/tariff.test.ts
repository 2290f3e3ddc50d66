import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { isSameTariff, type Tariff, type TariffMistakeCode, tariffMistakes } from "../../../server/rental/tariff.ts";
import { tariff } from "./examples.ts";

const mistakes = (changes: Partial<Tariff>) => tariffMistakes({ ...tariff, ...changes });

describe("a tariff", () => {
  it.each<[string, Partial<Tariff>]>([
    ["as usual", {}],
    ["with caps as low as they may be", { pricePerUnit: fen(9900), dailyCap: fen(9900) }],
    ["with a name of 14 characters", { goodsName: "一二三四五六七八九十甲乙丙丁" }],
    ["for nothing but a deposit", { pricePerUnit: fen(0), dailyCap: fen(0) }],
    ["that an operator collects", { collectedBy: "merchant", depositAllowed: false }],
    ["without deposits", { depositAllowed: false }],
  ])("%s is right", (_what, changes) => {
    expect(mistakes(changes)).toEqual([]);
  });

  it.each<[string, Partial<Tariff>, TariffMistakeCode]>([
    ["a blank name", { goodsName: " " }, "goods-name-blank"],
    ["a name that is too long", { goodsName: "一二三四五六七八九十甲乙丙丁戊" }, "goods-name-long"],
    // One sign for the reader, seven characters for whoever counts them.
    ["a name of many parts", { goodsName: "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦" }, "goods-name-long"],
    ["a straight quote in the name", { goodsName: '"雨伞' }, "goods-name-characters"],
    ["a comma in the name", { goodsName: "雨伞,大" }, "goods-name-characters"],
    ["a control character in the name", { goodsName: "雨\u0000伞" }, "goods-name-characters"],
    ["a mark of the writing direction in the name", { goodsName: "雨\u202E伞" }, "goods-name-characters"],
    ["half of a character in the name", { goodsName: "雨\uD800" }, "goods-name-characters"],
    ["a daily cap above the deposit", { dailyCap: fen(9901) }, "daily-cap-above-total"],
    ["a price above the daily cap", { pricePerUnit: fen(2001) }, "price-above-daily-cap"],
    ["a daily cap of a rent that is none", { pricePerUnit: fen(0) }, "daily-cap-without-price"],
    ["no deposit", { pricePerUnit: fen(0), dailyCap: fen(0), totalCap: fen(0) }, "total-cap-zero"],
    ["a deposit that the wallet never takes", { collectedBy: "merchant" }, "deposit-without-provider"],
  ])("with %s is wrong", (_what, changes, why) => {
    expect(mistakes(changes).map(({ code }) => code)).toEqual([why]);
  });

  it("with several mistakes is told all of them", () => {
    expect(mistakes({ goodsName: " ,", pricePerUnit: fen(3000), dailyCap: fen(10_000) })).toEqual([
      { code: "goods-name-characters", field: "goodsName" },
      { code: "daily-cap-above-total", field: "dailyCap" },
    ]);
  });
});

it("two tariffs are the same if every field is", () => {
  expect(isSameTariff(tariff, { ...tariff })).toBe(true);
  const changes: Partial<Tariff>[] = [
    { version: "test-2" },
    { goodsName: "共享雨伞" },
    { freeMinutes: 6 },
    { graceMinutes: 1 },
    { unit: "day" },
    { pricePerUnit: fen(301) },
    { dailyCap: fen(2001) },
    { totalCap: fen(9901) },
    { longestLoanHours: 241 },
    { renewals: 1 },
    { depositAllowed: false },
    { collectedBy: "merchant" },
    { otherSlot: "take" },
  ];
  for (const change of changes) expect(isSameTariff(tariff, { ...tariff, ...change })).toBe(false);
  expect(changes.flatMap((change) => Object.keys(change)).toSorted()).toEqual(Object.keys(tariff).toSorted());
});
