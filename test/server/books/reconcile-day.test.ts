import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reconcileDay } from "../../../server/books/reconcile-day.ts";
import type { SettlementRow } from "../../../server/books/settlement-file.ts";
import { fen } from "../../../server/rental/money.ts";
import { day } from "../rental/examples.ts";
import { afterMidnight, bookedDay, dayAfter, numbered, paidAt, paidOrder, recordOf, Shelf } from "./shelf.ts";

let shelf: Shelf;
beforeEach(async () => {
  shelf = await Shelf.open();
  await shelf.put(recordOf(paidOrder(1)), recordOf(paidOrder(2)));
});
afterEach(() => shelf.close());

function rowFor(number: number, changes: Partial<SettlementRow> = {}): SettlementRow {
  return { line: number + 1, orderNo: numbered(number), kind: "rent", gross: 600, fee: 4, day: bookedDay, ...changes };
}
const byCreditNo = (number: number, changes: Partial<SettlementRow> = {}): SettlementRow => {
  const { orderNo: _, ...row } = rowFor(number, changes);
  return { ...row, creditOrderNo: `Z${number}` };
};
const compare = (...rows: SettlementRow[]) => reconcileDay(shelf.store, bookedDay, rows);
const found = async (...rows: SettlementRow[]) =>
  (await compare(...rows)).map(({ what, orderNo, line }) => [what, orderNo, line]);

describe("a day that the provider's file states as the books do", () => {
  it("has no differences, by our number or by the provider's", async () => {
    expect(await compare(rowFor(1), rowFor(2))).toEqual([]);
    expect(await compare(byCreditNo(1), byCreditNo(2))).toEqual([]);
    expect(await compare(rowFor(1, { creditOrderNo: "Z1" }), rowFor(2))).toEqual([]);
  });

  it("may begin with what was paid between midnight in Beijing and midnight in UTC", async () => {
    await shelf.put(recordOf(paidOrder(3, { paidAt: afterMidnight })));
    expect(await compare(rowFor(1), rowFor(2))).toEqual([]);
    expect(await reconcileDay(shelf.store, dayAfter, [rowFor(3, { day: dayAfter })])).toEqual([]);
    expect(await found(rowFor(1), rowFor(2), rowFor(3))).toEqual([["other-day", numbered(3), 4]]);
  });

  it("lets a fee be off by the one fen that rounding can make", async () => {
    expect(await compare(rowFor(1, { fee: 3 }), rowFor(2, { fee: 5 }))).toEqual([]);
  });

  it("needs no row for what the provider did not collect, or for nothing", async () => {
    await shelf.put(
      recordOf(paidOrder(3, { collectedByHand: fen(600) })),
      recordOf(paidOrder(4, { amount: fen(0) })),
      recordOf({ ...paidOrder(5, { collectedByHand: fen(600) }), refund: { amount: fen(100), at: paidAt } }),
    );
    expect(await compare(rowFor(1), rowFor(2), rowFor(4, { gross: 0, fee: 0 }))).toEqual([]);
  });

  it("needs no row for what was charged on it and paid later", async () => {
    await shelf.put(recordOf(paidOrder(3, { paidAt: paidAt + day })));
    expect(await compare(rowFor(1), rowFor(2))).toEqual([]);
  });

  it("has a row for money that was given back, with or without its fee", async () => {
    await shelf.put(recordOf({ ...paidOrder(3), refund: { amount: fen(250), at: paidAt } }));
    const rows = [rowFor(1), rowFor(2), rowFor(3)];
    expect(await compare(...rows, rowFor(3, { gross: -250, fee: 0 }))).toEqual([]);
    expect(await compare(...rows, rowFor(3, { gross: -250, fee: 2 }))).toEqual([]);
    expect(await found(...rows)).toEqual([["not-there", numbered(3), undefined]]);
    expect(await found(...rows, rowFor(3, { gross: -240, fee: 0 }))).toEqual([["amount-differs", numbered(3), 4]]);
  });
});

describe("a difference", () => {
  it("is a collection that the file does not have", async () => {
    expect(await compare(rowFor(1))).toEqual([
      {
        orderNo: numbered(2),
        creditOrderNo: "Z2",
        what: "not-there",
        ours: { side: "movement", day: "2026-11-23", gross: 600, kind: "rent", fee: 4 },
        theirs: { side: "nothing" },
      },
    ]);
  });

  it("is a row for an order that is not ours, or that has paid nothing", async () => {
    await shelf.put(recordOf(paidOrder(3, { state: "due" })));
    expect(
      await compare(rowFor(1), rowFor(2), rowFor(3), rowFor(9), byCreditNo(9), rowFor(1, { gross: -600, line: 7 })),
    ).toMatchObject([
      {
        what: "not-here",
        orderNo: numbered(3),
        line: 4,
        ours: { side: "nothing" },
        theirs: { side: "movement", day: "2026-11-23", gross: 600, kind: "rent", fee: 4 },
      },
      { what: "not-here", orderNo: numbered(9) },
      { what: "not-here", creditOrderNo: "Z9" },
      { what: "not-here", orderNo: numbered(1), line: 7, theirs: { side: "movement", gross: -600, fee: 4 } },
    ]);
  });

  it.each([
    ["amount-differs", { gross: 500, fee: 3 }],
    ["fee-differs", { fee: 6 }],
    ["fee-differs", { fee: 2 }],
    ["kind-differs", { kind: "damage" }],
    ["other-day", { day: "2026-11-24" }],
    ["other-credit-order", { creditOrderNo: "Z2" }],
  ] as const)("is %s of %j", async (what, changes) => {
    expect(await found(rowFor(1, changes), rowFor(2))).toEqual([[what, numbered(1), 2]]);
  });

  it("is a second row for the same money", async () => {
    expect(await found(rowFor(1), rowFor(2), byCreditNo(1, { line: 9 }))).toEqual([["twice", numbered(1), 9]]);
  });

  it("is money that the books have on another day", async () => {
    await shelf.put(recordOf(paidOrder(3, { paidAt: paidAt - 2 * day })));
    for (const row of [rowFor(3), byCreditNo(3)]) {
      expect(await compare(rowFor(1), rowFor(2), row)).toMatchObject([
        {
          what: "other-day",
          orderNo: numbered(3),
          ours: { side: "movement", day: "2026-11-21", gross: 600, kind: "rent", fee: 4 },
        },
      ]);
    }
  });

  it("may be one of several about the same row", async () => {
    expect(await found(rowFor(1, { gross: 500, kind: "damage" }), rowFor(2))).toEqual([
      ["amount-differs", numbered(1), 2],
      ["kind-differs", numbered(1), 2],
    ]);
  });
});

it("a row of another day in the file is compared with that day", async () => {
  await shelf.put(recordOf(paidOrder(3, { paidAt: paidAt - day })));
  expect(await compare(rowFor(1), rowFor(2), rowFor(3, { day: "2026-11-22" }))).toEqual([]);
});

it("nothing is changed", async () => {
  const before = await shelf.all();
  await compare(rowFor(1, { gross: 1 }), rowFor(9));
  expect(await shelf.all()).toEqual(before);
});
