import { OrderService } from "../server/orders/order-service.ts";
import type { OrderEvent } from "../server/rental/event.ts";
import { type OrderRecord, orderTable } from "../server/store/order-table.ts";
import type { Store, Table, Transaction } from "../server/store/store.ts";
import { exampleTariff, terms } from "./example-terms.ts";
import { creditOrderNoOf } from "./model-credit.ts";

const orderNo = "20261123000000000000";
const riderId = "user/2088900000000000";
const place = { cabinetId: "shop-000000", name: "咖啡馆", address: "人民路 1 号" };
const slot = 7;
const itemId = "ITEM000000000";
const noticeId = "notice-000000000";

/** An order with its item out, as the hub itself makes it, and the same one finished. */
export interface ExampleOrders {
  readonly open: OrderRecord;
  readonly finished: OrderRecord;
}

/** Takes one order through its life. @param start epoch ms */
export async function exampleOrders(start: number): Promise<ExampleOrders> {
  let record: OrderRecord | undefined;
  let now = start;
  const store = storeOfOne({ get: () => record, put: (changed) => (record = changed) });
  const orderService = new OrderService(store, { now: () => now, monotonic: () => now, after: () => () => {} });
  const happens = async (after: number, event: OrderEvent, done?: OrderRecord["effects"][number]["type"]) => {
    now += after;
    await orderService.apply(orderNo, event, "hub", record?.effects.find(({ type }) => type === done)?.id);
  };
  const seen = { creditOrderNo: creditOrderNoOf(orderNo), riderId, borrowedAt: start + 20_000 };
  await store.transact((tx) =>
    orderService.requestIn(
      tx,
      {
        orderNo,
        riderId,
        seat: 0,
        place,
        slots: [{ slot, expectedItemId: itemId }],
        tariff: exampleTariff(),
        terms,
      },
      `rider/${riderId}`,
    ),
  );
  await happens(20_000, { type: "credit-noticed", about: "created", noticeId });
  const borrowed = { outcome: "ok", value: { ...seen, useState: "borrowed" } } as const;
  await happens(200, { type: "credit-seen", answer: borrowed, attempt: 0 }, "query-credit");
  // The notification came while a query was due already: one more follows it.
  await happens(0, { type: "credit-seen", answer: borrowed, attempt: 0 }, "query-credit");
  const opening = record?.effects.find(({ type }) => type === "open-slot");
  if (opening) await orderService.performed(orderNo, opening.id);
  const opened = { outcome: "opened", itemId } as const;
  await happens(1000, { type: "slot-answered", loanNo: 1, result: opened, at: now + 1000 });
  // What it wanted to be woken for meanwhile has come to nothing by the time at which the item is brought back.
  for (const effect of record?.effects ?? []) {
    if (effect.type !== "wake" || effect.dueAt > now + 3_000_000) continue;
    const { about, attempt } = effect;
    await orderService.apply(orderNo, { type: "woken", about, attempt }, "hub", effect.id);
  }
  const open = record;

  await happens(3_600_000, { type: "item-returned", loanNo: 1, place, slot, itemId, at: now + 3_600_000 });
  await happens(200, { type: "credit-completed", answer: { outcome: "ok", value: {} }, attempt: 0 }, "complete-credit");
  await happens(1000, { type: "credit-noticed", about: "completed", noticeId });
  const amount = record?.order.charge?.amount;
  const view = { ...seen, useState: "restored", payment: "paid", payKind: "rent" } as const;
  const paid = { outcome: "ok", value: { ...view, ...(amount !== undefined && { payAmount: amount }) } } as const;
  await happens(200, { type: "credit-seen", answer: paid, attempt: 0 }, "query-credit");
  const finished = record;
  if (open?.order.state !== "active" || finished?.order.state !== "settled" || finished.effects.length > 0)
    throw new Error(`the example order is ${finished?.order.state}`);
  return { open, finished };
}

/** The same order with another number, rider, item and cabinet, for each `index` up to 10 ** 9. */
export function copyOf(example: OrderRecord): (index: number) => OrderRecord {
  const text = JSON.stringify(example);
  return (index) => {
    const digits = String(index).padStart(9, "0");
    return JSON.parse(
      text
        .replaceAll(orderNo, `20261123000${digits}`)
        .replaceAll(riderId, `user/2088900${digits}`)
        .replaceAll(itemId, `ITEM${digits}`)
        .replaceAll(noticeId, `notice-${digits}`)
        .replaceAll(place.cabinetId, `shop-${digits.slice(3)}`),
    ) as OrderRecord;
  };
}

/** Puts orders in, many in each transaction. */
export async function fill(
  store: Store,
  make: (index: number) => OrderRecord,
  from: number,
  to: number,
): Promise<void> {
  const together = 500;
  for (let begin = from; begin < to; begin += together) {
    await store.transact(async (tx) => {
      for (let index = begin; index < Math.min(begin + together, to); index++) await tx.put(orderTable, make(index));
    });
  }
}

/** As much of a store as an order desk needs. */
function storeOfOne(row: { get: () => OrderRecord | undefined; put: (record: OrderRecord) => void }): Store {
  const tx: Pick<Transaction, "get" | "put"> = {
    get: <Row>(_table: Table<Row>, _key: string) => Promise.resolve(row.get() as Row | undefined),
    put: <Row>(_table: Table<Row>, changed: Row) => {
      row.put(changed as OrderRecord);
      return Promise.resolve();
    },
  };
  return { transact: (work) => work(tx as Transaction) } satisfies Pick<Store, "transact"> as Store;
}
