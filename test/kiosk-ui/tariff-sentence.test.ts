import { expect, test } from "vitest";
import { tariffSentence } from "../../kiosk-ui/shared/tariff-sentence.ts";
import { fen } from "../../server/rental/money.ts";
import type { Tariff } from "../../server/rental/tariff.ts";

const hourly: Tariff = {
  version: "1",
  goodsName: "共享充电宝",
  freeMinutes: 5,
  graceMinutes: 0,
  unit: "hour",
  pricePerUnit: fen(200),
  dailyCap: fen(2000),
  totalCap: fen(9900),
  longestLoanHours: 72,
  renewals: 0,
  depositAllowed: true,
  collectedBy: "provider",
  otherSlot: "none",
};

function sentences(changes: Partial<Tariff>): string[] {
  const tariff = { ...hourly, ...changes };
  return [tariffSentence(tariff, "zh"), tariffSentence(tariff, "en")];
}

test("free minutes, price and both caps stand in one sentence", () => {
  expect(sentences({})).toEqual([
    "前5分钟免费，之后每小时2元，24小时封顶20元，总封顶99元",
    "First 5 minutes free, then ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
});

test("without free minutes the sentence begins with the price", () => {
  expect(sentences({ freeMinutes: 0, unit: "half-hour", pricePerUnit: fen(150) })).toEqual([
    "每半小时1.50元，24小时封顶20元，总封顶99元",
    "¥1.50 per half hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
});

test("free time in whole hours is told in hours, a single one without its number", () => {
  expect(sentences({ freeMinutes: 120 })[0]).toContain("前2小时免费");
  expect(sentences({ freeMinutes: 120 })[1]).toContain("First 2 hours free");
  expect(sentences({ freeMinutes: 60 })[1]).toContain("First hour free");
  expect(sentences({ freeMinutes: 1 })[1]).toContain("First minute free");
  expect(sentences({ freeMinutes: 90 })[0]).toContain("前90分钟免费");
});

test("a daily cap that can't be reached before another is left out", () => {
  const perDay = [
    "前5分钟免费，之后每天5元，总封顶99元",
    "First 5 minutes free, then ¥5 per day, at most ¥99 in total",
  ];
  expect(sentences({ unit: "day", pricePerUnit: fen(500) })).toEqual(perDay);
  const perLoan = ["每次3元，总封顶99元", "¥3 per loan, at most ¥99 in total"];
  expect(sentences({ unit: "once", pricePerUnit: fen(300), freeMinutes: 0 })).toEqual(perLoan);
  expect(sentences({ dailyCap: fen(9900) })[0]).toBe("前5分钟免费，之后每小时2元，总封顶99元");
});

test("a grace is told where it gives more than the free minutes", () => {
  expect(sentences({ graceMinutes: 10 })).toEqual([
    "10分钟内归还免费，前5分钟免费，之后每小时2元，24小时封顶20元，总封顶99元",
    "Free if back within 10 minutes. First 5 minutes free, then ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
  expect(sentences({ graceMinutes: 1, freeMinutes: 0 })).toEqual([
    "1分钟内归还免费，每小时2元，24小时封顶20元，总封顶99元",
    "Free if back within 1 minute. ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total",
  ]);
  expect(sentences({ graceMinutes: 60 })[1]).toContain("Free if back within 1 hour. First");
  expect(sentences({ graceMinutes: 5 })).toEqual(sentences({}));
  expect(sentences({ graceMinutes: 10, pricePerUnit: fen(0) })).toEqual(sentences({ pricePerUnit: fen(0) }));
});

test("what costs nothing is called free, once", () => {
  expect(sentences({ pricePerUnit: fen(0) })).toEqual(["免费，总封顶99元", "Free, at most ¥99 in total"]);
});
