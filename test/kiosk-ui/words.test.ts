import { describe, expect, test } from "vitest";
import { isJustOpened, orderMessage } from "../../kiosk-ui/rider/order-message.ts";
import { chinese, messageFor } from "../../kiosk-ui/rider/words.ts";
import { english } from "../../kiosk-ui/rider/words-english.ts";
import { errorTable } from "../../platform/app-error.ts";
import type { PriceLine } from "../../server/http/rider-api.ts";
import { hubTime, orderView } from "../browser/rider-examples.ts";

const line = (what: PriceLine["what"], count: number): PriceLine => ({ what, count, amount: 0 });

test("each price line is named in both languages", () => {
  const lines = [line("free", 1), line("units", 3), line("once", 1), line("daily-cap", 2), line("total-cap", 1)];
  expect(lines.map((each) => chinese.priceLine(each, "hour"))).toEqual([
    "免费 1 分钟",
    "计费 3 小时",
    "按次计费",
    "24小时封顶减免（2 天）",
    "总封顶减免",
  ]);
  expect(lines.map((each) => english.priceLine(each, "hour"))).toEqual([
    "1 minute free",
    "3 hours billed",
    "Price per loan",
    "24-hour cap (2 days)",
    "Total cap",
  ]);
});

test("the billed units are the tariff's", () => {
  expect(chinese.priceLine(line("units", 2), "half-hour")).toBe("计费 2 个半小时");
  expect(chinese.priceLine(line("units", 2), "day")).toBe("计费 2 天");
  expect(english.priceLine(line("units", 1), "half-hour")).toBe("1 half hour billed");
  expect(english.priceLine(line("daily-cap", 1), "hour")).toBe("24-hour cap");
  expect(chinese.priceLine(line("daily-cap", 1), "hour")).toBe("24小时封顶减免");
});

describe("an error code", () => {
  test("that the page knows has its own words, any other common ones", () => {
    expect(messageFor("slot/empty", english).title).toBe("This slot is empty");
    expect(messageFor("store/held", english)).toBe(english.otherProblem);
    expect(messageFor("constructor", english)).toBe(english.otherProblem);
  });

  test("with words of its own is one of the hub's", () => {
    const ours = Object.keys(chinese.problems).filter((code) => code !== "network/unreachable");
    expect(Object.keys(errorTable)).toEqual(expect.arrayContaining(ours));
  });
});

describe("the message of a lent order", () => {
  const openedAt = hubTime - 59_999;

  test("is to take the item during the first minute, afterwards that it is lent", () => {
    expect(orderMessage(orderView("lent", { openedAt }), hubTime, english).title).toBe("Slot 7 is open: take it");
    expect(orderMessage(orderView("lent", { openedAt }), hubTime + 1, english).title).toBe("On loan");
  });

  test("is never to take an item that went back or whose opening nobody saw", () => {
    expect(isJustOpened(orderView("settled", { openedAt }), hubTime)).toBe(false);
    const { openedAt: _, ...unseen } = orderView("lent");
    expect(isJustOpened(unseen, hubTime)).toBe(false);
  });
});

test("an item that was bought out is not called returned", () => {
  const { returnedAt: _, ...boughtOut } = orderView("settled", { amount: 9900 });
  expect(orderMessage(boughtOut, hubTime, english).title).toBe("Loan ended, paid");
  expect(orderMessage({ ...boughtOut, phase: "payment-due" }, hubTime, chinese).title).toBe("租借已结束，等待扣款");
  expect(orderMessage({ ...boughtOut, phase: "collecting" }, hubTime, english).title).toBe("Loan ended");
});
