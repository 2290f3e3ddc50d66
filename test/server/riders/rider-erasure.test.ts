import { afterEach, beforeEach, expect, it } from "vitest";
import { RiderErasure } from "../../../server/riders/rider-erasure.ts";
import { isErased, isOverForRider } from "../../../server/riders/without-person.ts";
import { type AuditRecord, auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { byRider, type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import { riderTable } from "../../../server/store/rider-table.ts";
import { drawing, openPastHub, type PastHub } from "./past-hub.ts";

let hub: PastHub;
let erasure: RiderErasure;

beforeEach(async () => {
  hub = await openPastHub();
  erasure = new RiderErasure(hub.store, drawing());
});
afterEach(() => hub.close());

const nothing = async () => undefined;

/** A rider all of whose orders are, or are not, over. */
async function riderWho(isOver: boolean): Promise<string> {
  const orders = await hub.orders();
  const open = new Set(orders.filter((one) => !isOverForRider(one)).map(({ order }) => order.riderId));
  const found = orders.find(({ order }) => open.has(order.riderId) !== isOver);
  if (!found) throw new Error("no such rider");
  return found.order.riderId;
}

const ordersOf = (riderId: string) => hub.store.transact((tx) => tx.page(orderTable, byRider(riderId), 1000));

/** Gives a rider so many orders that they are read in several goes. */
async function multiply(riderId: string, count: number): Promise<void> {
  const [record] = await ordersOf(riderId);
  if (!record) throw new Error("no order");
  await hub.store.transact(async (tx) => {
    for (let no = 0; no < count; no++) {
      const { credit: _, ...order } = record.order;
      await tx.put(orderTable, {
        ...record,
        order: { ...order, orderNo: `30261123120000${String(no).padStart(6, "0")}` },
      });
    }
  });
}

const look = (riderId: string): AuditRecord => ({
  id: "000000000000001-000001-x",
  at: 1,
  actor: "operator/lin",
  reason: "",
  act: { what: "rider-looked-at", riderId },
});

it("takes a rider out of every order, of what was counted and of the audit log", async () => {
  const riderId = await riderWho(true);
  await multiply(riderId, 250);
  await hub.store.transact(async (tx) => {
    await tx.put(riderTable, { riderId, conduct: { letGo: [1], reports: [], refuted: [] } });
    await tx.put(auditTable, look(riderId));
  });
  const before = await ordersOf(riderId);
  const others = (await hub.orders()).filter(({ order }) => order.riderId !== riderId);
  expect(await erasure.erase(riderId, nothing)).toBe(before.length);
  expect(await ordersOf(riderId)).toEqual([]);
  await hub.store.transact(async (tx) => {
    for (const { order } of before) {
      const after = await tx.get(orderTable, order.orderNo);
      expect(isErased(after?.order.riderId ?? "")).toBe(true);
      expect(after?.order.charge).toEqual(order.charge);
    }
    expect(await tx.get(riderTable, riderId)).toBeUndefined();
    expect(await tx.page(auditTable, auditEntry({ subject: `rider/${riderId}` }), 10)).toEqual([]);
    const [act] = await tx.page(auditTable, auditEntry({ act: "rider-looked-at" }), 10);
    expect(act).toMatchObject({
      actor: "operator/lin",
      act: { riderId: expect.stringContaining("/erased-") as string },
    });
    for (const { order } of others) expect((await tx.get(orderTable, order.orderNo))?.order).toEqual(order);
  });
});

it("changes nothing while something is to be settled with the rider, and says what", async () => {
  const riderId = await riderWho(false);
  const before = await ordersOf(riderId);
  const open = before.filter((record) => !isOverForRider(record)).map(({ order }) => order.orderNo);
  await expect(erasure.erase(riderId, nothing)).rejects.toMatchObject({
    code: "rider/has-open-orders",
    detail: expect.stringContaining(open[0] ?? "none") as string,
  });
  expect(await ordersOf(riderId)).toEqual(before);
});

it("does not call a rider erased who has just made a new order", async () => {
  const riderId = await riderWho(true);
  const [record] = await ordersOf(riderId);
  if (!record) throw new Error("no order");
  const fresh: OrderRecord = {
    ...record,
    order: { ...record.order, orderNo: "30261123120000000001", state: "active" },
  };
  const transact = hub.store.transact.bind(hub.store);
  let turns = 0;
  // The order comes between the look at the orders and their erasure.
  hub.store.transact = async (work) => {
    turns += 1;
    if (turns === 2) await transact((tx) => tx.put(orderTable, fresh));
    return transact(work);
  };
  const said: number[] = [];
  await expect(erasure.erase(riderId, async (_, orders) => void said.push(orders))).rejects.toMatchObject({
    code: "rider/has-open-orders",
  });
  expect(said).toEqual([]);
  expect((await ordersOf(riderId)).map(({ order }) => order.orderNo)).toEqual([fresh.order.orderNo]);
});
