import { afterEach, beforeEach, expect, test } from "vitest";
import { priceListTable } from "../../../server/pricing/price-list-table.ts";
import type { Order } from "../../../server/rental/order.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import type { Transaction } from "../../../server/store/store.ts";
import { confirmed, lent, Story } from "../rental/examples.ts";
import { WebhookFixture } from "./webhook-fixture.ts";

let fixture: WebhookFixture;

beforeEach(async () => {
  fixture = await WebhookFixture.open({});
});
afterEach(() => fixture.close());

const record = (order: Order): OrderRecord => ({ order, effects: [], nextEffectId: 1, audit: [], ledger: [] });
const put = (order: Order) => fixture.told.transact((tx) => tx.put(orderTable, record(order)));
const state = (online: boolean) => ({
  cabinetId: "shop-1",
  presence: { online, bootId: "boot-0001", since: 5 },
  connection: 1,
  ended: false,
  heardAt: 5,
  drift: [],
});

test("an order is told of when it is new and when it moves, and not when it only is written again", async () => {
  await put(new Story().order);
  await put(new Story().order);
  await put(confirmed().order);
  expect(await fixture.types()).toEqual(["order.requested", "order.confirmed"]);
});

test("an event is a CloudEvent that says nothing of the rider", async () => {
  const order = new Story().order;
  await put(order);
  const [delivery] = await fixture.deliveries();
  const event = JSON.parse(delivery?.body ?? "") as { data: object };
  expect(event).toMatchObject({
    specversion: "1.0",
    id: delivery?.id,
    source: "https://hub.example",
    type: "jiehuan.order.requested",
    subject: order.orderNo,
    datacontenttype: "application/json",
    time: new Date(fixture.clock.now()).toISOString(),
    data: { orderNo: order.orderNo, state: "requested", cabinetId: order.place.cabinetId },
  });
  expect(delivery?.body).not.toContain(order.riderId);
});

test("what fails leaves neither the change nor the event", async () => {
  const broken = fixture.told.transact(async (tx) => {
    await tx.put(orderTable, record(new Story().order));
    throw new Error("the work fails after its change");
  });
  await expect(broken).rejects.toThrow("fails after");
  expect(await fixture.types()).toEqual([]);
});

test("several changes of one order in a transaction are told of as one, by what they come to", async () => {
  await fixture.told.transact(async (tx) => {
    await tx.put(orderTable, record(new Story().order));
    await tx.put(orderTable, record(confirmed().order));
  });
  expect(await fixture.types()).toEqual(["order.requested"]);
});

test("a cabinet is told of when it comes and goes", async () => {
  const shows = (online: boolean) => (tx: Transaction) => tx.put(cabinetStateTable, state(online));
  await fixture.told.transact(shows(true));
  await fixture.told.transact(shows(true));
  await fixture.told.transact(shows(false));
  expect(await fixture.types()).toEqual(["cabinet.online", "cabinet.offline"]);
});

test("a cabinet is told of when it goes out of service and back, and when it is distrusted", async () => {
  const cabinet = { cabinetId: "shop-1", name: "East", address: "1 Road", slots: 8, keyGeneration: 1 };
  const disabled = { since: 1, actor: "operator/lin", reason: "the shop closes" } as const;
  const distrusted = { since: 2, reason: { code: "more-items-than-slots", slots: 8 } } as const;
  for (const row of [cabinet, { ...cabinet, disabled }, cabinet, { ...cabinet, distrusted }])
    await fixture.told.transact((tx) => tx.put(cabinetTable, row));
  expect(await fixture.types()).toEqual(["cabinet.disabled", "cabinet.enabled", "cabinet.distrusted"]);
});

test("a price list is told of when it is published, and when it is withdrawn", async () => {
  const by = { publishedAt: 1, publishedBy: "operator/lin", reason: "spring" } as const;
  const list = { number: 3, plans: [], effectiveAt: 9, ...by };
  const withdrawn = { at: 5, by: "operator/lin", reason: "not yet" } as const;
  for (const row of [list, list, { ...list, withdrawn }, { ...list, withdrawn }])
    await fixture.told.transact((tx) => tx.put(priceListTable, row));
  expect(await fixture.types()).toEqual(["prices.published", "prices.withdrawn"]);
});

test("a webhook is told what it asks for, and nothing while it is paused", async () => {
  await fixture.keep({ events: ["order.confirmed"] });
  await put(new Story().order);
  await put(confirmed().order);
  expect(await fixture.types()).toEqual(["order.confirmed"]);
  await fixture.keep({ paused: true });
  await put(lent().order);
  expect(await fixture.types()).toEqual(["order.confirmed"]);
});
