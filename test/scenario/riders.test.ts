import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf } from "../../simulators/riders/rider.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { startLyingCabinet } from "../support/lying-cabinet.ts";
import { rentDue } from "../support/rent-due.ts";

/* Riders' ways through real processes, judged by what boards did, what the gateway collected and what the rider is shown. */

const hour = 3_600_000;
/** Two half hours cost 3.00; an item is worth 600 yuan. */
const bank = {
  version: "bank",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: 60_000,
  longestLoanHours: 240,
  renewals: 1,
  otherSlot: "offer",
};
const plans = [{ itemKind: "power-bank", tariff: bank }];

let system: DeployedSystem;

beforeAll(async () => {
  system = await DeployedSystem.open({ prices: plans });
});
afterAll(() => system.close(), 60_000);

describe("two items in one order", () => {
  it("one slot jams: the rider takes the slot that is offered, and both items are one charge", async () => {
    const rider = await system.rider(1);
    const { orderNo, walletUrl } = await system.ask(rider, 1, { items: 2 });
    const [first, jammed] = (await system.order(orderNo)).order.loans;
    if (!first || !jammed) throw new Error("two loans were asked for");
    await system.board(`/slots/${jammed.slot}/jam`, {});
    await rider.confirm(walletUrl);
    await system.until(
      "another slot is offered",
      async () => (await rider.order(system.hub, orderNo)).phase === "offer",
    );
    await rider.act(system.hub, orderNo, { act: "offer", accepted: true });
    await system.until("both are lent", async () => (await rider.order(system.hub, orderNo)).phase === "lent");

    const lent = await system.order(orderNo);
    const { order } = lent;
    expect(order.loans.map(({ state }) => state)).toEqual(["lent", "not-opened", "lent"]);
    expect(order.loans[1]?.notOpened).toBe("lock-fault");
    const opened = order.loans.filter(({ state }) => state === "lent");
    for (const { slot } of opened) await system.board(`/slots/${slot}/take`, {});
    await system.surelyOut(lent);
    for (const { slot } of opened) await system.board(`/slots/${slot}/insert`, {});
    await system.orderIn(orderNo, "settled");
    expect(await system.charges(orderNo)).toEqual([300]);
    expect((await system.slot(jammed.slot)).itemId).toBe(jammed.expectedItemId);
  });
});

describe("a renewal", () => {
  it("reaches the gateway", async () => {
    const rider = await system.rider(2);
    const { order } = await system.lend(rider, 2);
    const { orderNo } = order;
    const before = (await system.gatewayOrder(orderNo)).expiryTime;
    const renewed = await rider.act(system.hub, orderNo, { act: "renew" });
    expect(renewed.renewal).toBeUndefined();
    const moved = async () => (await system.gatewayOrder(orderNo)).expiryTime === before + bank.longestLoanHours * hour;
    await system.until("the gateway has the new time", moved);
    await system.board("/slots/2/insert", {});
    const settled = await system.orderIn(orderNo, "settled");
    expect(await system.charges(orderNo)).toEqual(rentDue(settled, bank.pricePerUnit));
  });

  it("is refused once the order has ended", async () => {
    const rider = await system.rider(6);
    const { order } = await system.lend(rider, 2);
    await system.board("/slots/2/insert", {});
    await system.orderIn(order.orderNo, "settled");
    await expect(rider.act(system.hub, order.orderNo, { act: "renew" })).rejects.toThrow("order/not-renewable");
    expect((await system.gatewayOrder(order.orderNo)).calls["modify"]).toBeUndefined();
  });
});

