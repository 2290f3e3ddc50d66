import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { cabinetId } from "../../support/hub-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});

afterEach(() => fixture.close());

const minute = 60_000;
const reason = "the early shift";

const call = (method: "GET" | "POST" | "PUT", path: string, payload?: object) =>
  fixture.app.inject({ method, url: `/api/operator${path}`, headers: operator, ...(payload && { payload }) });
const person = (name: string, role: string) => call("POST", "/people", { name, role, reason });
const code = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;
const keyed = (key: string, end: string) => `/unmatched-events/${encodeURIComponent(key)}/${end}`;
const unmatchedKey = async () => (await call("GET", "/unmatched-events")).json<{ key: string }[]>()[0]?.key ?? "";
const returns = (slot: number, itemId?: string) =>
  fixture.hub.happens({ kind: "returned", slot, ...(itemId !== undefined && { itemId }), source: "report" });

describe("work", () => {
  it("can be given to people who may decide about orders, and to nobody else", async () => {
    await person("mei", "support");
    await person("tan", "technician");
    await person("bo", "finance");
    await call("POST", "/people/bo/lock", { reason });
    expect((await call("GET", "/assignees")).json()).toEqual([{ name: "mei", role: "support" }]);
    const orderNo = await fixture.hub.lent();
    const give = (assignee: string | null) => call("PUT", `/orders/${orderNo}/assignee`, { assignee, reason });
    expect(code(await give("nobody"))).toBe("account/unknown");
    expect(code(await give("tan"))).toBe("account/not-assignable");
    expect(code(await give("bo"))).toBe("account/not-assignable");
    expect(await call("PUT", "/orders/20261123120000000009/assignee", { assignee: "mei", reason })).toMatchObject({
      statusCode: 404,
    });
    expect((await fixture.hub.record(orderNo)).assignee).toBeUndefined();
  });

  it("that is an order names who sees to it, wherever the order is shown, until it is taken away", async () => {
    await person("mei", "support");
    const orderNo = await fixture.hub.lent();
    await fixture.hub.orderService.apply(orderNo, { type: "rider-objected", objection: { kind: "other" } }, "hub");
    const before = (await fixture.hub.record(orderNo)).audit.length;
    expect(await call("PUT", `/orders/${orderNo}/assignee`, { assignee: "mei", reason })).toMatchObject({
      statusCode: 204,
    });
    expect((await call("GET", `/orders/${orderNo}`)).json()).toMatchObject({ assignee: "mei", revision: before });
    expect((await call("GET", "/orders")).json()).toMatchObject({ orders: [{ orderNo, assignee: "mei" }] });
    expect((await call("GET", "/queue")).json()).toMatchObject({ objections: [{ about: { assignee: "mei" } }] });
    // What happens to the order leaves it with her.
    await call("POST", `/orders/${orderNo}/acts`, { act: { act: "pause-billing" }, reason });
    expect((await fixture.hub.record(orderNo)).assignee).toBe("mei");
    await call("PUT", `/orders/${orderNo}/assignee`, { assignee: null, reason });
    expect((await fixture.hub.record(orderNo)).assignee).toBeUndefined();
    expect((await call("GET", "/audit?act=order-given")).json()).toMatchObject([
      { actor: "operator/lin", reason, act: { what: "order-given", orderNo, assignee: null } },
      { actor: "operator/lin", reason, act: { what: "order-given", orderNo, assignee: "mei" } },
    ]);
  });

  it("that is an unmatched return names who sees to it, until it is decided", async () => {
    await person("mei", "support");
    await returns(3, "STRANGER");
    const key = await unmatchedKey();
    expect(await call("PUT", keyed(key, "assignee"), { assignee: "mei", reason })).toMatchObject({ statusCode: 204 });
    const queue = (await call("GET", "/queue")).json<object>();
    const entry = { key, cabinetId, slot: 3, itemId: "STRANGER", assignee: "mei" };
    expect(queue).toMatchObject({ unmatchedReturns: [entry], counts: { unmatchedReturns: 1 } });
    expect((await call("GET", "/audit?act=unmatched-event-given")).json()).toMatchObject([
      { cabinetId, act: { key, assignee: "mei" } },
    ]);
    await call("POST", keyed(key, "dismiss"), { reason });
    expect(code(await call("PUT", keyed(key, "assignee"), { assignee: "mei", reason }))).toBe("event/unknown");
  });
});

describe("the candidates of an unmatched return", () => {
  it("are the loans of this cabinet that are out, the likeliest first", async () => {
    const lent = await fixture.hub.lent();
    await fixture.hub.clock.pass(minute);
    await returns(3, "STRANGER");
    const candidates = (await call("GET", keyed(await unmatchedKey(), "candidates"))).json<object[]>();
    expect(candidates).toMatchObject([
      { about: { orderNo: lent, cabinetId }, loanNo: 1, loanState: "lent", item: "other" },
    ]);
  });

  it("leave out what went out after the item came back", async () => {
    const at = { latest: fixture.hub.clock.now(), uncertainty: 0 };
    await fixture.hub.clock.pass(minute);
    await fixture.hub.lent();
    await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "STRANGER", source: "report" }, { at });
    expect((await call("GET", keyed(await unmatchedKey(), "candidates"))).json()).toEqual([]);
  });

  it("are none of an event that is no return", async () => {
    await fixture.hub.happens({ kind: "removed", slot: 3, source: "report" });
    expect((await call("GET", keyed(await unmatchedKey(), "candidates"))).json()).toEqual([]);
    expect(code(await call("GET", keyed("shop-1/x/1", "candidates")))).toBe("event/unknown");
  });
});
