import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf } from "../../simulators/riders/rider.ts";
import { startLyingCabinet } from "../support/lying-cabinet.ts";
import { rentDue } from "../support/rent-due.ts";
import { Town } from "../support/town.ts";

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

let town: Town;

beforeAll(async () => {
  town = await Town.open({ HUB_TARIFFS: JSON.stringify(plans) });
}, 60_000);
afterAll(() => town.close(), 60_000);

describe("two items in one order", () => {
  it("one slot jams: the rider takes the slot that is offered, and both items are one charge", async () => {
    const rider = await town.rider(1);
    const { orderNo, walletUrl } = await town.ask(rider, 1, { items: 2 });
    const [first, jammed] = (await town.order(orderNo)).order.loans;
    if (!first || !jammed) throw new Error("two loans were asked for");
    await town.board(`/slots/${jammed.slot}/jam`, {});
    await rider.confirm(walletUrl);
    await town.until("another slot is offered", async () => (await rider.order(town.hub, orderNo)).phase === "offer");
    await rider.act(town.hub, orderNo, { act: "offer", accepted: true });
    await town.until("both are lent", async () => (await rider.order(town.hub, orderNo)).phase === "lent");

    const lent = await town.order(orderNo);
    const { order } = lent;
    expect(order.loans.map(({ state }) => state)).toEqual(["lent", "not-opened", "lent"]);
    expect(order.loans[1]?.notOpened).toBe("lock-fault");
    const opened = order.loans.filter(({ state }) => state === "lent");
    for (const { slot } of opened) await town.board(`/slots/${slot}/take`, {});
    await town.surelyOut(lent);
    for (const { slot } of opened) await town.board(`/slots/${slot}/insert`, {});
    await town.orderIn(orderNo, "settled");
    expect(await town.charges(orderNo)).toEqual([300]);
    expect((await town.slot(jammed.slot)).itemId).toBe(jammed.expectedItemId);
  });
});

describe("a renewal", () => {
  it("reaches the gateway", async () => {
    const rider = await town.rider(2);
    const { order } = await town.lend(rider, 2);
    const { orderNo } = order;
    const before = (await town.gatewayOrder(orderNo)).expiryTime;
    const renewed = await rider.act(town.hub, orderNo, { act: "renew" });
    expect(renewed.renewal).toBeUndefined();
    const moved = async () => (await town.gatewayOrder(orderNo)).expiryTime === before + bank.longestLoanHours * hour;
    await town.until("the gateway has the new time", moved);
    await town.board("/slots/2/insert", {});
    const settled = await town.orderIn(orderNo, "settled");
    expect(await town.charges(orderNo)).toEqual(rentDue(settled, bank.pricePerUnit));
  });

  it("is refused once the order has ended", async () => {
    const rider = await town.rider(6);
    const { order } = await town.lend(rider, 2);
    await town.board("/slots/2/insert", {});
    await town.orderIn(order.orderNo, "settled");
    await expect(rider.act(town.hub, order.orderNo, { act: "renew" })).rejects.toThrow("order/not-renewable");
    expect((await town.gatewayOrder(order.orderNo)).calls["modify"]).toBeUndefined();
  });
});

