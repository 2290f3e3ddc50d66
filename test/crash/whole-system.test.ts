import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../../server/orders/order-service.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Rider } from "../../simulators/riders/rider.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { rentDue } from "../support/rent-due.ts";

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

let system: DeployedSystem;

beforeAll(async () => {
  system = await DeployedSystem.open({
    environment: { HUB_OPEN_WITHIN: "4000" },
    prices: [{ itemKind: "power-bank", tariff }],
  });
});
afterEach(() => system.wallet("/faults", { method: "DELETE" }));
afterAll(() => system.close(), 60_000);

/** A rider in front of a slot, with an order that waits for the confirmation. */
async function asked(slot: number): Promise<{ rider: Rider; orderNo: string; walletUrl: string }> {
  const rider = await system.rider(slot);
  return { rider, ...(await system.ask(rider, slot)) };
}

async function confirmed(slot: number): Promise<string> {
  const { rider, orderNo, walletUrl } = await asked(slot);
  await rider.confirm(walletUrl);
  return orderNo;
}

async function lent(slot: number): Promise<string> {
  const { order } = await system.lend(await system.rider(slot), slot);
  return order.orderNo;
}

/** The loan ended well: one opening, one charge, and the audit tells the whole of it. */
async function endsSettled(orderNo: string, slot: number): Promise<void> {
  const record = await system.orderIn(orderNo, "settled");
  expect(await system.charges(orderNo)).toEqual(rentDue(record, 150));
  expect((await system.slot(slot)).motorMovements).toBe(1);
  expect(replay(record.audit)).toEqual(record.order);
}

describe("a hub killed with -9 goes on by itself", () => {
  it("while the rider has not confirmed", async () => {
    const { rider, orderNo, walletUrl } = await asked(1);
    await system.kill("hub");
    // A bridge that comes back later than a command may be carried out opens nothing.
    await system.until("the cabinet is there again", async () => {
      return (await rider.scan(system.codeOf(1))).availability === "own";
    });
    await rider.confirm(walletUrl);
    await system.orderIn(orderNo, "active");
    await system.board("/slots/1/take", {});
    await system.board("/slots/1/insert", {});
    await endsSettled(orderNo, 1);
  });

  it("while the slot opens", async () => {
    const orderNo = await confirmed(2);
    await system.until("the motor moves", async () => (await system.slot(2)).motorMovements === 1);
    await system.kill("hub");
    await system.orderIn(orderNo, "active");
    await system.board("/slots/2/take", {});
    await system.board("/slots/2/insert", {});
    await endsSettled(orderNo, 2);
  });

  it("after a command's time is over: the slot stays closed, and nobody pays", async () => {
    const { rider, orderNo, walletUrl } = await asked(9);
    system.signal("bridge", "SIGSTOP");
    await rider.confirm(walletUrl);
    await system.orderWhen(orderNo, "the command is sent", ({ order, effects }) => {
      return order.state === "confirmed" && !effects.some(({ type }) => type === "open-slot");
    });
    await system.kill("hub");
    await system.orderWhen(orderNo, "the loan is in doubt", ({ order }) => order.loans[0]?.state === "unknown");
    system.signal("bridge", "SIGCONT");
    const { order } = await system.orderIn(orderNo, "cancelled");
    expect(order.loans[0]).toMatchObject({ state: "not-opened", notOpened: "expired" });
    expect((await system.slot(9)).motorMovements).toBe(0);
    expect(await system.charges(orderNo)).toEqual([]);
  });

  it("while the item is lent, and comes back when nobody hears", async () => {
    const orderNo = await lent(3);
    system.signal("hub", "SIGKILL");
    await system.board("/slots/3/insert", {});
    await endsSettled(orderNo, 3);
  });

  it("while the provider's answer to the completion is lost", async () => {
    const orderNo = await lent(4);
    await system.wallet("/faults", { method: "POST", body: { kind: "answer-lost", method: "complete" } });
    await system.wallet("/faults", { method: "POST", body: { kind: "http-500", method: "query", times: "always" } });
    await system.board("/slots/4/insert", {});
    await system.until(
      "the gateway has completed",
      async () => (await system.gatewayOrder(orderNo)).useState === "restore",
    );
    await system.kill("hub");
    await system.wallet("/faults", { method: "DELETE" });
    await endsSettled(orderNo, 4);
  });

  it("after the completion was made and before its answer came: it queries, and does not complete again", async () => {
    const orderNo = await lent(10);
    await system.wallet("/faults", { method: "POST", body: { kind: "slow", method: "complete", ms: 60_000 } });
    await system.board("/slots/11/insert", {});
    await system.until(
      "the gateway has completed",
      async () => (await system.gatewayOrder(orderNo)).useState === "restore",
    );
    await system.kill("hub");
    const record = await system.orderIn(orderNo, "settled");
    expect(await system.charges(orderNo)).toEqual(rentDue(record, 150));
    expect((await system.gatewayOrder(orderNo)).calls["complete"]).toBe(1);
    expect(record.audit.filter(({ cause }) => cause.type === "credit-completed")).toEqual([]);
  });

  it("after the completion was sent and never made: it queries first, and then completes once", async () => {
    const orderNo = await lent(1);
    await system.wallet("/faults", { method: "POST", body: { kind: "http-500", method: "query", times: "always" } });
    await system.wallet("/faults", { method: "POST", body: { kind: "time-out", method: "complete" } });
    await system.board("/slots/1/insert", {});
    await system.until("the completion is sent", async () => {
      const waiting = await system.wallet<{ kind: string }[]>("/faults");
      return waiting.every(({ kind }) => kind !== "time-out");
    });
    await system.kill("hub");
    await system.orderWhen(orderNo, "it has queried in place of completing", ({ effects }) => {
      return effects.some(({ type, attempt }) => type === "query-credit" && attempt > 0);
    });
    expect((await system.gatewayOrder(orderNo)).calls["complete"]).toBeUndefined();
    await system.wallet("/faults", { method: "DELETE" });
    const record = await system.orderIn(orderNo, "settled");
    expect(await system.charges(orderNo)).toEqual(rentDue(record, 150));
    expect((await system.gatewayOrder(orderNo)).calls["complete"]).toBe(1);
  });

  it("while a jammed slot's credit order is given back", async () => {
    await system.board("/slots/5/jam", {});
    await system.wallet("/faults", { method: "POST", body: { kind: "http-500", method: "cancel", times: "always" } });
    const orderNo = await confirmed(5);
    await system.orderIn(orderNo, "cancelling");
    await system.kill("hub");
    await system.wallet("/faults", { method: "DELETE" });
    const { order } = await system.orderIn(orderNo, "cancelled");
    expect(order.loans[0]).toMatchObject({ state: "not-opened", notOpened: "lock-fault" });
    expect(await system.wallet(`/orders/${orderNo}`)).toMatchObject({ useState: "cancel", charges: [] });
  });
});

