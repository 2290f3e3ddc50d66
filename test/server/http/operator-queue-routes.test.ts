import { describe, expect, it } from "vitest";
import type { CabinetEvent } from "../../../protocol/upward.ts";
import { operator } from "../../support/http-fixture.ts";
import { cabinetId, riderId, usualPlan } from "../../support/hub-fixture.ts";
import { refused, tariff } from "../rental/examples.ts";
import { call, fixture, problem, useOperatorRoutes } from "./operator-fixture.ts";

useOperatorRoutes();

const minute = 60_000;
const hour = 60 * minute;

const back = (slot = 3, itemId = "BANK07", changes: Partial<CabinetEvent> = {}) =>
  fixture.hub.happens({ kind: "returned", slot, itemId, source: "report" }, changes);
const decide = (orderNo: string, act: object, headers = operator) =>
  call("POST", `/orders/${orderNo}/acts`, { act, reason: "because" }, headers);

describe("the queue", () => {
  type Entry = { readonly orderNo?: string; readonly about?: object };
  /** The lists without what each entry says of its order, which is that order's summary; the counts are theirs. */
  const queue = async () => {
    const answer = (await call("GET", "/queue")).json<Record<string, Entry[]> & { counts: object }>();
    const { counts, ...lists } = answer;
    expect(counts).toEqual(Object.fromEntries(Object.entries(lists).map(([name, { length }]) => [name, length])));
    const withoutAbout = ({ about, ...entry }: Entry) => {
      if (entry.orderNo !== undefined) expect(about).toMatchObject({ orderNo: entry.orderNo, cabinetId });
      return entry;
    };
    return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.map(withoutAbout)]));
  };
  const nothing = {
    review: [],
    unmatchedReturns: [],
    overdue: [],
    owed: [],
    notCollected: [],
    inDoubt: [],
    riders: [],
    reported: [],
    objections: [],
  };

  it("holds what is overdue, and what an operator must decide", async () => {
    const orderNo = await fixture.hub.lent();
    expect(await queue()).toEqual(nothing);
    const { expiresAt } = (await fixture.hub.record(orderNo)).order;
    await fixture.hub.clock.pass(expiresAt - fixture.hub.clock.now());
    const overdue = [{ orderNo, itemId: "BANK07", since: expiresAt }];
    expect(await queue()).toEqual({ ...nothing, overdue });

    await back(3, "BANK07", { at: { latest: fixture.hub.clock.now(), uncertainty: null } });
    const why = expect.stringContaining("clock") as string;
    const advice = expect.stringContaining("mark-returned") as string;
    const facts = { code: "return-undated" };
    const review = [{ orderNo, since: fixture.hub.clock.now(), code: "return-undated", facts, why, advice }];
    expect(await queue()).toEqual({ ...nothing, review });
  });

  it("holds collections that failed, with the next try, until they succeed", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(hour);
    fixture.hub.credit.script("complete", refused("payment-failed"), refused("payment-failed"));
    await back();
    const returnedAt = fixture.hub.clock.now();
    await fixture.hub.clock.pass(0);
    const nextTryAt = fixture.hub.clock.now() + minute;
    const failed = { orderNo, amount: 300, returnedAt, failures: 1, nextTryAt };
    expect(await queue()).toEqual({ ...nothing, notCollected: [failed] });
    await fixture.hub.clock.pass(minute);
    expect(await queue()).toMatchObject({ notCollected: [{ failures: 2, nextTryAt: nextTryAt + 24 * hour }] });
    await fixture.hub.clock.pass(24 * hour);
    expect(await queue()).toEqual(nothing);
  });

  it("holds what an operator has to collect, until it is", async () => {
    await fixture.hub.lendBy({ ...usualPlan, tariff: { ...tariff, collectedBy: "merchant" } });
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(hour);
    await back();
    const returnedAt = fixture.hub.clock.now();
    await fixture.hub.clock.pass(0);
    expect(await queue()).toEqual({ ...nothing, owed: [{ orderNo, amount: 300, returnedAt }] });
    await decide(orderNo, { act: "mark-collected", amount: 300 });
    expect(await queue()).toEqual(nothing);
  });

  it("holds what is in doubt from the first minute, and says when its rider has left", async () => {
    fixture.hub.runner.start();
    const orderNo = await fixture.hub.request();
    await fixture.hub.confirm(orderNo);
    expect(await queue()).toEqual(nothing);
    await fixture.hub.clock.pass(20_000);
    const { order } = await fixture.hub.record(orderNo);
    const doubtful = { orderNo, loanNo: 1, cabinetId: "shop-1", slot: 7, ...order.loans[0]?.doubt };
    expect(await queue()).toEqual({ ...nothing, inDoubt: [doubtful] });
    await fixture.hub.orderService.apply(orderNo, { type: "rider-left" }, `rider/${riderId}`);
    const left = fixture.hub.clock.now();
    expect(await queue()).toMatchObject({ inDoubt: [{ ...doubtful, left }], reported: [{ orderNo }] });
    await fixture.hub.opens();
    expect(await queue()).toMatchObject({ inDoubt: [], reported: [] });
  });

  it("holds riders who let many orders go or report much, with counts that fade", async () => {
    for (let times = 1; times <= 3; times++) {
      await fixture.hub.clock.pass(minute);
      await fixture.hub.orderService.apply(await fixture.hub.request(), { type: "given-up" }, `rider/${riderId}`);
      fixture.hub.runner.start();
      await fixture.hub.clock.pass(0);
      if (times < 3) expect(await queue()).toEqual(nothing);
    }
    const counts = { letGo: 3, letGoInWeek: 3, reports: 0, refuted: 0 };
    const pausedUntil = fixture.hub.clock.now() + 30_000;
    expect(await queue()).toEqual({ ...nothing, riders: [{ riderId, ...counts, pausedUntil }] });
    await fixture.hub.clock.pass(30_000);
    expect(await queue()).toEqual({ ...nothing, riders: [{ riderId, ...counts }] });
    const shown = await call("GET", `/orders/${await fixture.hub.request()}`);
    expect(shown.json()).toMatchObject({ rider: counts });
    await fixture.hub.clock.pass(24 * hour);
    expect(await queue()).toMatchObject({ riders: [] });
  });

  it("has the oldest entries first, and an item that is out too long only if it is", async () => {
    const first = await fixture.hub.lent();
    await fixture.hub.orderService.apply(first, { type: "rider-objected", objection: { kind: "other" } }, "hub");
    await fixture.hub.clock.pass(minute);
    await fixture.hub.orderService.apply(first, { type: "rider-objected", objection: { kind: "item-broken" } }, "hub");
    const { expiresAt } = (await fixture.hub.record(first)).order;
    await decide(first, { act: "extend", until: expiresAt + hour });
    await fixture.hub.clock.pass(expiresAt + minute - fixture.hub.clock.now());
    const { objections, overdue } = await queue();
    expect(objections).toMatchObject([{ code: "other" }, { code: "item-broken" }]);
    expect(overdue).toEqual([]);
  });

  it("holds riders' reports until something bears them out", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.orderService.apply(
      orderNo,
      { type: "rider-reported", loanNo: 1, report: { claim: "returned" } },
      `rider/${riderId}`,
    );
    const at = fixture.hub.clock.now();
    expect(await queue()).toEqual({ ...nothing, reported: [{ orderNo, loanNo: 1, claim: "returned", at }] });
    await back();
    expect(await queue()).toEqual(nothing);
  });
});

