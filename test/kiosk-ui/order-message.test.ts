import { describe, expect, test } from "vitest";
import { itemInQuestion, itemsToTake, orderMessage } from "../../kiosk-ui/rider/order-message.ts";
import { words as chinese } from "../../kiosk-ui/rider/words-chinese.ts";
import { words as english } from "../../kiosk-ui/rider/words-english.ts";
import { chineseLocale } from "../../kiosk-ui/shared/locale-chinese.ts";
import { englishLocale } from "../../kiosk-ui/shared/locale-english.ts";
import type { OrderView } from "../../server/http/rider-api.ts";
import { hubTime, itemView, lentSince, orderView } from "../browser/rider-examples.ts";

const title = (view: OrderView, now = hubTime) => orderMessage(view, now, english, englishLocale).title;

describe("the message of a lent order", () => {
  const openedAt = hubTime - 59_999;

  test("is to take the item during the first minute, afterwards that it is lent", () => {
    expect(title(lentSince(openedAt))).toBe("Slot 7 is open: take it");
    expect(title(lentSince(openedAt), hubTime + 1)).toBe("On loan");
  });

  test("is never to take an item that went back or whose opening nobody saw", () => {
    expect(itemsToTake(orderView("settled", { items: [itemView("returned", { openedAt })] }), hubTime)).toEqual([]);
    const { openedAt: _, ...unseen } = itemView("lent");
    expect(itemsToTake(orderView("lent", { items: [unseen] }), hubTime)).toEqual([]);
  });

  test("names only the slots that have just opened", () => {
    const items = [
      itemView("lent", { slot: 3, openedAt }),
      itemView("not-opened", { loanNo: 2 }),
      itemView("lent", { loanNo: 3, slot: 12 }),
    ];
    expect(title(orderView("lent", { items }))).toBe("Slot 3 is open: take it");
  });

  test("counts what is back and what is out, without what never opened", () => {
    const items = [itemView("returned"), itemView("not-opened", { loanNo: 2 }), itemView("lent", { loanNo: 3 })];
    expect(title(orderView("lent", { items }))).toBe("1 returned, 1 still out");
  });

  test("is that a report is looked into, even right after the opening, until billing goes on", () => {
    const item = itemView("lent", { reported: "not-opened", openedAt });
    const pausing = orderView("lent", { items: [{ ...item, paused: true }], paused: true });
    expect(title(pausing)).toBe("We are checking, billing is paused");
    const billing = orderView("lent", { items: [item] });
    expect(itemInQuestion(billing)).toBeUndefined();
    expect(title(billing)).toBe("Slot 7 is open: take it");
  });

  test("says nothing of a report where an operator pauses the billing, or the item is back", () => {
    const lent = itemView("lent", { paused: true });
    expect(title(orderView("lent", { items: [lent], paused: true }))).toBe("On loan");
    const items = [itemView("returned", { reported: "returned" }), { ...lent, loanNo: 2 }];
    expect(title(orderView("lent", { items, paused: true }))).toBe("1 returned, 1 still out");
  });
});

describe("a slot that did not open", () => {
  const failed = itemView("not-opened", { slot: 3 });

  test("is named while another one is chosen, offered and opened", () => {
    expect(title(orderView("opening", { items: [failed] }))).toBe("Slot 3 did not open, looking for another");
    const offered = itemView("offered", { loanNo: 2, slot: 9 });
    expect(title(orderView("offer", { items: [failed, offered] }))).toBe("Slot 3 did not open. Take slot 9?");
    const opening = itemView("opening", { loanNo: 2, slot: 9 });
    expect(title(orderView("opening", { items: [failed, opening] }))).toBe("Opening slot 9");
  });

  test("is the last one that failed", () => {
    const items = [failed, itemView("not-opened", { loanNo: 2, slot: 4 }), itemView("offered", { loanNo: 3, slot: 9 })];
    expect(title(orderView("offer", { items }))).toBe("Slot 4 did not open. Take slot 9?");
  });

  test("is named with the others where nothing was lent", () => {
    const items = [failed, itemView("not-opened", { loanNo: 2, slot: 4 })];
    expect(title(orderView("not-opened", { items }))).toBe("Sorry, slots 3 and 4 did not open");
  });
});

test("only the slots in doubt are being checked", () => {
  const items = [itemView("lent"), itemView("checking", { loanNo: 2, slot: 9 })];
  expect(title(orderView("checking", { items }))).toBe("Checking whether slot 9 opened");
});

test("an item that was bought out is not called returned", () => {
  const items = [itemView("returned"), itemView("lost", { loanNo: 2 })];
  expect(title(orderView("settled", { items }))).toBe("Not returned, bought");
  expect(title(orderView("collecting", { items }))).toBe("Loan ended");
  expect(orderMessage(orderView("payment-due", { items }), hubTime, chinese, chineseLocale).title).toBe(
    "租借已结束，等待扣款",
  );
  expect(title(orderView("owed", { items }))).toBe("Loan ended, please pay the shop ¥26.00");
});

test("an order that came to nothing says why", () => {
  expect(title(orderView("lapsed"))).toBe("Not confirmed in time");
  expect(title(orderView("lapsed", { lapseReason: "given-up" }))).toBe("Given up");
  expect(title(orderView("lapsed", { lapseReason: "refused-by-provider" }))).toBe("No deposit-free loan at the moment");
  expect(title(orderView("lapsed", { lapseReason: "decided-by-a-person" }))).toBe("Our staff closed this order");
});
