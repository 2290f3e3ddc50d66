import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { until } from "../../support/manual-clock.ts";
import { hour, Merchant } from "./merchant.ts";

const poor = "2088000000000002";
let merchant: Merchant;

beforeAll(async () => {
  merchant = await Merchant.start();
  await merchant.control("PUT", `users/${poor}`, { score: 599 });
});
afterAll(() => merchant.stop());
beforeEach(async () => {
  merchant.notices.length = 0;
  await merchant.control("DELETE", "faults");
});

/** Whether the merchant was told; notices of the test before may come late. */
function isCompleted(outOrderNo: string): boolean {
  return merchant.notices.some(({ about, orderNo }) => about === "completed" && orderNo === outOrderNo);
}

function returned(amount: number, kind: "rent" | "damage" = "rent") {
  return { kind, amount: fen(amount), restoredAt: merchant.clock.now() - hour, shopName: "西湖门店" } as const;
}

describe("a loan on credit", () => {
  it("goes from the wallet's page to the paid rent, as the adapter sees it", async () => {
    const request = merchant.newRequest();
    const url = merchant.zhima.confirmationUrl(request);
    expect(await merchant.zhima.query(request.orderNo)).toMatchObject({ outcome: "refused", reason: "no-such-order" });
    expect((await fetch(url)).status).toBe(200);

    const response = await merchant.consent(url);
    const back = new URL(response.headers.get("location") ?? "");
    expect(back.origin + back.pathname).toBe("http://hub.example/orders/1");
    expect(back.searchParams.get("lang")).toBe("zh");
    const told = JSON.parse(back.searchParams.get("biz_content") ?? "") as Record<string, string>;
    expect(told).toMatchObject({
      success: true,
      out_order_no: request.orderNo,
      user_id: "2088000000000001",
      admit_state: "Y",
    });
    expect(told).toMatchObject({ invoke_state: `{"out_order_no":"${request.orderNo}"}` });
    const { order_no: creditOrderNo = "" } = told;

    await until(() => merchant.notices.length === 1);
    expect(merchant.notices[0]).toMatchObject({ about: "created", orderNo: request.orderNo, creditOrderNo });
    const seconds = (at: number) => at - (at % 1000);
    expect(await merchant.zhima.query(request.orderNo)).toEqual({
      outcome: "ok",
      value: {
        creditOrderNo,
        useState: "borrowed",
        riderId: "user/2088000000000001",
        admitted: true,
        payAmount: 0,
        borrowedAt: seconds(request.borrowedAt),
      },
    });

    const settlement = returned(500);
    const completed = await merchant.zhima.complete(creditOrderNo, settlement);
    expect(completed).toMatchObject({ outcome: "ok", value: { fundNo: expect.any(String) as string } });
    await until(() => merchant.notices.length === 2);
    expect(merchant.notices[1]).toMatchObject({ about: "completed", orderNo: request.orderNo, creditOrderNo });
    expect(await merchant.zhima.query(request.orderNo)).toMatchObject({
      value: {
        useState: "restored",
        payment: "paid",
        payKind: "rent",
        payAmount: 500,
        restoredAt: seconds(settlement.restoredAt),
        ...(completed.outcome === "ok" && completed.value),
      },
    });
    const order = await merchant.order(request.orderNo);
    expect(order.calls).toEqual({ query: 3, complete: 1 });
    expect(order.charges).toMatchObject([{ amount: 500, kind: "RENT", from: "withholding", outcome: "paid" }]);
    expect(order.restoreShopName).toBe("西湖门店");
  });

  it("is charged once: what is finished can't be completed, cancelled or changed again", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    await merchant.zhima.complete(orderNo, returned(100));
    expect(await merchant.zhima.complete(orderNo, returned(100))).toMatchObject({ reason: "already-completed" });
    expect(await merchant.zhima.cancel(orderNo)).toMatchObject({ reason: "not-borrowed" });
    expect(await merchant.zhima.modify(orderNo, { expiresAt: merchant.clock.now() + 90 * hour })).toMatchObject({
      reason: "already-completed",
    });
    expect((await merchant.order(outOrderNo)).charges).toHaveLength(1);
  });

  it("that cost nothing is completed without a charge", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    expect(await merchant.zhima.complete(orderNo, returned(0))).toEqual({ outcome: "ok", value: {} });
    expect(await merchant.order(outOrderNo)).toMatchObject({
      useState: "restore",
      payStatus: "PAY_SUCCESS",
      charges: [],
    });
  });

  it("that was never lent is cancelled, once", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    expect(await merchant.zhima.cancel(orderNo)).toEqual({ outcome: "ok", value: null });
    expect(await merchant.zhima.cancel(orderNo)).toMatchObject({ reason: "already-cancelled" });
    expect(await merchant.zhima.complete(orderNo, returned(100))).toMatchObject({ reason: "already-cancelled" });
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({ value: { useState: "cancelled" } });
  });

  it("is extended, never shortened, and starts no later than it ends", async () => {
    const { orderNo, outOrderNo, expiryTime } = await merchant.borrow();
    expect(await merchant.zhima.modify(orderNo, { expiresAt: expiryTime + hour })).toEqual({
      outcome: "ok",
      value: null,
    });
    expect(await merchant.zhima.modify(orderNo, { expiresAt: expiryTime })).toMatchObject({
      outcome: "refused",
      providerCode: "isv.invalid-parameter",
    });
    expect(await merchant.zhima.modify(orderNo, { borrowedAt: expiryTime + 2 * hour })).toMatchObject({
      outcome: "refused",
    });
    expect(await merchant.zhima.modify(orderNo, { borrowedAt: expiryTime - hour })).toMatchObject({ outcome: "ok" });
    expect(await merchant.order(outOrderNo)).toMatchObject({
      borrowTime: expiryTime - hour,
      expiryTime: expiryTime + hour,
      calls: { modify: 4 },
    });
  });

  it.each([
    ["more rent than the deposit", { amount: fen(9901) }],
    ["a return before the loan", { restoredAt: 0 }],
    ["a return a day ahead", { restoredAt: Date.now() + 25 * hour }],
  ])("refuses %s", async (_what, change) => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    expect(await merchant.zhima.complete(orderNo, { ...returned(100), ...change })).toMatchObject({
      outcome: "refused",
      providerCode: "isv.invalid-parameter",
    });
    expect(await merchant.order(outOrderNo)).toMatchObject({ useState: "borrow", charges: [] });
  });

  it("confirmed without rent needs no agreement and takes no rent later", async () => {
    const user = "2088000000000003";
    const { orderNo } = await merchant.borrow({ rentAmount: fen(0) }, user);
    expect(await (await merchant.control("GET", `users/${user}`)).json()).toMatchObject({ signed: false });
    expect(await merchant.zhima.complete(orderNo, returned(1))).toMatchObject({
      providerCode: "isv.invalid-parameter",
    });
    expect(await merchant.zhima.complete(orderNo, returned(9900, "damage"))).toMatchObject({
      reason: "payment-failed",
    });
    expect(await merchant.zhima.complete(orderNo, returned(0))).toMatchObject({ outcome: "ok" });
  });

  it("of an order that does not exist can't be touched", async () => {
    expect(await merchant.zhima.complete("1", returned(0))).toMatchObject({ reason: "no-such-order" });
    expect(await merchant.zhima.cancel("1")).toMatchObject({ reason: "no-such-order" });
    expect(await merchant.zhima.query("20260301203000999999")).toMatchObject({ reason: "no-such-order" });
  });
});

