import { describe, expect, test } from "vitest";
import { messageFor } from "../../kiosk-ui/rider/words.ts";
import { words as chinese } from "../../kiosk-ui/rider/words-chinese.ts";
import { words as english } from "../../kiosk-ui/rider/words-english.ts";
import { errorTable } from "../../platform/app-error.ts";
import type { PriceLine } from "../../server/http/rider-api.ts";

const line = (what: PriceLine["what"], count: number): PriceLine => ({ what, count, amount: 0 });

test("each price line is named in both languages", () => {
  const lines = [
    line("put-back", 3),
    line("free", 1),
    line("units", 3),
    line("once", 1),
    line("daily-cap", 2),
    line("total-cap", 1),
  ];
  expect(lines.map((each) => chinese.priceLine(each, "hour"))).toEqual([
    "3 分钟内归还免费",
    "免费 1 分钟",
    "1 小时 × 3",
    "按次计费",
    "24 小时封顶减免（2 天）",
    "最高金额减免",
  ]);
  expect(lines.map((each) => english.priceLine(each, "hour"))).toEqual([
    "Back within 3 minutes: free",
    "1 minute free",
    "1 hour × 3",
    "Price per loan",
    "24-hour cap (2 days)",
    "Cap on the total",
  ]);
});

test("the billed units are the tariff's", () => {
  expect(chinese.priceLine(line("units", 2), "half-hour")).toBe("0.5 小时 × 2");
  expect(chinese.priceLine(line("units", 2), "day")).toBe("1 天 × 2");
  expect(english.priceLine(line("units", 1), "half-hour")).toBe("0.5 hours × 1");
  expect(english.priceLine(line("daily-cap", 1), "hour")).toBe("24-hour cap");
  expect(chinese.priceLine(line("daily-cap", 1), "hour")).toBe("24 小时封顶减免");
});

describe("an error code", () => {
  test("that the page knows has its own words, any other common ones", () => {
    expect(messageFor("slot/empty", english).title).toBe("This slot is empty");
    expect(messageFor("store/held", english)).toBe(english.otherProblem);
    for (const code of ["store/write-failed", "store/away"]) {
      expect(messageFor(code, chinese).text).toContain("归还不受影响");
      expect(messageFor(code, english).text).toContain("Nothing was lent or charged");
    }
    expect(messageFor("constructor", english)).toBe(english.otherProblem);
  });

  test("with words of its own is one of the hub's", () => {
    const ours = Object.keys(chinese.problems).filter((code) => code !== "network/unreachable");
    expect(Object.keys(errorTable)).toEqual(expect.arrayContaining(ours));
  });
});

test("several slots are named together, one as before", () => {
  expect(chinese.opened([3]).title).toBe("3 号仓已打开，请取走");
  expect(chinese.opened([3, 7, 12]).title).toBe("3、7、12 号仓已打开，请取走");
  expect(english.opened([3]).title).toBe("Slot 3 is open: take it");
  expect(english.opened([3, 7, 12]).title).toBe("Slots 3, 7 and 12 are open: take them");
  expect(english.confirm([3]).text).toMatch(/^Slot 3 opens /);
  expect(english.confirm([3, 7]).text).toMatch(/^Slots 3 and 7 open /);
});

test("a renewal is named in days where it is whole days", () => {
  expect([24, 240, 36].map((hours) => chinese.renew(hours).replace("\u00a0", " "))).toEqual([
    "续借 1 天",
    "续借 10 天",
    "续借 36 小时",
  ]);
  expect([24, 240, 36].map(english.renew)).toEqual([
    "Keep it 1 day longer",
    "Keep it 10 days longer",
    "Keep it 36 hours longer",
  ]);
  expect([1, 2].map(english.renewalsLeft)).toEqual(["You can renew once more", "You can renew 2 times more"]);
});

test("items that were bought out are counted where there are several", () => {
  expect(chinese.priceLine(line("lost", 2), "hour")).toBe("2 件未归还，按最高金额计费");
  expect(english.priceLine(line("lost", 2), "hour")).toBe("2 not returned: the most it may cost");
  expect(english.priceLine(line("lost", 1), "hour")).toBe("Not returned: the most it may cost");
});
