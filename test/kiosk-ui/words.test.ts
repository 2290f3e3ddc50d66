import { describe, expect, test } from "vitest";
import { chinese, messageFor } from "../../kiosk-ui/rider/words.ts";
import { english } from "../../kiosk-ui/rider/words-english.ts";
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
    "计费 3 小时",
    "按次计费",
    "24小时封顶减免（2 天）",
    "总封顶减免",
  ]);
  expect(lines.map((each) => english.priceLine(each, "hour"))).toEqual([
    "Back within 3 minutes: free",
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
  expect([24, 240, 36].map(chinese.renew)).toEqual(["再借 1 天", "再借 10 天", "再借 36 小时"]);
  expect([24, 240, 36].map(english.renew)).toEqual([
    "Keep it 1 day longer",
    "Keep it 10 days longer",
    "Keep it 36 hours longer",
  ]);
  expect([1, 2].map(english.renewalsLeft)).toEqual(["You can renew once more", "You can renew 2 times more"]);
});

test("items that were bought out are counted where there are several", () => {
  expect(chinese.priceLine(line("lost", 2), "hour")).toBe("2 件未归还，按总封顶价买断");
  expect(english.priceLine(line("lost", 2), "hour")).toBe("2 not returned: bought at the total cap");
  expect(english.priceLine(line("lost", 1), "hour")).toBe("Not returned: bought at the total cap");
});
