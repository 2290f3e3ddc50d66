import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventIntake } from "../../../server/fleet/event-intake.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { measuredStore } from "../../../server/metrics/measured-store.ts";
import { OrderService } from "../../../server/orders/order-service.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import type { OrderRequest } from "../../../server/rental/request.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import type { Store } from "../../../server/store/store.ts";
import { HubFixture, itemIn, riderId, terms } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";
import { samples } from "./values.ts";

const orderNo = "20261123120000000001";
const request: OrderRequest = {
  orderNo,
  riderId,
  seat: 0,
  place: { cabinetId: "shop-1", name: "shop", address: "street" },
  slots: [{ slot: 7, expectedItemId: itemIn(7) }],
  tariff,
  terms,
};

let fixture: HubFixture;
let metrics: HubMetrics;
let store: Store;
let orderService: OrderService;
let intake: EventIntake;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  metrics = new HubMetrics();
  store = measuredStore(fixture.store, metrics, fixture.clock);
  orderService = new OrderService(store, fixture.clock);
  intake = new EventIntake(store, orderService, fixture.clock, fixture.log);
  await store.transact((tx) => orderService.requestIn(tx, request, `rider/${riderId}`));
});
afterEach(() => fixture.close());

const tell = (event: OrderEvent) => orderService.apply(orderNo, event, "hub");
const seen = (view: object) =>
  tell({
    type: "credit-seen",
    answer: { outcome: "ok", value: { creditOrderNo: "Z1", useState: "borrowed", riderId, ...view } },
    attempt: 0,
  });
const answers = (result: Extract<OrderEvent, { type: "slot-answered" }>["result"]) =>
  intake.take("shop-1", fixture.event({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result }));

async function counted(): Promise<Record<string, number>> {
  const all = await samples(metrics.registry);
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.includes("_store_")));
}

describe("of orders is counted", () => {
  it("that one is asked for, and that an operator must decide", async () => {
    const contradicted = 'jiehuan_orders_reviewed_total{code="opening-contradicted"}';
    expect(await counted()).toEqual({ jiehuan_orders_started_total: 1 });
    await seen({ borrowedAt: fixture.clock.now() });
    await answers({ outcome: "opened", itemId: itemIn(7) });
    await tell({ type: "slot-answered", loanNo: 1, result: { outcome: "refused", reason: "lock-fault" }, at: 0 });
    expect(await counted()).toMatchObject({ jiehuan_orders_started_total: 1, [contradicted]: 1 });
    await tell({ type: "slot-answered", loanNo: 1, result: { outcome: "refused", reason: "lock-fault" }, at: 0 });
    expect(await counted()).toMatchObject({ [contradicted]: 1 });
  });

  it("how long a slot took to open, from the moment at which its order was seen as borrowed, once", async () => {
    await fixture.clock.pass(60_000);
    await seen({ borrowedAt: fixture.clock.now() });
    await fixture.clock.pass(1250);
    await answers({ outcome: "opened", itemId: itemIn(7) });
    await fixture.clock.pass(5000);
    await answers({ outcome: "opened", itemId: itemIn(7) });
    expect(await counted()).toEqual({
      jiehuan_orders_started_total: 1,
      'jiehuan_commands_answered_total{outcome="opened"}': 1,
      jiehuan_unlock_duration_seconds_sum: 1.25,
      jiehuan_unlock_duration_seconds_count: 1,
    });
  });

  it("an answer that opens nothing, without a time", async () => {
    await seen({ borrowedAt: fixture.clock.now() });
    await answers({ outcome: "unknown", reason: "board-silent" });
    await answers({ outcome: "refused", reason: "lock-fault" });
    const all = await counted();
    expect(all).toMatchObject({
      'jiehuan_commands_answered_total{outcome="unknown"}': 1,
      'jiehuan_commands_answered_total{outcome="refused"}': 1,
    });
    expect(all).not.toHaveProperty("jiehuan_unlock_duration_seconds_count");
  });

  it("how it ended, and each time that its charge could not be collected", async () => {
    await seen({ borrowedAt: fixture.clock.now() });
    await answers({ outcome: "opened", itemId: itemIn(7) });
    await fixture.clock.pass(3_600_000);
    await intake.take("shop-1", fixture.event({ kind: "returned", slot: 7, itemId: itemIn(7), source: "report" }));
    const amount = (await fixture.record(orderNo)).order.charge?.amount;
    const refusal = { outcome: "refused", reason: "payment-failed", providerCode: "PAY_FAILED" } as const;
    await tell({ type: "credit-completed", answer: refusal, attempt: 0 });
    await tell({ type: "credit-completed", answer: refusal, attempt: 0 });
    await seen({ useState: "restored", payment: "paid", payKind: "rent", payAmount: amount });
    expect(await counted()).toMatchObject({
      jiehuan_collection_failures_total: 2,
      'jiehuan_orders_ended_total{state="settled"}': 1,
    });
  });

  it("nothing of a change that could not be kept", async () => {
    fixture.breakDisk();
    await expect(seen({ borrowedAt: fixture.clock.now() })).rejects.toThrow("store/write-failed");
    fixture.mendDisk();
    expect(await counted()).toEqual({ jiehuan_orders_started_total: 1 });
    expect((await store.transact((tx) => tx.get(orderTable, orderNo)))?.order.state).toBe("requested");
  });
});
