import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../../server/orders/order-service.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Rider } from "../../simulators/riders/rider.ts";
import { rentDue } from "../support/rent-due.ts";
import { Town } from "../support/town.ts";

/*
 * Real processes, killed with -9 and started again: hub, bridge on a serial device (or TCP), board, gateway. Judged from
 * the outside: by how often the board's motors moved and by what the gateway collected.
 */

const tariff = {
  version: "1",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: 9900,
  longestLoanHours: 240,
};

let town: Town;

beforeAll(async () => {
  town = await Town.open({
    HUB_OPEN_WITHIN: "4000",
    HUB_TARIFFS: JSON.stringify([{ itemKind: "power-bank", tariff }]),
  });
}, 60_000);
afterEach(() => town.wallet("/faults", { method: "DELETE" }));
afterAll(() => town.close(), 60_000);

const unhurried = { timeout: 120_000 };

/** A rider in front of a slot, with an order that waits for the confirmation. */
async function asked(slot: number): Promise<{ rider: Rider; orderNo: string; walletUrl: string }> {
  const rider = await town.rider(slot);
  return { rider, ...(await town.ask(rider, slot)) };
}

async function confirmed(slot: number): Promise<string> {
  const { rider, orderNo, walletUrl } = await asked(slot);
  await rider.confirm(walletUrl);
  return orderNo;
}

async function lent(slot: number): Promise<string> {
  const { order } = await town.lend(await town.rider(slot), slot);
  return order.orderNo;
}

/** The loan ended well: one opening, one charge, and the audit tells the whole of it. */
async function endsSettled(orderNo: string, slot: number): Promise<void> {
  const record = await town.orderIn(orderNo, "settled");
  expect(await town.charges(orderNo)).toEqual(rentDue(record, 150));
  expect((await town.slot(slot)).motorMovements).toBe(1);
  expect(replay(record.audit)).toEqual(record.order);
}

describe("a hub killed with -9 goes on by itself", unhurried, () => {
  it("while the rider has not confirmed", async () => {
    const { rider, orderNo, walletUrl } = await asked(1);
    await town.kill("hub");
    // A bridge that comes back later than a command may be carried out opens nothing.
    await town.until("the cabinet is there again", async () => {
      return (await rider.scan(town.codeOf(1))).availability === "own";
    });
    await rider.confirm(walletUrl);
    await town.orderIn(orderNo, "active");
    await town.board("/slots/1/take", {});
    await town.board("/slots/1/insert", {});
    await endsSettled(orderNo, 1);
  });

  it("while the slot opens", async () => {
    const orderNo = await confirmed(2);
    await town.until("the motor moves", async () => (await town.slot(2)).motorMovements === 1);
    await town.kill("hub");
    await town.orderIn(orderNo, "active");
    await town.board("/slots/2/take", {});
    await town.board("/slots/2/insert", {});
    await endsSettled(orderNo, 2);
  });

  it("after a command's time is over: the slot stays closed, and nobody pays", async () => {
    const { rider, orderNo, walletUrl } = await asked(9);
    town.signal("bridge", "SIGSTOP");
    await rider.confirm(walletUrl);
    await town.orderWhen(orderNo, "the command is sent", ({ order, effects }) => {
      return order.state === "confirmed" && !effects.some(({ type }) => type === "open-slot");
    });
    await town.kill("hub");
    await town.orderWhen(orderNo, "the loan is in doubt", ({ order }) => order.loans[0]?.state === "unknown");
    town.signal("bridge", "SIGCONT");
    const { order } = await town.orderIn(orderNo, "cancelled");
    expect(order.loans[0]).toMatchObject({ state: "not-opened", notOpened: "expired" });
    expect((await town.slot(9)).motorMovements).toBe(0);
    expect(await town.charges(orderNo)).toEqual([]);
  });

  it("while the item is lent, and comes back when nobody hears", async () => {
    const orderNo = await lent(3);
    town.signal("hub", "SIGKILL");
    await town.board("/slots/3/insert", {});
    await endsSettled(orderNo, 3);
  });

  it("while the provider's answer to the completion is lost", async () => {
    const orderNo = await lent(4);
    await town.wallet("/faults", { method: "POST", body: { kind: "answer-lost", method: "complete" } });
    await town.wallet("/faults", { method: "POST", body: { kind: "http-500", method: "query", times: "always" } });
    await town.board("/slots/4/insert", {});
    await town.until(
      "the gateway has completed",
      async () => (await town.gatewayOrder(orderNo)).useState === "restore",
    );
    await town.kill("hub");
    await town.wallet("/faults", { method: "DELETE" });
    await endsSettled(orderNo, 4);
  });

  it("after the completion was made and before its answer came: it queries, and does not complete again", async () => {
    const orderNo = await lent(10);
    await town.wallet("/faults", { method: "POST", body: { kind: "slow", method: "complete", ms: 60_000 } });
    await town.board("/slots/11/insert", {});
    await town.until(
      "the gateway has completed",
      async () => (await town.gatewayOrder(orderNo)).useState === "restore",
    );
    await town.kill("hub");
    const record = await town.orderIn(orderNo, "settled");
    expect(await town.charges(orderNo)).toEqual(rentDue(record, 150));
    expect((await town.gatewayOrder(orderNo)).calls["complete"]).toBe(1);
    expect(record.audit.filter(({ cause }) => cause.type === "credit-completed")).toEqual([]);
  });

  it("after the completion was sent and never made: it queries first, and then completes once", async () => {
    const orderNo = await lent(1);
    await town.wallet("/faults", { method: "POST", body: { kind: "http-500", method: "query", times: "always" } });
    await town.wallet("/faults", { method: "POST", body: { kind: "time-out", method: "complete" } });
    await town.board("/slots/1/insert", {});
    await town.until("the completion is sent", async () => {
      const waiting = await town.wallet<{ kind: string }[]>("/faults");
      return waiting.every(({ kind }) => kind !== "time-out");
    });
    await town.kill("hub");
    await town.orderWhen(orderNo, "it has queried in place of completing", ({ effects }) => {
      return effects.some(({ type, attempt }) => type === "query-credit" && attempt > 0);
    });
    expect((await town.gatewayOrder(orderNo)).calls["complete"]).toBeUndefined();
    await town.wallet("/faults", { method: "DELETE" });
    const record = await town.orderIn(orderNo, "settled");
    expect(await town.charges(orderNo)).toEqual(rentDue(record, 150));
    expect((await town.gatewayOrder(orderNo)).calls["complete"]).toBe(1);
  });

  it("while a jammed slot's credit order is given back", async () => {
    await town.board("/slots/5/jam", {});
    await town.wallet("/faults", { method: "POST", body: { kind: "http-500", method: "cancel", times: "always" } });
    const orderNo = await confirmed(5);
    await town.orderIn(orderNo, "cancelling");
    await town.kill("hub");
    await town.wallet("/faults", { method: "DELETE" });
    const { order } = await town.orderIn(orderNo, "cancelled");
    expect(order.loans[0]).toMatchObject({ state: "not-opened", notOpened: "lock-fault" });
    expect(await town.wallet(`/orders/${orderNo}`)).toMatchObject({ useState: "cancel", charges: [] });
  });
});

