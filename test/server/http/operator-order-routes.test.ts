import { describe, expect, it } from "vitest";
import type { CabinetEvent } from "../../../protocol/upward.ts";
import type { Order } from "../../../server/rental/order.ts";
import type { OrderRecord } from "../../../server/store/order-table.ts";
import { operator, otherOperatorToken } from "../../support/http-fixture.ts";
import { cabinetId, riderId } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";
import { call, fixture, problem, useOperatorRoutes } from "./operator-fixture.ts";

useOperatorRoutes();

const minute = 60_000;
const hour = 60 * minute;

const back = (slot = 3, itemId = "BANK07", changes: Partial<CabinetEvent> = {}) =>
  fixture.hub.happens({ kind: "returned", slot, itemId, source: "report" }, changes);
const decide = (orderNo: string, act: object, headers = operator) =>
  call("POST", `/orders/${orderNo}/acts`, { act, reason: "because" }, headers);

describe("an order", () => {
  it("is shown with its pending work, its timeline and what explains its amount", async () => {
    const orderNo = await fixture.hub.lent();
    const from = fixture.hub.clock.now();
    await fixture.hub.clock.pass(90 * minute);
    const shown = (await call("GET", `/orders/${orderNo}`)).json<object>();
    const record = JSON.parse(JSON.stringify(await fixture.hub.record(orderNo))) as OrderRecord;
    expect(shown).toEqual({
      ...record,
      revision: record.audit.length,
      audit: record.audit.map((entry) => ({ ...entry, says: expect.any(String) as string })),
      effects: record.effects.map((effect) => ({ ...effect, says: expect.any(String) as string })),
      acts: expect.arrayContaining([
        { act: "waive", name: "Waive", does: "The order costs nothing.", permission: "money.decide", possible: true },
        expect.objectContaining({ act: "mark-lost", loanNo: 1, possible: true }),
        expect.objectContaining({ act: "lower-amount", possible: true, amount: { from: 0, to: 9899 } }),
        expect.objectContaining({ act: "cancel", possible: false, obstacle: "something-lent" }),
      ]) as object[],
      slots: [expect.objectContaining({ cabinetId, slot: 7, itemId: "BANK07" })],
      bill: {
        amount: 600,
        lines: [
          { what: "free", count: 5, amount: 0 },
          { what: "units", count: 2, amount: 600 },
        ],
        growsAt: from + 125 * minute + 1,
        items: [expect.objectContaining({ loanNo: 1, from, until: from + 90 * minute, amount: 600 })],
      },
      unmatchedEvents: [],
      rider: { letGo: 0, letGoInWeek: 0, reports: 0, refuted: 0 },
    });
    expect(problem(await call("GET", "/orders/20990101000000000000"))).toEqual([404, "order/unknown"]);
    expect(problem(await call("GET", "/orders/x"))).toEqual([400, "request/invalid"]);
  });
});

