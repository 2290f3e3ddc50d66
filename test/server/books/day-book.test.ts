import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayBook } from "../../../server/books/day-book.ts";
import { fen } from "../../../server/rental/money.ts";
import { day } from "../rental/examples.ts";
import { afterMidnight, bookedDay, dayAfter, numbered, paidAt, paidOrder, recordOf, Shelf } from "./shelf.ts";

let shelf: Shelf;
beforeEach(async () => {
  shelf = await Shelf.open();
});
afterEach(() => shelf.close());

describe("the book of a day", () => {
  it("is that of the day in Beijing, where a new one begins eight hours before it does in UTC", async () => {
    await shelf.put(recordOf(paidOrder(1, { paidAt: afterMidnight })));
    const collections = async (day: string) =>
      (await dayBook(shelf.store, day)).entries.filter(({ what }) => what === "collection").length;
    expect([await collections(bookedDay), await collections(dayAfter)]).toEqual([0, 1]);
  });

  it("holds what was booked on it, with its sums by account and by order", async () => {
    await shelf.put(
      recordOf(paidOrder(1, { fundNo: "F1" })),
      recordOf(paidOrder(2, { kind: "damage", amount: fen(9900), collectedByHand: fen(9000) })),
    );
    const book = await dayBook(shelf.store, bookedDay);
    expect(book.entries.map(({ orderNo, what }) => [orderNo, what])).toEqual([
      [numbered(1), "charge"],
      [numbered(2), "charge"],
      [numbered(2), "collection-by-hand"],
      [numbered(2), "write-off"],
      [numbered(1), "collection"],
    ]);
    expect(book.entries.at(-1)).toMatchObject({ at: paidAt, fundNo: "F1", feeRounding: 400 });
    expect(book.accounts).toEqual([
      { account: "receivable", amount: 0 },
      { account: "rent", amount: -600 },
      { account: "damages", amount: -9900 },
      { account: "collected", amount: 596 },
      { account: "service-fee", amount: 4 },
      { account: "collected-by-hand", amount: 9000 },
      { account: "written-off", amount: 900 },
    ]);
    expect(book.trialBalance).toEqual({ debit: 10_500, credit: 10_500 });
    expect(book.orders.map(({ orderNo }) => orderNo)).toEqual([numbered(1), numbered(2)]);
    expect(book.orders[0]?.accounts).toContainEqual({ account: "collected", amount: 596 });
  });

  it("holds all of it on a busy day, though most orders rest in the archive", async () => {
    const orders = Array.from({ length: 601 }, (_, index) => paidOrder(index));
    await shelf.put(...orders.map((order) => recordOf(order)));
    const { orders: booked, trialBalance } = await dayBook(shelf.store, bookedDay);
    expect(booked.map(({ orderNo }) => orderNo)).toEqual(orders.map(({ orderNo }) => orderNo));
    expect(trialBalance.debit).toBe(601 * 600);
  });

  it("holds nothing of another day, be it of the same order", async () => {
    await shelf.put(recordOf(paidOrder(1, { paidAt: paidAt + day })));
    const [today, next, later] = await Promise.all(
      ["2026-11-23", "2026-11-24", "2026-11-25"].map((other) => dayBook(shelf.store, other)),
    );
    expect(today?.entries.map(({ what }) => what)).toEqual(["charge"]);
    expect(next?.entries.map(({ what }) => what)).toEqual(["collection"]);
    expect(next?.trialBalance).toEqual({ debit: 600, credit: 600 });
    expect(later).toEqual({
      day: "2026-11-25",
      entries: [],
      accounts: [],
      orders: [],
      trialBalance: { debit: 0, credit: 0 },
    });
  });
});
