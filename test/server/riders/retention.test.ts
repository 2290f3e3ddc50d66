import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bookDay, endOfDay } from "../../../server/rental/book-day.ts";
import { Retention } from "../../../server/riders/retention.ts";
import { retentionKey, retentionTable } from "../../../server/riders/retention-table.ts";
import { isErased, isOverForRider } from "../../../server/riders/without-person.ts";
import { type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import { drawing, openPastHub, type PastHub } from "./past-hub.ts";

const days = 5;
const day = 24 * 3_600_000;
let hub: PastHub;

beforeEach(async () => {
  hub = await openPastHub();
});
afterEach(() => hub.close());

const retention = (log = pino({ level: "silent" })) =>
  new Retention({ store: hub.store, clock: hub.clock, log, draw: drawing(), days });
const isNamed = ({ order }: OrderRecord) => !isErased(order.riderId);
const state = () => hub.store.transact((tx) => tx.get(retentionTable, retentionKey));
const lastDay = () => bookDay(hub.clock.now() - days * day);
const isOld = ({ order: { endedAt } }: OrderRecord) => endedAt !== undefined && endedAt <= endOfDay(lastDay());

it("takes riders out of orders that ended before so many days, and out of no other", async () => {
  const before = await hub.orders();
  expect(before.some((one) => isOld(one) && isOverForRider(one))).toBe(true);
  await retention().run();
  const after = await hub.orders();
  for (const [index, record] of before.entries())
    expect(after[index]?.order.riderId === record.order.riderId, record.order.orderNo).toBe(
      !(isOld(record) && isOverForRider(record)),
    );
  expect(await state()).toMatchObject({ doneTo: lastDay() });
});

it("does each day's orders when their time has come, and none twice", async () => {
  await retention().run();
  const named = (await hub.orders()).filter(isNamed).length;
  const erased = (await hub.orders()).filter((one) => !isNamed(one));
  await retention().run();
  expect((await hub.orders()).filter(isNamed)).toHaveLength(named);
  await hub.clock.pass(day);
  await retention().run();
  const after = await hub.orders();
  expect(after.filter(isNamed).length).toBeLessThan(named);
  for (const record of erased) expect(after).toContainEqual(record);
});

it("comes back to an order that needed its rider when it was its turn", async () => {
  const old = (await hub.orders()).find((one) => isOld(one) && isOverForRider(one));
  if (!old) throw new Error("no old order");
  const review = { reason: { code: "unclear" }, at: 1 } as unknown as NonNullable<typeof old.order.review>;
  const held = { ...old, order: { ...old.order, review } };
  await hub.store.transact((tx) => tx.put(orderTable, held));
  await retention().run();
  const { orderNo } = old.order;
  const now = () => hub.store.transact((tx) => tx.get(orderTable, orderNo));
  expect(await now()).toEqual(held);
  expect((await state())?.waiting).toContain(orderNo);
  await hub.store.transact((tx) => tx.put(orderTable, old));
  await retention().run();
  expect(isErased((await now())?.order.riderId ?? "")).toBe(true);
  expect((await state())?.waiting).not.toContain(orderNo);
});

it("does a day of more orders than it reads at once to its end", async () => {
  const old = (await hub.orders()).find((one) => isOld(one) && isOverForRider(one));
  if (!old) throw new Error("no old order");
  await hub.store.transact(async (tx) => {
    for (let no = 0; no < 120; no++) {
      const { credit: _, ...order } = old.order;
      await tx.put(orderTable, {
        ...old,
        order: { ...order, orderNo: `30261123120000${String(no).padStart(6, "0")}` },
      });
    }
  });
  await retention().run();
  expect((await hub.orders()).filter((one) => isNamed(one) && isOld(one) && isOverForRider(one))).toEqual([]);
});

it("looks every hour, over a store that fails, until it is stopped", async () => {
  const log = pino({ level: "silent" });
  const complained = vi.spyOn(log, "error");
  const hourly = retention(log);
  const transact = vi.spyOn(hub.store, "transact").mockRejectedValueOnce(new Error("the disk is full"));
  hourly.start();
  await expect.poll(() => complained.mock.calls.length).toBe(1);
  transact.mockRestore();
  expect(await state()).toBeUndefined();
  await hub.clock.pass(3_600_000);
  await expect.poll(async () => (await state())?.doneTo).toBe(lastDay());
  await hourly.stop();
  await hub.clock.pass(2 * day);
  expect((await state())?.doneTo).not.toBe(lastDay());
});
