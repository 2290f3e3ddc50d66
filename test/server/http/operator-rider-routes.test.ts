import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { riderTable } from "../../../server/store/rider-table.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { riderId } from "../../support/hub-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});

afterEach(() => fixture.close());

const reason = "the phone was stolen";
const view = (rider: string) => fixture.app.inject({ url: `/api/operator/riders/${rider}`, headers: operator });
const end = (rider: string, payload: object = { reason }, headers: Record<string, string> = operator) =>
  fixture.app.inject({ method: "POST", url: `/api/operator/riders/${rider}/end-sessions`, headers, payload });
const post = (what: string, rider: string, payload: object = { reason }) =>
  fixture.app.inject({ method: "POST", url: `/api/operator/riders/${rider}/${what}`, headers: operator, payload });
const isKnown = async (cookie: string) =>
  (await fixture.app.inject({ url: "/api/rider/orders", headers: { cookie } })).statusCode === 200;
const acts = () => fixture.hub.store.transact((tx) => tx.page(auditTable, auditEntry({}), 10));

describe("an operator", () => {
  it("ends all sessions of a rider, and of no other one, with a reason in the audit log", async () => {
    await fixture.hub.request();
    const stranger = "user/2088000000000002";
    const [one, second, other] = [await fixture.logIn(), await fixture.logIn(), await fixture.logIn(stranger)];
    expect((await end(riderId)).statusCode).toBe(204);
    expect([await isKnown(one), await isKnown(second), await isKnown(other)]).toEqual([false, false, true]);
    expect(await acts()).toMatchObject([
      { actor: "operator/lin", reason, address: "127.0.0.1", act: { what: "rider-sessions-ended", riderId } },
    ]);
    await fixture.hub.clock.pass(1);
    expect(await isKnown(await fixture.logIn())).toBe(true);
  });

  it("ends nothing without a reason, without a token, or for a rider who has never ordered", async () => {
    await fixture.hub.request();
    const cookie = await fixture.logIn();
    expect((await end(riderId, {})).statusCode).toBe(400);
    expect((await end(riderId, { reason }, {})).statusCode).toBe(401);
    const unknown = await end("user/2088000000000009");
    expect([unknown.statusCode, unknown.json<{ code: string }>().code]).toEqual([404, "rider/unknown"]);
    expect(await isKnown(cookie)).toBe(true);
    expect(await acts()).toEqual([]);
  });

  it("sees a rider's open orders and conduct, and nothing else", async () => {
    const orderNo = await fixture.hub.request();
    const none = { letGo: 0, letGoInWeek: 0, reports: 0, refuted: 0 };
    expect((await view(riderId)).json()).toEqual({ riderId, liveOrders: [orderNo], conduct: none });
    const now = fixture.hub.clock.now();
    const conduct = { letGo: [now, now, now], reports: [now], refuted: [] };
    await fixture.hub.store.transact((tx) => tx.put(riderTable, { riderId, conduct }));
    expect((await view(riderId)).json()).toEqual({
      riderId,
      liveOrders: [orderNo],
      conduct: { letGo: 3, letGoInWeek: 3, reports: 1, refuted: 0 },
      pausedUntil: now + 30_000,
    });
    expect((await view("user/2088000000000009")).statusCode).toBe(404);
  });

  it("gives a rider all that is kept of the rider, and the audit log says who asked for it", async () => {
    const orderNo = await fixture.hub.request();
    const answer = await post("export", riderId);
    expect(answer.headers["content-disposition"]).toBe('attachment; filename="rider-2088000000000001.json"');
    expect(answer.json()).toMatchObject({
      riderId,
      conduct: { letGo: [], reports: [], refuted: [] },
      orders: [{ order: { orderNo, riderId }, audit: [{ cause: { type: "requested" } }] }],
      acts: [{ what: "rider-exported" }],
    });
    expect(await acts()).toMatchObject([{ actor: "operator/lin", reason, act: { what: "rider-exported", riderId } }]);
    expect((await post("export", "user/2088000000000009")).statusCode).toBe(404);
  });

  it("erases a rider once nothing is open, logs the rider out, and the log does not say who it was", async () => {
    const orderNo = await fixture.hub.request();
    const cookie = await fixture.logIn();
    const early = await post("erase", riderId);
    expect([early.statusCode, early.json<{ code: string }>().code]).toEqual([409, "rider/has-open-orders"]);
    expect(await isKnown(cookie)).toBe(true);
    const record = await fixture.hub.record(orderNo);
    const ended = { ...record, order: { ...record.order, state: "lapsed", endedAt: 1 } as const, effects: [] };
    await fixture.hub.store.transact((tx) => tx.put(orderTable, ended));
    expect((await post("erase", riderId)).json()).toEqual({ orders: 1 });
    expect(await isKnown(cookie)).toBe(false);
    expect(JSON.stringify([await fixture.hub.record(orderNo), await acts()])).not.toContain(riderId);
    expect(await acts()).toMatchObject([{ actor: "operator/lin", reason, act: { what: "rider-erased", orders: 1 } }]);
    expect((await view(riderId)).statusCode).toBe(404);
    const { order } = await fixture.hub.record(orderNo);
    expect((await view(order.riderId)).statusCode).toBe(404);
  });
});
