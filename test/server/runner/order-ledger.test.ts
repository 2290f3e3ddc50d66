import { afterEach, beforeEach, expect, it } from "vitest";
import { dayBook } from "../../../server/books/day-book.ts";
import { OrderService, replay } from "../../../server/orders/order-service.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { type LedgerEntry, moneyAddsUp, postings } from "../../../server/rental/ledger.ts";
import { fen } from "../../../server/rental/money.ts";
import type { AuditEntry } from "../../../server/store/order-table.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { Shelf } from "../books/shelf.ts";
import { answered, credit, hour, request, returned, second, seenAs, start } from "../rental/examples.ts";

let shelf: Shelf;
beforeEach(async () => {
  shelf = await Shelf.open();
});
afterEach(() => shelf.close());

/** What the entries of an order's timeline book, from nothing. */
function replayLedger(audit: readonly AuditEntry[]): LedgerEntry[] {
  return audit.flatMap(({ at }, index) => {
    const after = replay(audit.slice(0, index + 1));
    return after ? postings(replay(audit.slice(0, index)), after, at) : [];
  });
}

it("the books of an order are kept with it, and come out the same when its timeline is replayed", async () => {
  const clock = new ManualClock(start);
  const orderService = new OrderService(shelf.store, clock);
  await shelf.store.transact((tx) => orderService.requestIn(tx, request, "hub"));
  const back = start + 3 * hour;
  const paid = { useState: "restored", payment: "paid", payKind: "rent", payAmount: fen(900) } as const;
  const life: [after: number, event: OrderEvent][] = [
    [20 * second, credit(seenAs({ admitted: false }))],
    [second, answered({ outcome: "opened", itemId: "BANK07" }, start + 21 * second)],
    [3 * hour, returned(back)],
    [second, { type: "credit-noticed", about: "completed", noticeId: "n1" }],
    [second, credit(seenAs(paid))],
    [hour, { type: "operator-acted", act: { act: "record-refund", amount: fen(300) }, reason: "a flat battery" }],
  ];
  for (const [after, event] of life) {
    await clock.pass(after);
    await orderService.apply(request.orderNo, event, "hub");
    const [record] = await shelf.all();
    expect(record && moneyAddsUp(record.order, record.ledger)).toBeUndefined();
  }

  const [record] = await shelf.all();
  expect(record?.ledger.map(({ what, at }) => [what, at])).toEqual([
    ["deposit-frozen", start + 20 * second],
    ["charge", start + 21 * second + 3 * hour],
    ["collection", start + 23 * second + 3 * hour],
    ["deposit-captured", start + 23 * second + 3 * hour],
    ["deposit-released", start + 23 * second + 3 * hour],
    ["refund", start + 23 * second + 4 * hour],
  ]);
  expect(replayLedger(record?.audit ?? [])).toEqual(record?.ledger);
  expect((await dayBook(shelf.store, "2026-11-23")).entries).toHaveLength(6);
});