describe("a rider's report", () => {
  it('"I returned it but I am still billed": the board never told, the snapshot shows it, and the loan ends', async () => {
    const rider = await system.rider(3);
    const { order } = await system.lend(rider, 3);
    const { orderNo } = order;
    const [loan] = order.loans;
    const openedAt = loan?.openedAt ?? 0;
    // So soon after the opening a sensor may still show the old picture, and no look counts.
    await system.until("sensors must be right", async () => Date.now() > openedAt + 5500);
    // What a technician puts in, no board reports.
    await system.board("/slots/3/fill", { itemId: loan?.itemId });
    const filledAt = Date.now();
    expect((await rider.order(system.hub, orderNo)).phase).toBe("lent");

    const code = codeOf(system.codeOf(3));
    const heard = await rider.act(system.hub, orderNo, { act: "report", loanNo: 1, claim: "returned", code });
    expect(heard.paused).toBe(true);
    const { order: ended } = await system.orderIn(orderNo, "settled");
    expect(ended.loans[0]?.returned).toMatchObject({ slot: 3 });
    // No later than it was put in, and no earlier than it was surely out.
    expect(ended.loans[0]?.returned?.at).toBeGreaterThanOrEqual(openedAt);
    expect(ended.loans[0]?.returned?.at).toBeLessThanOrEqual(filledAt);
    expect(await system.charges(orderNo)).toEqual(ended.charge?.amount === 0 ? [] : [ended.charge?.amount]);
  });

  it('"it did not open", although the board said so: the credit order is cancelled, and nobody pays', async () => {
    const cabinetId = "liar-1";
    const details = { name: "地下车库", address: "人民路 9 号", slots: 2 };
    const reason = "a cabinet for the test";
    const { secret } = await system.operator<{ secret: string }>(
      `/cabinets/${cabinetId}`,
      { ...details, reason },
      "PUT",
    );
    const [code] = await system.operator<{ slot: number; url: string }[]>(`/cabinets/${cabinetId}/codes`, { reason });
    if (!code) throw new Error("no code");
    const cabinet = await startLyingCabinet({ cabinetId, secret, slots: details.slots, mqttPort: system.mqttPort });
    try {
      const rider = await system.rider(4);
      await system.until("the slot is ready", async () => (await rider.scan(code.url)).availability === "ready");
      const { orderNo, walletUrl } = await rider.ask(code.url);
      await rider.confirm(walletUrl);
      const { order } = await system.orderIn(orderNo, "active");
      const openedAt = order.loans[0]?.openedAt ?? 0;
      await system.until("sensors must be right", async () => Date.now() > openedAt + 5500);
      await rider.act(system.hub, orderNo, { act: "report", loanNo: 1, claim: "not-opened" });

      const { order: ended } = await system.orderIn(orderNo, "cancelled");
      expect(ended.loans[0]).toMatchObject({ state: "not-opened", notOpened: "seen-in-place" });
      expect(await system.gatewayOrder(orderNo)).toMatchObject({ useState: "cancel", charges: [] });
      expect(await rider.order(system.hub, orderNo)).toMatchObject({ phase: "not-opened", amount: 0 });
    } finally {
      await cabinet.stop();
    }
  });
});

describe("an item that no cabinet can name", () => {
  it("is an unmatched return until an operator says whose it was, and then ends that loan at its own time", async () => {
    const rider = await system.rider(5);
    const { order } = await system.lend(rider, 5);
    const { orderNo } = order;
    await system.board("/slots/12/insert", { itemId: "WORNLABEL" });
    type Unmatched = { key: string; event: { body: { itemId?: string } } };
    let unmatchedEvent: Unmatched | undefined;
    await system.until("the unmatched event is kept", async () => {
      const unmatchedEvents = await system.operator<Unmatched[]>("/unmatched-events");
      unmatchedEvent = unmatchedEvents.find(({ event }) => event.body.itemId === "WORNLABEL");
      return unmatchedEvent !== undefined;
    });
    const after = Date.now();
    expect((await system.order(orderNo)).order.state).toBe("active");

    const path = `/unmatched-events/${encodeURIComponent(unmatchedEvent?.key ?? "")}/assign`;
    await system.operator(path, { orderNo, loanNo: 1, itemIdDiffers: true, reason: "its label is worn off" });
    const ended = await system.orderIn(orderNo, "settled");
    const [loan] = ended.order.loans;
    expect(loan?.returned).toMatchObject({ slot: 12 });
    // No later than it was put in, and no earlier than it was surely out.
    expect(loan?.returned?.at).toBeGreaterThanOrEqual(loan?.openedAt ?? Number.NaN);
    expect(loan?.returned?.at).toBeLessThanOrEqual(after);
    expect(await system.charges(orderNo)).toEqual(rentDue(ended, bank.pricePerUnit));
    expect(await system.operator<Unmatched[]>("/unmatched-events")).toEqual([]);
  });
});
