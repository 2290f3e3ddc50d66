import { describe, expect, test } from "vitest";
import { cameBackLate, isBoughtOut, isOverdue, itemsOf } from "../../kiosk-ui/rider/order-items.ts";
import { hubTime, itemView, orderView } from "../browser/rider-examples.ts";

const offeredUntil = hubTime;
const slots = (items: ReturnType<typeof itemView>[]) => itemsOf(orderView("lent", { items })).map(({ slot }) => slot);

describe("the items of an order that count", () => {
  const failed = itemView("not-opened");

  test("are all of them where none was replaced", () => {
    expect(slots([itemView("lent", { slot: 3 }), failed, itemView("lent", { slot: 12 })])).toEqual([3, 7, 12]);
    expect(slots([failed])).toEqual([7]);
  });

  test("leave out a slot whose place another one took", () => {
    expect(slots([failed, itemView("lent", { slot: 9, offeredUntil })])).toEqual([9]);
    expect(slots([failed, itemView("offered", { slot: 9 })])).toEqual([9]);
  });

  test("leave out an offered slot that was declined", () => {
    expect(slots([failed, itemView("not-opened", { slot: 9, offeredUntil })])).toEqual([7]);
  });

  test("keep a second slot that failed and was not replaced", () => {
    const items = [failed, itemView("not-opened", { slot: 8 }), itemView("lent", { slot: 9, offeredUntil })];
    expect(slots(items)).toEqual([8, 9]);
  });
});

test("an order is overdue from the moment at which its items are due, while they are out", () => {
  const view = orderView("lent", { overdueAt: hubTime });
  expect(isOverdue(view, hubTime - 1)).toBe(false);
  expect(isOverdue(view, hubTime)).toBe(true);
  expect(isOverdue(orderView("settled", { overdueAt: hubTime }), hubTime)).toBe(false);
});

test("an item that came back after it was written off is not called bought", () => {
  const lines = [{ what: "lost", count: 1, amount: 9900 }] as const;
  const lost = orderView("settled", { items: [itemView("lost")], lines: [...lines] });
  const back = orderView("settled", {
    items: [itemView("lost", { returnedAt: hubTime })],
    lines: [...lines],
  });
  expect([isBoughtOut(lost), cameBackLate(lost)]).toEqual([true, false]);
  expect([isBoughtOut(back), cameBackLate(back)]).toEqual([false, true]);
});
