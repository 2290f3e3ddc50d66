import { expect, test } from "vitest";
import { chineseLocale } from "../../kiosk-ui/shared/locale-chinese.ts";
import { englishLocale } from "../../kiosk-ui/shared/locale-english.ts";
import { priceBlock, tariffSentence } from "../../kiosk-ui/shared/price.ts";
import { fen } from "../../server/rental/money.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import { exampleTariff } from "../support/example-tariff.ts";

/** With plain spaces in the place of those that keep a number and its unit together. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

function sentences(changes: Partial<Tariff>): string[] {
  const tariff = { ...exampleTariff, ...changes };
  return [tariffSentence(tariff, chineseLocale), tariffSentence(tariff, englishLocale)].map(plain);
}

test("free minutes, price and both caps stand in one sentence", () => {
  expect(sentences({})).toEqual([
    "前 5 分钟免费，之后每小时 2 元，24 小时封顶 20 元，最高 99 元",
    "First 5 minutes free, then ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
});

test("without free minutes the sentence begins with the price", () => {
  expect(sentences({ freeMinutes: 0, unit: "half-hour", pricePerUnit: fen(150) })).toEqual([
    "每半小时 1.50 元，24 小时封顶 20 元，最高 99 元",
    "¥1.50 per half hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
});

test("free time in whole hours is told in hours, a single one without its number", () => {
  expect(sentences({ freeMinutes: 120 })[0]).toContain("前 2 小时免费");
  expect(sentences({ freeMinutes: 120 })[1]).toContain("First 2 hours free");
  expect(sentences({ freeMinutes: 60 })[1]).toContain("First hour free");
  expect(sentences({ freeMinutes: 1 })[1]).toContain("First minute free");
  expect(sentences({ freeMinutes: 90 })[0]).toContain("前 90 分钟免费");
});

test("a daily cap that can't be reached before another is left out", () => {
  const perDay = [
    "前 5 分钟免费，之后每天 5 元，最高 99 元",
    "First 5 minutes free, then ¥5 per day, at most ¥99 in total",
  ];
  expect(sentences({ unit: "day", pricePerUnit: fen(500) })).toEqual(perDay);
  const perLoan = ["每次 3 元，最高 99 元", "¥3 per loan, at most ¥99 in total"];
  expect(sentences({ unit: "once", pricePerUnit: fen(300), freeMinutes: 0 })).toEqual(perLoan);
  expect(sentences({ dailyCap: fen(9900) })[0]).toBe("前 5 分钟免费，之后每小时 2 元，最高 99 元");
});

test("a grace is told where it gives more than the free minutes", () => {
  expect(sentences({ graceMinutes: 10 })).toEqual([
    "10 分钟内归还免费，前 5 分钟免费，之后每小时 2 元，24 小时封顶 20 元，最高 99 元",
    "Free if back within 10 minutes. First 5 minutes free, then ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
  expect(sentences({ graceMinutes: 1, freeMinutes: 0 })).toEqual([
    "1 分钟内归还免费，每小时 2 元，24 小时封顶 20 元，最高 99 元",
    "Free if back within 1 minute. ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
  expect(sentences({ graceMinutes: 60 })[1]).toContain("Free if back within 1 hour. First");
  expect(sentences({ graceMinutes: 5 })).toEqual(sentences({}));
  expect(sentences({ graceMinutes: 10, pricePerUnit: fen(0) })).toEqual(sentences({ pricePerUnit: fen(0) }));
});

test("what costs nothing is called free, once", () => {
  expect(sentences({ pricePerUnit: fen(0) })).toEqual(["免费，最高 99 元", "Free, at most ¥99 in total"]);
});

test("a price block has the unit price apart from all that may cost or save something", () => {
  const block = priceBlock({ ...exampleTariff, graceMinutes: 10, longestLoanHours: 240 }, chineseLocale);
  expect({ perUnit: plain(block.perUnit), terms: block.terms.map(plain) }).toEqual({
    perUnit: "2 元/小时",
    terms: ["10 分钟内归还免费", "前 5 分钟免费", "24 小时封顶 20 元", "最长 10 天", "最高 99 元（未归还按此价买断）"],
  });
  expect(
    priceBlock({ ...exampleTariff, freeMinutes: 0, pricePerUnit: fen(0), longestLoanHours: 5 }, englishLocale),
  ).toEqual({
    perUnit: "Free",
    terms: ["Up to 5 hours", "¥99 at most, and if never returned"],
  });
});