describe("money that can't be withheld", () => {
  it("leaves the loan open until a repeated completion finds some", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    await merchant.control("POST", "faults", { kind: "withholding-fails", times: 2 });
    expect(await merchant.zhima.complete(orderNo, returned(300))).toMatchObject({ reason: "payment-failed" });
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({
      value: { useState: "borrowed", payment: "failed", payAmount: 300, payKind: "rent" },
    });
    expect(await merchant.zhima.complete(orderNo, returned(300))).toMatchObject({ reason: "payment-failed" });
    expect(await merchant.zhima.complete(orderNo, returned(300))).toMatchObject({ outcome: "ok" });
    const { charges } = await merchant.order(outOrderNo);
    expect(charges.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "paid"]);
  });

  it("may be paid by the user himself, who is then announced unasked", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    await merchant.control("POST", "faults", { kind: "withholding-fails", times: "always" });
    await merchant.zhima.complete(orderNo, returned(300));
    expect((await merchant.control("POST", `orders/${outOrderNo}/pay`)).status).toBe(200);
    await until(() => isCompleted(outOrderNo));
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({
      value: { useState: "restored", payment: "paid", payAmount: 300 },
    });
    expect((await merchant.control("POST", `orders/${outOrderNo}/pay`)).status).toBe(409);
  });

  it("above 500 yuan waits for the user's SMS", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow({ depositAmount: fen(60_000) });
    expect(await merchant.zhima.complete(orderNo, returned(50_001, "damage"))).toMatchObject({ outcome: "ok" });
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({
      value: { useState: "restored", payment: "in-progress", payKind: "damage" },
    });
    expect(isCompleted(outOrderNo)).toBe(false);
    await merchant.control("POST", `orders/${outOrderNo}/sms-confirm`);
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({ value: { payment: "paid" } });
    await until(() => isCompleted(outOrderNo));
  });

  it("of exactly 500 yuan does not wait; a refused SMS leaves it to the user", async () => {
    const small = await merchant.borrow({ depositAmount: fen(60_000) });
    await merchant.zhima.complete(small.orderNo, returned(50_000));
    expect(await merchant.zhima.query(small.outOrderNo)).toMatchObject({ value: { payment: "paid" } });
    const large = await merchant.borrow({ depositAmount: fen(60_000) });
    await merchant.zhima.complete(large.orderNo, returned(60_000));
    await merchant.control("POST", `orders/${large.outOrderNo}/sms-confirm`, { confirmed: false });
    expect(await merchant.zhima.query(large.outOrderNo)).toMatchObject({
      value: { useState: "restored", payment: "failed" },
    });
    await merchant.control("POST", `orders/${large.outOrderNo}/pay`);
    expect(await merchant.zhima.query(large.outOrderNo)).toMatchObject({
      value: { payment: "paid", payAmount: 60_000 },
    });
  });
});

