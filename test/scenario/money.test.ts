import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fen } from "../../server/rental/money.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Rider } from "../../simulators/riders/rider.ts";
import { toBeijing } from "../../simulators/zhima/wire-values.ts";
import { DeployedSystem } from "../support/deployed-system.ts";

/* How the money of a loan comes in, through real processes: judged by the gateway's record and by the hub's books. */

const deposit = 60_000;
const bank = {
  version: "bank",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: deposit,
  longestLoanHours: 240,
};
const umbrella = {
  version: "umbrella",
  goodsName: "共享雨伞",
  freeMinutes: 0,
  unit: "day",
  pricePerUnit: 200,
  dailyCap: 200,
  totalCap: 3000,
  longestLoanHours: 168,
  depositAllowed: false,
  collectedBy: "merchant",
};
const plans = [
  { itemKind: "power-bank", tariff: bank },
  { itemKind: "umbrella", tariff: umbrella },
];

interface Queue {
  readonly owed: readonly { readonly orderNo: string; readonly amount: number }[];
  readonly notCollected: readonly { readonly orderNo: string; readonly failures: number }[];
}

let system: DeployedSystem;

beforeAll(async () => {
  system = await DeployedSystem.open({ prices: plans });
});
afterAll(() => system.close(), 60_000);

/** A rider with too low a score to borrow without a deposit. */
async function poorRider(number: number): Promise<Rider> {
  const rider = await system.rider(number);
  await system.wallet(`/users/2088${String(number).padStart(12, "0")}`, { method: "PUT", body: { score: 500 } });
  return rider;
}

/** Fen that the books hold of an order in an account. */
function booked({ ledger }: OrderRecord, account: string): number {
  const lines = ledger.flatMap((entry) => entry.lines).filter((line) => line.account === account);
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}

async function differencesOfToday(): Promise<unknown[]> {
  const day = toBeijing(Date.now()).slice(0, "2026-11-23".length);
  return system.reconcile(day);
}

describe("a rider who is not admitted", () => {
  it("has the deposit frozen, pays the rent out of it and gets the rest back; books and gateway agree", async () => {
    const rider = await poorRider(11);
    const lent = await system.lend(rider, 1);
    const { orderNo } = lent.order;
    expect((await system.gatewayOrder(orderNo)).deposit).toEqual({ held: deposit, captured: 0, released: 0 });
    expect((await rider.order(system.hub, orderNo)).deposit).toEqual({ amount: deposit, frozen: true });
    expect(booked(await system.order(orderNo), "deposits-frozen")).toBe(deposit);

    await system.surelyOut(lent);
    await system.board("/slots/1/insert", {});
    const settled = await system.orderIn(orderNo, "settled");
    expect((await system.gatewayOrder(orderNo)).deposit).toEqual({ held: 0, captured: 150, released: deposit - 150 });
    expect(settled.ledger.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["deposit-frozen", "charge", "collection", "deposit-captured", "deposit-released"]),
    );
    expect(booked(settled, "deposits-frozen")).toBe(0);
    expect(booked(settled, "collected") + booked(settled, "service-fee")).toBe(150);
    expect(await differencesOfToday()).toEqual([]);
  });

  it("and may leave no deposit comes back to a page that says so, and the slot is free again", async () => {
    const rider = await poorRider(12);
    const { orderNo, walletUrl } = await system.ask(rider, 1, { goods: "umbrella" });
    await rider.goBack(walletUrl);
    await system.until("the order has lapsed", async () => (await rider.order(system.hub, orderNo)).phase === "lapsed");
    expect((await rider.order(system.hub, orderNo)).lapseReason).toBe("refused-by-provider");
    expect((await rider.scan(system.codeOf(1, "umbrella"))).availability).toBe("ready");
  });
});

describe("a rent that the merchant collects", () => {
  it("is owed until an operator has collected it, and the gateway collects nothing", async () => {
    const rider = await system.rider(13);
    const lent = await system.lend(rider, 2, "umbrella");
    const { orderNo } = lent.order;
    await system.surelyOut(lent);
    await system.board("/slots/2/insert", {}, "umbrella");
    const { order: returned } = await system.orderWhen(orderNo, "the rent is owed", ({ order }) => {
      return order.charge?.state === "owed";
    });
    expect(returned.charge?.amount).toBe(200);
    expect((await rider.order(system.hub, orderNo)).phase).toBe("owed");
    expect((await system.operator<Queue>("/queue")).owed).toMatchObject([{ orderNo, amount: 200 }]);

    const settled = await system.decide(orderNo, { act: "mark-collected", amount: fen(200) });
    expect(settled.order.state).toBe("settled");
    expect(booked(settled, "collected-by-hand")).toBe(200);
    expect((await system.operator<Queue>("/queue")).owed).toEqual([]);
    expect(await system.gatewayOrder(orderNo)).toMatchObject({ useState: "restore", charges: [] });
    expect(await differencesOfToday()).toEqual([]);
  });
});

describe("a withholding", () => {
  it("that fails is paid by the rider in the wallet, and the order is settled once", async () => {
    const rider = await system.rider(14);
    const lent = await system.lend(rider, 3);
    const { orderNo } = lent.order;
    await system.surelyOut(lent);
    await system.wallet("/faults", { method: "POST", body: { kind: "withholding-fails", times: "always" } });
    try {
      await system.board("/slots/3/insert", {});
      await system.orderWhen(orderNo, "the collection failed", (record) => record.order.charge?.state === "failed");
    } finally {
      await system.wallet("/faults", { method: "DELETE" });
    }
    expect((await rider.order(system.hub, orderNo)).phase).toBe("payment-due");
    expect((await system.operator<Queue>("/queue")).notCollected).toMatchObject([{ orderNo, failures: 1 }]);

    await system.wallet(`/orders/${orderNo}/pay`, { method: "POST" });
    const settled = await system.orderIn(orderNo, "settled");
    expect(await system.charges(orderNo)).toEqual([150]);
    expect(booked(settled, "receivable")).toBe(0);
    expect(settled.effects.filter(({ type }) => type === "complete-credit")).toEqual([]);
    expect(await differencesOfToday()).toEqual([]);
  });

  it("above 500 yuan waits for the rider's SMS, and is no failure meanwhile", async () => {
    const rider = await system.rider(15);
    const { order } = await system.lend(rider, 4);
    const { orderNo } = order;
    await system.decide(orderNo, { act: "mark-lost", loanNo: 1 });
    const waits = ({ order }: OrderRecord) => order.state === "settling" && order.charge?.state === "completed";
    await system.orderWhen(orderNo, "the payment waits", waits);
    expect(await system.gatewayOrder(orderNo)).toMatchObject({ payStatus: "PAY_INPROGRESS", useState: "restore" });
    expect(await system.charges(orderNo)).toEqual([]);

    await system.wallet(`/orders/${orderNo}/sms-confirm`, { method: "POST", body: {} });
    const { order: settled } = await system.orderIn(orderNo, "settled");
    expect(settled.charge).toMatchObject({ kind: "damage", amount: deposit, failures: 0 });
    expect(await system.charges(orderNo)).toEqual([deposit]);
    expect((await system.gatewayOrder(orderNo)).calls["complete"]).toBe(1);
    expect(await differencesOfToday()).toEqual([]);
  });
});
