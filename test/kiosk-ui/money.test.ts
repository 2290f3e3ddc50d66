import { expect, test } from "vitest";
import { money, spokenMoney } from "../../kiosk-ui/shared/money.ts";

test("an amount on a receipt has two decimals, and thousands apart", () => {
  expect(money(0, "zh")).toBe("¥0.00");
  expect(money(5, "zh")).toBe("¥0.05");
  expect(money(2000, "en")).toBe("¥20.00");
  expect(money(123_456_789, "zh")).toBe("¥1,234,567.89");
});

test("what is taken off has its sign before the currency", () => {
  expect(money(-350, "zh")).toBe("−¥3.50");
  expect(money(-350, "en")).toBe("−¥3.50");
});

test("a price in a sentence has decimals only where it needs them", () => {
  expect(spokenMoney(200, "zh")).toBe("2元");
  expect(spokenMoney(150, "zh")).toBe("1.50元");
  expect(spokenMoney(9900, "en")).toBe("¥99");
  expect(spokenMoney(101, "en")).toBe("¥1.01");
});