it("a user who lost the item may compensate for it, up to the deposit", async () => {
  const { outOrderNo } = await merchant.borrow();
  expect((await merchant.control("POST", `orders/${outOrderNo}/compensate`, { amount: 9901 })).status).toBe(409);
  await merchant.control("POST", `orders/${outOrderNo}/compensate`);
  await until(() => isCompleted(outOrderNo));
  expect(await merchant.zhima.query(outOrderNo)).toMatchObject({
    value: { useState: "restored", payment: "paid", payKind: "damage", payAmount: 9900 },
  });
  expect((await merchant.control("POST", `orders/${outOrderNo}/compensate`)).status).toBe(409);
});

describe("a loan against a deposit", () => {
  it("turns a part of the deposit into the rent and gives the rest back", async () => {
    const { orderNo, outOrderNo, deposit } = await merchant.borrow({}, poor);
    expect(deposit).toEqual({ held: 9900, captured: 0, released: 0 });
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({ value: { admitted: false } });
    await merchant.zhima.complete(orderNo, returned(400));
    expect(await merchant.order(outOrderNo)).toMatchObject({
      deposit: { held: 0, captured: 400, released: 9500 },
      charges: [{ amount: 400, from: "deposit" }],
    });
  });

  it("gives all of it back after a cancel, a free return or a payment by the user", async () => {
    const cancelled = await merchant.borrow({}, poor);
    await merchant.zhima.cancel(cancelled.orderNo);
    const free = await merchant.borrow({}, poor);
    await merchant.zhima.complete(free.orderNo, returned(0));
    const lost = await merchant.borrow({}, poor);
    await merchant.control("POST", `orders/${lost.outOrderNo}/compensate`);
    for (const { outOrderNo } of [cancelled, free, lost])
      expect(await merchant.order(outOrderNo)).toMatchObject({ deposit: { held: 0, captured: 0, released: 9900 } });
  });
});

describe("a fault", () => {
  it.each([
    ["http-500", 0],
    ["html", 0],
    ["error-response", 0],
    ["system-error", 0],
    ["answer-lost", 1],
    ["bad-signature", 1],
  ])("%s leaves the adapter not knowing, with %i completions done", async (kind, done) => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    await merchant.control("POST", "faults", { kind, method: "complete" });
    expect(await merchant.zhima.complete(orderNo, returned(100))).toMatchObject({ outcome: "unknown" });
    const { useState } = await merchant.order(outOrderNo);
    expect(useState).toBe(done ? "restore" : "borrow");
    expect(await merchant.zhima.complete(orderNo, returned(100))).toMatchObject(
      done ? { reason: "already-completed" } : { outcome: "ok" },
    );
    expect((await merchant.order(outOrderNo)).charges).toHaveLength(1);
  });

  it("time-out leaves the adapter waiting in vain, and nothing is done", async () => {
    const { orderNo, outOrderNo } = await merchant.borrow();
    await merchant.control("POST", "faults", { kind: "time-out" });
    expect(await merchant.adapter(100).complete(orderNo, returned(100))).toMatchObject({ outcome: "unknown" });
    expect(await merchant.order(outOrderNo)).toMatchObject({ useState: "borrow", charges: [] });
  });

  it("connection-lost is repeated underneath and comes out as already done", async () => {
    const { orderNo } = await merchant.borrow();
    await merchant.control("POST", "faults", { kind: "connection-lost" });
    expect(await merchant.zhima.complete(orderNo, returned(100))).toMatchObject({ reason: "already-completed" });
  });

  it("strikes only the method that it is for", async () => {
    const { outOrderNo } = await merchant.borrow();
    await merchant.control("POST", "faults", { kind: "http-500", method: "complete" });
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({ outcome: "ok" });
  });
});