describe("a bridge killed with -9", () => {
  it("between the board's return and the hub's acknowledgement still delivers the return, with its physical time", async () => {
    const orderNo = await lent(6);
    // The hub hears nothing and acknowledges nothing, while the board gets its confirmation from the journal.
    system.signal("hub", "SIGSTOP");
    await system.board("/slots/6/insert", {});
    await system.until("the board is told that the return is kept", async () => {
      type Entry = { direction: string; fields?: { cmd: string; slot?: number } };
      const { entries } = await system.board<{ entries: Entry[] }>("/traffic");
      return entries.some(({ direction, fields }) => direction === "in" && fields?.cmd === "RS" && fields.slot === 6);
    });
    const after = Date.now();
    await system.kill("bridge");
    system.signal("hub", "SIGCONT");
    const { order } = await system.orderIn(orderNo, "settled");
    const [loan] = order.loans;
    // No later than it was put in, and no earlier than it was surely out.
    expect(loan?.returned?.at).toBeGreaterThanOrEqual(loan?.openedAt ?? Number.NaN);
    expect(loan?.returned?.at).toBeLessThanOrEqual(after);
    await endsSettled(orderNo, 6);
  });

  it("while the lock moves leaves the order in doubt, and the slot decides", async () => {
    const { rider, orderNo, walletUrl } = await asked(7);
    await system.board("/board", { mode: "mute" });
    await rider.confirm(walletUrl);
    await system.until("the motor has moved", async () => (await system.slot(7)).motorMovements === 1);
    await system.kill("bridge");
    await system.board("/board", { mode: "normal" });
    await system.orderIn(orderNo, "active");
    await system.board("/slots/7/take", {});
    await system.board("/slots/7/insert", {});
    await endsSettled(orderNo, 7);
  });
});

describe("a board that hangs at an order", () => {
  it("leaves the order in doubt while nobody pays, and a look gives the credit order back", async () => {
    const { rider, orderNo, walletUrl } = await asked(8);
    await system.board("/board", { mode: "weak" });
    await rider.confirm(walletUrl);
    const inDoubt = ({ order }: OrderRecord) => order.loans[0]?.state === "unknown";
    expect((await system.orderWhen(orderNo, "the loan is in doubt", inDoubt)).order.state).toBe("confirmed");
    expect(await system.charges(orderNo)).toEqual([]);
    await system.board("/board", { mode: "normal" });
    const { order } = await system.orderIn(orderNo, "cancelled");
    expect(order.loans[0]?.state).toBe("not-opened");
    expect((await system.slot(8)).motorMovements).toBe(0);
    expect(await system.charges(orderNo)).toEqual([]);
  });
});