describe("a bridge killed with -9", unhurried, () => {
  it("between the board's return and the hub's acknowledgement still delivers the return, with its physical time", async () => {
    const orderNo = await lent(6);
    // The hub hears nothing and acknowledges nothing, while the board gets its confirmation from the journal.
    town.signal("hub", "SIGSTOP");
    await town.board("/slots/6/insert", {});
    await town.until("the board is told that the return is kept", async () => {
      type Frame = { direction: string; command: string; slot?: number };
      const { frames } = await town.board<{ frames: Frame[] }>("/log");
      return frames.some(({ direction, command, slot }) => direction === "in" && command === "RS" && slot === 6);
    });
    const after = Date.now();
    await town.kill("bridge");
    town.signal("hub", "SIGCONT");
    const { order } = await town.orderIn(orderNo, "settled");
    const [loan] = order.loans;
    // No later than it was put in, and no earlier than it was surely out.
    expect(loan?.returned?.at).toBeGreaterThanOrEqual(loan?.openedAt ?? Number.NaN);
    expect(loan?.returned?.at).toBeLessThanOrEqual(after);
    await endsSettled(orderNo, 6);
  });

  it("while the lock moves leaves the order in doubt, and the slot decides", async () => {
    const { rider, orderNo, walletUrl } = await asked(7);
    await town.board("/board", { mode: "mute" });
    await rider.confirm(walletUrl);
    await town.until("the motor has moved", async () => (await town.slot(7)).motorMovements === 1);
    await town.kill("bridge");
    await town.board("/board", { mode: "normal" });
    await town.orderIn(orderNo, "active");
    await town.board("/slots/7/take", {});
    await town.board("/slots/7/insert", {});
    await endsSettled(orderNo, 7);
  });
});

describe("a silent board", unhurried, () => {
  it("leaves the order in doubt while nobody pays, and a look gives the credit order back", async () => {
    const { rider, orderNo, walletUrl } = await asked(8);
    await town.board("/board", { mode: "silent" });
    await rider.confirm(walletUrl);
    const inDoubt = ({ order }: OrderRecord) => order.loans[0]?.state === "unknown";
    expect((await town.orderWhen(orderNo, "the loan is in doubt", inDoubt)).order.state).toBe("confirmed");
    expect(await town.charges(orderNo)).toEqual([]);
    await town.board("/board", { mode: "normal" });
    const { order } = await town.orderIn(orderNo, "cancelled");
    expect(order.loans[0]?.state).toBe("not-opened");
    expect((await town.slot(8)).motorMovements).toBe(0);
    expect(await town.charges(orderNo)).toEqual([]);
  });
});