describe("an unmatched return", () => {
  interface Unmatched {
    key: string;
    event: CabinetEvent;
  }
  const unmatchedEvents = async () => (await call("GET", "/unmatched-events")).json<Unmatched[]>();
  const assign = (key: string, orderNo: string, loanNo = 1, more: object = { itemIdDiffers: true }) =>
    call("POST", `/unmatched-events/${encodeURIComponent(key)}/assign`, {
      orderNo,
      loanNo,
      reason: "the rider's photograph",
      ...more,
    });
  const keyOf = async (index = 0) => (await unmatchedEvents())[index]?.key ?? "";

  it("is shown until somebody says whose it was; then it ends that loan, and is kept with it", async () => {
    expect(await unmatchedEvents()).toEqual([]);
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(hour);
    await back(2, "STRANGER");
    const at = fixture.hub.clock.now();
    expect(await unmatchedEvents()).toMatchObject([{ cabinetId, event: { body: { itemId: "STRANGER" } } }]);
    await fixture.hub.clock.pass(hour);
    const key = await keyOf();
    const answer = await assign(key, orderNo);
    expect(answer.statusCode).toBe(200);
    const match = { orderNo, loanNo: 1, actor: "operator/lin", reason: "the rider's photograph" };
    expect(answer.json()).toMatchObject({
      order: {
        loans: [{ state: "returned", returned: { at, slot: 2, place: { cabinetId } } }],
        charge: { amount: 300 },
      },
      unmatchedEvents: [{ match: { ...match, at: fixture.hub.clock.now() } }],
    });
    expect((await fixture.hub.record(orderNo)).audit.some(({ actor }) => actor === "operator/lin")).toBe(true);
    expect(await unmatchedEvents()).toEqual([]);
    expect(problem(await assign(key, orderNo))).toEqual([404, "event/unknown"]);
  });

  it("is never another loan's a second time", async () => {
    const orderNo = await fixture.hub.lent();
    await back(2, "STRANGER");
    const key = await keyOf();
    await assign(key, orderNo);
    await fixture.hub.clock.pass(0);
    const next = await fixture.hub.request(8);
    const before = await fixture.hub.record(next);
    expect(problem(await assign(key, next))).toEqual([404, "event/unknown"]);
    expect(await fixture.hub.record(next)).toEqual(before);
  });

  it("is not that of an item which was taken later, was never taken, or is back", async () => {
    await fixture.hub.clock.pass(minute);
    await back(2, "STRANGER");
    const key = await keyOf();
    await fixture.hub.clock.pass(minute);
    const orderNo = await fixture.hub.request();
    const fits = async () => problem(await assign(key, orderNo));
    expect(await fits()).toEqual([409, "event/does-not-fit"]);
    fixture.hub.runner.start();
    await fixture.hub.confirm(orderNo);
    expect(await fits()).toEqual([409, "event/does-not-fit"]);
    await fixture.hub.opens();
    expect(await fits()).toEqual([409, "event/does-not-fit"]);
    await back(3);
    await back(4, "STRANGER");
    expect(problem(await assign(await keyOf(1), orderNo))).toEqual([409, "event/does-not-fit"]);
    expect(await unmatchedEvents()).toHaveLength(2);
  });

  it("decides a loan in doubt, and finds what was given up", async () => {
    fixture.hub.runner.start();
    const doubtful = await fixture.hub.request();
    await fixture.hub.confirm(doubtful);
    const result = { outcome: "unknown", reason: "board-silent" } as const;
    await fixture.hub.happens({ kind: "result", commandId: `${doubtful}L1`, slot: 7, result });
    await back(2, "STRANGER");
    expect((await assign(await keyOf(), doubtful)).json()).toMatchObject({ order: { loans: [{ state: "returned" }] } });
    await fixture.hub.clock.pass(minute);
    const lost = await fixture.hub.lent();
    await decide(lost, { act: "mark-lost", loanNo: 1 });
    await back(2, "STRANGER");
    expect((await assign(await keyOf(), lost)).json()).toMatchObject({
      order: { review: {}, loans: [{ state: "lost" }] },
    });
  });

  it("that no clock can date ends the loan too, and an operator sets its time", async () => {
    const orderNo = await fixture.hub.lent();
    await back(2, "STRANGER", { at: { latest: 0, uncertainty: null } });
    expect((await assign(await keyOf(), orderNo)).json()).toMatchObject({
      order: { loans: [{ state: "returned" }], review: { reason: { code: "return-undated" } } },
    });
  });

  it("that names another item than the loan is its return only where the operator says that it differs", async () => {
    const orderNo = await fixture.hub.lent();
    await back(2, "STRANGER");
    const key = await keyOf();
    expect(problem(await assign(key, orderNo, 1, {}))).toEqual([409, "event/other-item"]);
    expect(problem(await assign(key, orderNo, 1, { itemIdDiffers: false }))).toEqual([409, "event/other-item"]);
    expect(await unmatchedEvents()).toHaveLength(1);
    expect((await assign(key, orderNo, 1, { itemIdDiffers: true })).statusCode).toBe(200);
  });

  it("without an id is the loan's without more words", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.happens({ kind: "returned", slot: 2, source: "report" });
    expect((await assign(await keyOf(), orderNo, 1, {})).statusCode).toBe(200);
  });

  it("and any other event is dismissed with a reason, kept among the dismissed, and decided once", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.happens({ kind: "abnormal", what: "smoke" });
    await back(2, "STRANGER");
    const key = await keyOf(1);
    const dismiss = (reason?: string) =>
      call("POST", `/unmatched-events/${encodeURIComponent(key)}/dismiss`, { reason });
    expect(problem(await dismiss())).toEqual([400, "request/invalid"]);
    expect((await dismiss("a technician opened it")).statusCode).toBe(204);
    expect(await unmatchedEvents()).toHaveLength(1);
    const dismissed = (await call("GET", "/unmatched-events?state=dismissed")).json<object[]>();
    expect(dismissed).toMatchObject([{ key, dismissal: { actor: "operator/lin", reason: "a technician opened it" } }]);
    expect(problem(await dismiss("again"))).toEqual([404, "event/unknown"]);
    expect(problem(await assign(key, orderNo))).toEqual([404, "event/unknown"]);
    expect((await call("GET", "/audit")).json()).toMatchObject([
      { act: { what: "unmatched-event-dismissed", key }, cabinetId, reason: "a technician opened it" },
    ]);
  });

  it("is found by cabinet and kind, page by page", async () => {
    for (let no = 0; no < 3; no++) await fixture.hub.happens({ kind: "abnormal", what: "smoke" });
    await back(2, "STRANGER");
    const of = async (query: string) => (await call("GET", `/unmatched-events${query}`)).json<Unmatched[]>();
    expect(await of("?kind=returned")).toHaveLength(1);
    expect(await of(`?kind=abnormal&cabinetId=${cabinetId}`)).toHaveLength(3);
    expect(await of("?cabinetId=shop-9")).toEqual([]);
    const first = await call("GET", "/unmatched-events?limit=3");
    expect(first.json<Unmatched[]>()).toHaveLength(3);
    const next = /^<\/api\/operator([^>]+)>/.exec(String(first.headers["link"]))?.[1] ?? "";
    const second = await call("GET", next);
    expect(second.json<Unmatched[]>()).toHaveLength(1);
    expect(second.headers["link"]).toBeUndefined();
    for (const wrong of ["?limit=0", "?limit=501", "?kind=smoke", "?state=all", "?colour=red"])
      expect(problem(await call("GET", `/unmatched-events${wrong}`))).toEqual([400, "request/invalid"]);
  });

  it("is only what is one, in a cabinet that is ours, of a loan that there is", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.happens({ kind: "removed", slot: 2, source: "report" });
    expect(problem(await assign(await keyOf(), orderNo))).toEqual([409, "event/does-not-fit"]);
    await back(2, "STRANGER");
    const key = await keyOf(1);
    expect(problem(await assign(key, orderNo, 2))).toEqual([409, "event/does-not-fit"]);
    expect(problem(await assign(key, "20990101000000000000"))).toEqual([404, "order/unknown"]);
    expect(problem(await assign("shop-1/journal/1", orderNo))).toEqual([404, "event/unknown"]);
    const unsaid = await call("POST", `/unmatched-events/${encodeURIComponent(key)}/assign`, { orderNo, loanNo: 1 });
    expect(problem(unsaid)).toEqual([400, "request/invalid"]);
  });
});