describe("an act on an order", () => {
  const acts = (orderNo: string, payload: object) => call("POST", `/orders/${orderNo}/acts`, payload);

  it("changes it, and is kept with its reason and the name of who decided", async () => {
    const orderNo = await fixture.hub.lent();
    const at = fixture.hub.clock.now();
    const answer = await acts(orderNo, { act: { act: "mark-returned", loanNo: 1, at }, reason: "seen on the camera" });
    expect(answer.json()).toMatchObject({
      order: { loans: [{ state: "returned", returned: { at } }] },
      bill: { amount: 0 },
    });
    const { audit } = await fixture.hub.record(orderNo);
    expect(audit.find(({ actor }) => actor === "operator/lin")?.cause).toMatchObject({ reason: "seen on the camera" });
  });

  it("takes a false return back: the item is out again, and what its rider had reported is refuted", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(hour);
    const report = { type: "rider-reported", loanNo: 1, report: { claim: "returned" } } as const;
    await fixture.hub.orderService.apply(orderNo, report, `rider/${riderId}`);
    await back(3, "BANK07", { at: { latest: 0, uncertainty: null } });
    const answer = await decide(orderNo, { act: "mark-not-returned", loanNo: 1 });
    expect(answer.statusCode).toBe(200);
    const { order } = answer.json<{ order: Order }>();
    expect(order).toMatchObject({ state: "active", loans: [{ state: "lent", report: { outcome: "refuted" } }] });
    expect(order.loans[0]).not.toHaveProperty("returned");
    await decide(orderNo, { act: "close-review" });
    await fixture.hub.clock.pass(hour);
    expect((await call("GET", `/orders/${orderNo}`)).json()).toMatchObject({ rider: { refuted: 1 } });
    await back();
    expect((await fixture.hub.record(orderNo)).order).toMatchObject({ state: "settling", charge: { amount: 600 } });
  });

  it("takes no return back that is charged, or that there is not", async () => {
    const orderNo = await fixture.hub.lent();
    expect(problem(await decide(orderNo, { act: "mark-not-returned", loanNo: 1 }))).toEqual([
      409,
      "order/illegal-event",
    ]);
    await fixture.hub.clock.pass(hour);
    await back();
    await fixture.hub.clock.pass(minute);
    const before = await fixture.hub.record(orderNo);
    expect(problem(await decide(orderNo, { act: "mark-not-returned", loanNo: 1 }))).toEqual([
      409,
      "order/return-charged",
    ]);
    expect(await fixture.hub.record(orderNo)).toEqual(before);
  });

  it("of another operator stands under the other name", async () => {
    const orderNo = await fixture.hub.lent();
    await decide(orderNo, { act: "pause-billing" }, { authorization: `Bearer ${otherOperatorToken}` });
    await decide(orderNo, { act: "resume-billing" });
    const { audit } = await fixture.hub.record(orderNo);
    expect(audit.slice(-2).map(({ actor }) => actor)).toEqual(["operator/wei", "operator/lin"]);
  });

  it("may be any that an operator can decide", async () => {
    const orderNo = await fixture.hub.lent();
    const until = fixture.hub.clock.now() + 2 * tariff.longestLoanHours * hour;
    for (const act of [
      { act: "extend", until },
      { act: "lower-amount", amount: 500 },
      { act: "waive" },
      { act: "mark-lost", loanNo: 1 },
    ]) {
      expect((await decide(orderNo, act)).statusCode).toBe(200);
    }
    await fixture.hub.clock.pass(0);
    expect((await fixture.hub.record(orderNo)).order).toMatchObject({ expiresAt: until, charge: { amount: 0 } });
  });

  it("that means nothing to it, or is none, is refused and changes nothing", async () => {
    const orderNo = await fixture.hub.lent();
    const before = await fixture.hub.record(orderNo);
    const reason = "because";
    expect(problem(await acts(orderNo, { act: { act: "close-review" }, reason }))).toEqual([
      409,
      "order/illegal-event",
    ]);
    for (const wrong of [
      {},
      { act: { act: "close-review" } },
      { act: { act: "close-review" }, reason: "" },
      { act: { act: "open-all-doors" }, reason },
      { act: { act: "mark-returned", loanNo: 1, at: "now" }, reason },
      { act: { act: "lower-amount", amount: -1 }, reason },
    ]) {
      expect(problem(await acts(orderNo, wrong))).toEqual([400, "request/invalid"]);
    }
    expect(problem(await acts("20990101000000000000", { act: { act: "close-review" }, reason }))).toEqual([
      404,
      "order/unknown",
    ]);
    expect(await fixture.hub.record(orderNo)).toEqual(before);
  });
});

