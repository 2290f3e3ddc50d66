import { afterEach, beforeEach, expect, test } from "vitest";
import { OrderService } from "../../../server/orders/order-service.ts";
import { cabinetHistoryTable } from "../../../server/store/cabinet-history-table.ts";
import { byRider, type OrderRecord, orderTable, unfinished } from "../../../server/store/order-table.ts";
import { riderTable } from "../../../server/store/rider-table.ts";
import { ClockSteps, catchUp, steppedStore } from "../../../server/store/stepped-store.ts";
import type { Store } from "../../../server/store/store.ts";
import { type UnmatchedEvent, unmatchedEventTable } from "../../../server/store/unmatched-event-table.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { Shelf } from "../books/shelf.ts";
import { hour, minute, request, start } from "../rental/examples.ts";

let shelf: Shelf;
let steps: ClockSteps;
let store: Store;

beforeEach(async () => {
  shelf = await Shelf.open();
  steps = new ClockSteps();
  store = steppedStore(shelf.store, steps);
  await ask(request.orderNo, start, 0);
});
afterEach(() => shelf.close());

async function ask(orderNo: string, now: number, seat: number): Promise<void> {
  const orderService = new OrderService(store, new ManualClock(now));
  const slots = [{ slot: 1 + seat }];
  await store.transact((tx) => orderService.requestIn(tx, { ...request, orderNo, seat, slots }, "hub"));
}

const read = (from = store, orderNo = request.orderNo) => from.transact((tx) => tx.get(orderTable, orderNo));
const createdAt = (record: OrderRecord | undefined) => record?.order.createdAt;

test("an order is read as moved by each step since it was written, however it is found", async () => {
  steps.add({ no: 1, by: hour, at: start + hour });
  steps.add({ no: 2, by: -minute, at: start + hour });
  const at = start + hour - minute;
  expect(createdAt(await read())).toBe(at);
  const { riderId } = request;
  const rows = await store.transact(async (tx) => [
    ...(await tx.find(orderTable, unfinished)),
    ...(await tx.page(orderTable, byRider(riderId), 10)),
    ...(await tx.all(orderTable)),
  ]);
  expect(rows.map(createdAt)).toEqual([at, at, at]);
  const { rows: due } = await store.lease(orderTable, start + hour, 10, 1000);
  expect(due.map(({ row }) => createdAt(row))).toEqual([at]);
  expect(createdAt(await read(shelf.store))).toBe(start);
});

test("an order that is written after a step is moved by it once", async () => {
  steps.add({ no: 1, by: hour, at: start + hour });
  await store.transact(async (tx) => {
    const record = await tx.get(orderTable, request.orderNo);
    if (record) await tx.put(orderTable, record);
  });
  expect(createdAt(await read(shelf.store))).toBe(start + hour);
  expect(createdAt(await read())).toBe(start + hour);
  steps.add({ no: 2, by: hour, at: start + 2 * hour });
  expect(createdAt(await read())).toBe(start + 2 * hour);
});

test("an order that is made after a step begins with it", async () => {
  steps.add({ no: 1, by: hour, at: start + hour });
  await ask("20261123120000000002", start + hour, 1);
  expect(createdAt(await read(store, "20261123120000000002"))).toBe(start + hour);
});

test("a transaction that has begun sees nothing of a step", async () => {
  await store.transact(async (tx) => {
    const record = await tx.get(orderTable, request.orderNo);
    steps.add({ no: 1, by: hour, at: start + hour });
    if (record) await tx.put(orderTable, record);
  });
  expect(createdAt(await read(shelf.store))).toBe(start);
  expect(createdAt(await read())).toBe(start + hour);
});

test("all orders and unmatched events are written down as moved once the hub catches up", async () => {
  const unmatchedEvent = (seq: number, changes: Partial<UnmatchedEvent> = {}): UnmatchedEvent => ({
    cabinetId: "cab-1",
    event: {
      v: 1,
      journalId: "journal-0001",
      seq,
      at: { latest: start + minute, earliest: start, uncertainty: 5 },
      body: { kind: "returned", slot: 3, source: "report" },
    },
    receivedAt: start + minute,
    ...changes,
  });
  const dismissal = { actor: "operator/lin", at: start, reason: "a test" } as const;
  await shelf.store.transact(async (tx) => {
    await tx.put(unmatchedEventTable, unmatchedEvent(1));
    await tx.put(unmatchedEventTable, unmatchedEvent(2, { dismissal }));
  });
  expect(await catchUp(shelf.store, steps)).toBe(0);
  steps.add({ no: 1, by: hour, at: start + hour });
  expect(await catchUp(shelf.store, steps)).toBeGreaterThanOrEqual(2);
  expect(createdAt(await read(shelf.store))).toBe(start + hour);
  const unmatchedEvents = await shelf.store.transact((tx) => tx.all(unmatchedEventTable));
  expect(unmatchedEvents[0]).toMatchObject({
    receivedAt: start + hour + minute,
    event: { at: { latest: start + hour + minute, earliest: start + hour, uncertainty: 5 } },
  });
  expect(unmatchedEvents.slice(1).every(({ receivedAt }) => receivedAt === start + minute)).toBe(true);
  expect(await catchUp(shelf.store, steps)).toBe(0);
});

test("the pace of queries from outside moves with the order", async () => {
  await shelf.store.transact(async (tx) => {
    const record = await tx.get(orderTable, request.orderNo);
    if (record) await tx.put(orderTable, { ...record, outsideQuery: { at: start } });
  });
  steps.add({ no: 1, by: -hour, at: start - hour });
  expect((await read())?.outsideQuery).toEqual({ at: start - hour });
});

test("a row can be deleted, and others are as they were", async () => {
  steps.add({ no: 1, by: hour, at: start });
  await store.transact((tx) => tx.delete(orderTable, request.orderNo));
  expect(await read()).toBeUndefined();
});

test("when a rider let orders go, and since when an item lies in a cabinet, moves with a step too", async () => {
  const conduct = { letGo: [start], reports: [start + minute], refuted: [] };
  const items = [
    { itemId: "BANK07", since: start },
    { itemId: "BANK08", since: null },
  ];
  await shelf.store.transact(async (tx) => {
    await tx.put(riderTable, { riderId: request.riderId, conduct });
    await tx.put(cabinetHistoryTable, { cabinetId: "cab-1", items });
  });
  steps.add({ no: 1, by: -hour, at: start - hour });
  const [rider, claims] = await store.transact(async (tx) => [
    await tx.get(riderTable, request.riderId),
    await tx.get(cabinetHistoryTable, "cab-1"),
  ]);
  expect(rider?.conduct).toEqual({ letGo: [start - hour], reports: [start + minute - hour], refuted: [] });
  expect(claims?.items.map(({ since }) => since)).toEqual([start - hour, null]);
});

test("an event that broke the schema is moved by when it came", async () => {
  const raw = { receivedAt: start, cabinetId: "cab-1" };
  await shelf.store.transact((tx) =>
    tx.put(unmatchedEventTable, { ...raw, raw: { journalId: "journal-0001", seq: 3, text: "{}", why: "a test" } }),
  );
  steps.add({ no: 1, by: hour, at: start + hour });
  expect((await store.transact((tx) => tx.all(unmatchedEventTable)))[0]?.receivedAt).toBe(start + hour);
});
