import { expect, test } from "vitest";
import { chineseLocale } from "../../kiosk-ui/shared/locale-chinese.ts";
import { englishLocale } from "../../kiosk-ui/shared/locale-english.ts";
import { money, spokenMoney } from "../../kiosk-ui/shared/money.ts";

test("an amount on a receipt has two decimals, and thousands apart", () => {
  expect(money(0, chineseLocale)).toBe("¥0.00");
  expect(money(5, chineseLocale)).toBe("¥0.05");
  expect(money(2000, englishLocale)).toBe("¥20.00");
  expect(money(123_456_789, chineseLocale)).toBe("¥1,234,567.89");
});

test("what is taken off has its sign before the currency", () => {
  expect(money(-350, chineseLocale)).toBe("−¥3.50");
  expect(money(-350, englishLocale)).toBe("−¥3.50");
});

test("a price in a sentence has decimals only where it needs them", () => {
  expect(spokenMoney(200, chineseLocale)).toBe("2\u00a0元");
  expect(spokenMoney(150, chineseLocale)).toBe("1.50\u00a0元");
  expect(spokenMoney(9900, englishLocale)).toBe("¥99");
  expect(spokenMoney(101, englishLocale)).toBe("¥1.01");
});