describe("the preview of an act", () => {
  const preview = (orderNo: string, act: object, language = "en") =>
    call("POST", `/orders/${orderNo}/acts/preview`, { act }, { ...operator, "accept-language": language });

  it("shows what the act then does, and does nothing", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(90 * minute);
    const at = fixture.hub.clock.now() - 30 * minute;
    const before = await fixture.hub.record(orderNo);
    const act = { act: "mark-returned", loanNo: 1, at };
    const answer = await preview(orderNo, act);
    expect(answer.json()).toMatchObject({
      revision: before.audit.length,
      before: { state: "active", loans: [{ loanNo: 1, state: "lent" }], amount: 600 },
      after: {
        state: "settling",
        loans: [{ loanNo: 1, state: "returned", returnedAt: at }],
        amount: 300,
        charge: { kind: "rent", state: "due" },
      },
      money: { charged: 300, givenUp: 0, collected: 0, refunded: 0 },
      effects: [{ type: "complete-credit", says: "asks the provider to collect 3.00 of rent" }],
    });
    expect(await fixture.hub.record(orderNo)).toEqual(before);
    const done = (await decide(orderNo, act)).json<{ order: Order }>();
    expect(done.order).toMatchObject({ state: "settling", charge: { amount: 300 } });
  });

  it("shows under review that the hub does nothing by itself", async () => {
    const orderNo = await fixture.hub.lent();
    await back(3, "BANK07", { at: { latest: 0, uncertainty: null } });
    const answer = await preview(orderNo, { act: "mark-returned", loanNo: 1, at: fixture.hub.clock.now() });
    expect(answer.json()).toMatchObject({ before: { review: "return-undated", paused: false }, effects: [] });
  });

  it("of an act that is not possible is refused as the act is, in the operator's language", async () => {
    const orderNo = await fixture.hub.lent();
    for (const answer of [
      await preview(orderNo, { act: "close-review" }),
      await decide(orderNo, { act: "close-review" }),
    ])
      expect(answer.json()).toMatchObject({
        code: "order/illegal-event",
        obstacle: "not-under-review",
        detail: "The order is not under review.",
      });
    expect((await preview(orderNo, { act: "cancel" }, "zh")).json()).toMatchObject({
      obstacle: "something-lent",
      detail: "物品已借出过，订单只能结算，不能撤销。",
    });
    expect(problem(await preview(orderNo, { act: "lower-amount", amount: 9900 }))).toEqual([
      409,
      "order/out-of-bounds",
    ]);
    expect(problem(await preview("20990101000000000000", { act: "waive" }))).toEqual([404, "order/unknown"]);
  });

  it("that another change has overtaken lets nothing be done", async () => {
    const orderNo = await fixture.hub.lent();
    const { revision } = (await preview(orderNo, { act: "waive" })).json<{ revision: number }>();
    await decide(orderNo, { act: "pause-billing" });
    const before = await fixture.hub.record(orderNo);
    const stale = await call("POST", `/orders/${orderNo}/acts`, { act: { act: "waive" }, reason: "because", revision });
    expect(problem(stale)).toEqual([409, "order/changed"]);
    expect(await fixture.hub.record(orderNo)).toEqual(before);
    const again = (await preview(orderNo, { act: "waive" })).json<{ revision: number }>();
    const fresh = { act: { act: "waive" }, reason: "because", revision: again.revision };
    expect((await call("POST", `/orders/${orderNo}/acts`, fresh)).statusCode).toBe(200);
  });
});

describe("the timeline of an order", () => {
  it("has the cabinet's event behind each step, and how the slot looked before", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(hour);
    await back();
    const { audit } = await fixture.hub.record(orderNo);
    const steps = audit.flatMap(({ cause, evidence }) => (evidence ? [[cause.type, evidence] as const] : []));
    expect(steps.map(([type]) => type)).toEqual(["slot-answered", "item-returned"]);
    const [, evidence] = steps[0] ?? [];
    expect(evidence).toMatchObject({ slot: 7, seq: expect.any(Number) as number, at: { uncertainty: 0 } });
    expect(evidence?.before).toMatchObject({ slot: 7, state: "occupied", itemId: "BANK07" });
    const shown = (await call("GET", `/orders/${orderNo}`)).json<OrderRecord>();
    expect(shown.audit.find(({ cause }) => cause.type === "slot-answered")?.evidence).toEqual(evidence);
  });
});