describe("a rider's report", () => {
  it('"I returned it but I am still billed": the board never told, the snapshot shows it, and the loan ends', async () => {
    const rider = await town.rider(3);
    const { order } = await town.lend(rider, 3);
    const { orderNo } = order;
    const [loan] = order.loans;
    const openedAt = loan?.openedAt ?? 0;
    // So soon after the opening a sensor may still show the old picture, and no look counts.
    await town.until("sensors must be right", async () => Date.now() > openedAt + 5500);
    // What a technician puts in, no board reports.
    await town.board("/slots/3/fill", { itemId: loan?.itemId });
    const filledAt = Date.now();
    expect((await rider.order(town.hub, orderNo)).phase).toBe("lent");

    const code = codeOf(town.codeOf(3));
    const heard = await rider.act(town.hub, orderNo, { act: "report", loanNo: 1, claim: "returned", code });
    expect(heard.paused).toBe(true);
    const { order: ended } = await town.orderIn(orderNo, "settled");
    expect(ended.loans[0]?.returned).toMatchObject({ slot: 3 });
    // No later than it was put in, and no earlier than it was surely out.
    expect(ended.loans[0]?.returned?.at).toBeGreaterThanOrEqual(openedAt);
    expect(ended.loans[0]?.returned?.at).toBeLessThanOrEqual(filledAt);
    expect(await town.charges(orderNo)).toEqual(ended.charge?.amount === 0 ? [] : [ended.charge?.amount]);
  });

  it('"it did not open", although the board said so: the credit order is cancelled, and nobody pays', async () => {
    const cabinetId = "liar-1";
    const details = { name: "地下车库", address: "人民路 9 号", slots: 2 };
    const reason = "a cabinet for the test";
    const { secret } = await town.operator<{ secret: string }>(`/cabinets/${cabinetId}`, { ...details, reason }, "PUT");
    const [code] = await town.operator<{ slot: number; url: string }[]>(`/cabinets/${cabinetId}/codes`, { reason });
    if (!code) throw new Error("no code");
    const cabinet = await startLyingCabinet({ cabinetId, secret, slots: details.slots, mqttPort: town.mqttPort });
    try {
      const rider = await town.rider(4);
      await town.until("the slot is ready", async () => (await rider.scan(code.url)).availability === "ready");
      const { orderNo, walletUrl } = await rider.ask(code.url);
      await rider.confirm(walletUrl);
      const { order } = await town.orderIn(orderNo, "active");
      const openedAt = order.loans[0]?.openedAt ?? 0;
      await town.until("sensors must be right", async () => Date.now() > openedAt + 5500);
      await rider.act(town.hub, orderNo, { act: "report", loanNo: 1, claim: "not-opened" });

      const { order: ended } = await town.orderIn(orderNo, "cancelled");
      expect(ended.loans[0]).toMatchObject({ state: "not-opened", notOpened: "seen-in-place" });
      expect(await town.gatewayOrder(orderNo)).toMatchObject({ useState: "cancel", charges: [] });
      expect(await rider.order(town.hub, orderNo)).toMatchObject({ phase: "not-opened", amount: 0 });
    } finally {
      await cabinet.stop();
    }
  });
});

describe("an item that no cabinet can name", () => {
  it("is a stray return until an operator says whose it was, and then ends that loan at its own time", async () => {
    const rider = await town.rider(5);
    const { order } = await town.lend(rider, 5);
    const { orderNo } = order;
    await town.board("/slots/12/insert", { itemId: "WORNLABEL" });
    type Stray = { key: string; event: { body: { itemId?: string } } };
    let stray: Stray | undefined;
    await town.until("the stray is kept", async () => {
      const strays = await town.operator<Stray[]>("/strays");
      stray = strays.find(({ event }) => event.body.itemId === "WORNLABEL");
      return stray !== undefined;
    });
    const after = Date.now();
    expect((await town.order(orderNo)).order.state).toBe("active");

    const path = `/strays/${encodeURIComponent(stray?.key ?? "")}/assign`;
    await town.operator(path, { orderNo, loanNo: 1, itemIdDiffers: true, reason: "its label is worn off" });
    const ended = await town.orderIn(orderNo, "settled");
    const [loan] = ended.order.loans;
    expect(loan?.returned).toMatchObject({ slot: 12 });
    // No later than it was put in, and no earlier than it was surely out.
    expect(loan?.returned?.at).toBeGreaterThanOrEqual(loan?.openedAt ?? Number.NaN);
    expect(loan?.returned?.at).toBeLessThanOrEqual(after);
    expect(await town.charges(orderNo)).toEqual(rentDue(ended, bank.pricePerUnit));
    expect(await town.operator<Stray[]>("/strays")).toEqual([]);
  });
});
