import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ControlOrder, Merchant } from "./merchant.ts";

let merchant: Merchant;

beforeAll(async () => {
  merchant = await Merchant.start();
});
afterAll(() => merchant.stop());

describe("the control interface", () => {
  it("lists the orders and shows one with everything that happened to it", async () => {
    const order = await merchant.borrow();
    const all = (await (await merchant.control("GET", "orders")).json()) as ControlOrder[];
    expect(all.map(({ outOrderNo }) => outOrderNo)).toEqual([order.outOrderNo]);
    expect(order).toMatchObject({
      userId: "2088000000000001",
      useState: "borrow",
      admitted: true,
      calls: {},
      charges: [],
    });
  });

  it.each([
    ["GET", "orders/20260301203000999999", undefined, 404, "ORDER_NOT_EXIST"],
    ["GET", "orders/constructor", undefined, 404, "ORDER_NOT_EXIST"],
    ["POST", "orders/20260301203000999999/pay", undefined, 404, "ORDER_NOT_EXIST"],
    ["POST", "orders/20260301203000000001/sms-confirm", {}, 409, "NOTHING_TO_PAY"],
    ["POST", "orders/20260301203000000001/sms-confirm", { confirmed: "yes" }, 400, "request/invalid"],
    ["POST", "orders/20260301203000000001/compensate", { amount: 1.5 }, 400, "request/invalid"],
    ["GET", "users/1", undefined, 400, "request/invalid"],
    ["PUT", "users/2088000000000001", { score: "700" }, 400, "request/invalid"],
    ["PUT", "users/2088000000000001", { rich: true }, 400, "request/invalid"],
    ["PUT", "current-user", { userId: "x" }, 400, "request/invalid"],
    ["PUT", "notify-url", { url: "ftp://x" }, 400, "request/invalid"],
    ["POST", "faults", { kind: "fire" }, 400, "request/invalid"],
    ["POST", "faults", { kind: "html", times: 0 }, 400, "request/invalid"],
  ])("answers %s %s %j with a problem", async (method, path, body, status, code) => {
    const response = await merchant.control(method, path, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code, type: "about:blank" });
  });

  it("answers a body that is not JSON with a problem too", async () => {
    const response = await fetch(`${merchant.simulator.url}/control/faults`, {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request/invalid" });
  });

  it("counts faults down, shows those that wait, and ends them all", async () => {
    await merchant.control("POST", "faults", { kind: "html", method: "query", times: 2 });
    await merchant.control("POST", "faults", { kind: "slow", ms: 5, times: "always" });
    const { outOrderNo } = await merchant.borrow();
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({ outcome: "unknown" });
    expect(await (await merchant.control("GET", "faults")).json()).toEqual([
      { kind: "html", method: "query", times: 1 },
      { kind: "slow", ms: 5, times: "always" },
    ]);
    expect(await (await merchant.control("DELETE", "faults")).json()).toEqual([]);
    expect(await merchant.zhima.query(outOrderNo)).toMatchObject({ outcome: "ok" });
  });
});
