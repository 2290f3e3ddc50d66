import { describe, expect, it } from "vitest";
import { distrust } from "../../../server/fleet/distrust.ts";
import { riderTable } from "../../../server/store/rider-table.ts";
import { matchedWith, unmatchedEventTable } from "../../../server/store/unmatched-event-table.ts";
import { ours } from "../../support/http-fixture.ts";
import { cabinetId, riderId, usualPlan } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";
import { act, cookie, entries, fixture, minute, order, stranger, third, useRider } from "./rider-act-fixture.ts";

useRider();

describe("a rider many of whose reports were refuted", () => {
  it("is looked after as before, but billing does not pause", async () => {
    const orderNo = await fixture.hub.lent();
    const now = fixture.hub.clock.now();
    const conduct = { letGo: [], reports: [], refuted: [now, now, now] };
    await fixture.hub.store.transact((tx) => tx.put(riderTable, { riderId, conduct }));
    const { view } = await act(orderNo, "report", { loanNo: 1, claim: "returned" });
    expect(view).toMatchObject({ paused: false, items: [{ reported: "returned" }] });
  });
});

describe("a rider who has reported twelve times today", () => {
  it("is told when the next report may come, of any loan, and a repeated one is answered as before", async () => {
    const orderNo = await fixture.hub.lent();
    const claim = { loanNo: 1, claim: "returned" };
    const first = await act(orderNo, "report", claim, cookie, "first-tap");
    const now = fixture.hub.clock.now();
    const conduct = { letGo: [], reports: Array.from({ length: 12 }, () => now), refuted: [] };
    await fixture.hub.store.transact((tx) => tx.put(riderTable, { riderId, conduct }));
    const other = { ...claim, claim: "not-opened" };
    const refused = await fixture.app.inject({
      method: "POST",
      url: `/api/rider/orders/${orderNo}/report`,
      headers: { cookie, ...ours, "idempotency-key": "other-tap" },
      payload: other,
    });
    expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([429, "86400"]);
    expect(refused.json()).toMatchObject({ code: "rider/too-many-reports", retryAfter: 86_400 });
    expect(await act(orderNo, "report", claim, cookie, "first-tap")).toMatchObject({ status: first.status });
    await fixture.hub.clock.pass(86_400_000);
    expect((await act(orderNo, "report", other, cookie, "third-tap")).code).not.toBe("rider/too-many-reports");
  });
});

describe("a request that comes again because its answer was lost", () => {
  it("renews once under its key, however late it comes, and again under another key", async () => {
    const orderNo = await fixture.hub.lent();
    const first = await act(orderNo, "renew", undefined, cookie, "first-tap");
    await fixture.hub.clock.pass(16_000);
    const again = await act(orderNo, "renew", undefined, cookie, "first-tap");
    expect(again).toMatchObject({ status: 200, view: { renewal: first.view.renewal } });
    expect((await order(orderNo)).renewals).toBe(1);
    expect(
      (await fixture.hub.record(orderNo)).audit.filter(({ request }) => request?.key === "first-tap"),
    ).toHaveLength(1);
    await act(orderNo, "renew", undefined, cookie, "other-tap");
    expect((await order(orderNo)).renewals).toBe(2);
    expect((await act(orderNo, "renew", undefined, cookie, "first-tap")).status).toBe(200);
    expect((await order(orderNo)).renewals).toBe(2);
  });

  it("reports once under its key, also when the report was decided meanwhile", async () => {
    const orderNo = await fixture.hub.lent();
    const report = { loanNo: 1, claim: "returned" };
    await act(orderNo, "report", report, cookie, "report-1");
    const record = await fixture.hub.record(orderNo);
    await act(orderNo, "report", { ...report, claim: "not-opened" }, cookie, "report-2");
    await act(orderNo, "report", report, cookie, "report-1");
    expect((await order(orderNo)).loans[0]?.report).toMatchObject({ claim: "not-opened", count: 2 });
    expect(record.audit.at(-1)?.request?.key).toBe("report-1");
  });

  it("is refused with the key of another request", async () => {
    const orderNo = await fixture.hub.lent();
    await act(orderNo, "report", { loanNo: 1, claim: "returned" }, cookie, "same-key");
    const reused = { status: 422, code: "request/key-reused" };
    const other = { loanNo: 1, claim: "not-opened" };
    expect(await act(orderNo, "report", other, cookie, "same-key")).toMatchObject(reused);
    expect(await act(orderNo, "renew", undefined, cookie, "same-key")).toMatchObject(reused);
    expect((await order(orderNo)).loans[0]?.report?.count).toBe(1);
  });

  it.each([null, "", "short", "x".repeat(65), "with blank", "ünïcode-key"])(
    "can't be known with the key %j, so that it renews and reports nothing",
    async (key) => {
      const orderNo = await fixture.hub.lent();
      const invalid = { status: 400, code: "request/invalid" };
      expect(await act(orderNo, "renew", undefined, cookie, key)).toMatchObject(invalid);
      expect(await act(orderNo, "report", { loanNo: 1, claim: "returned" }, cookie, key)).toMatchObject(invalid);
    },
  );

  it("needs no key where the order's state says that it was done", async () => {
    const orderNo = await fixture.hub.request();
    expect((await act(orderNo, "give-up", undefined, cookie, null)).status).toBe(200);
    expect((await act(orderNo, "give-up", undefined, cookie, "short")).status).toBe(400);
  });
});

describe("a report", () => {
  it("pauses billing while somebody looks, and counts once", async () => {
    const orderNo = await fixture.hub.lent();
    const report = { loanNo: 1, claim: "not-opened" };
    expect(await act(orderNo, "report", report)).toMatchObject({
      status: 200,
      view: { paused: true, items: [{ reported: "not-opened", mayReport: ["returned"] }] },
    });
    const before = await entries(orderNo);
    expect(await act(orderNo, "report", report)).toMatchObject({ status: 200 });
    expect(await entries(orderNo)).toBe(before);
  });

  it("is refused of an item that is not out", async () => {
    const orderNo = await fixture.hub.request();
    const refused = { status: 409, code: "order/not-reportable" };
    expect(await act(orderNo, "report", { loanNo: 1, claim: "returned" })).toMatchObject(refused);
    const lent = await fixture.hub.request(8, stranger);
    expect(await act(lent, "report", { loanNo: 2, claim: "returned" }, await fixture.logIn(stranger))).toMatchObject(
      refused,
    );
  });

  it("by the code of a slot says where the item is; a code that is not ours says nothing", async () => {
    const orderNo = await fixture.hub.lent();
    for (const [code, problem] of [
      ["x", "code/unknown"],
      [await revoked(3), "code/revoked"],
    ] as const) {
      expect((await act(orderNo, "report", { loanNo: 1, claim: "returned", code })).code).toBe(problem);
    }
    expect((await order(orderNo)).loans[0]?.report).toBeUndefined();
    await act(orderNo, "report", { loanNo: 1, claim: "returned", code: await fixture.code(3) });
    expect((await order(orderNo)).loans[0]?.report?.where).toEqual({ cabinetId, slot: 3 });
  });
});

async function revoked(slot: number): Promise<string> {
  const code = await fixture.code(slot);
  await fixture.hub.codes.revoke(code.split(".")[0] ?? "");
  return code;
}

describe("an unmatched return where the rider says that the item is", () => {
  const unread = [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => ({ slot, state: "occupied" as const }));
  const back = (slot: number) => fixture.hub.happens({ kind: "returned", slot, source: "report" });
  const says = async (orderNo: string, slot?: number, as = cookie) =>
    act(orderNo, "report", { loanNo: 1, claim: "returned", ...(slot && { code: await fixture.code(slot) }) }, as);

  /** An item without an id out of a slot. */
  async function lentUnread(slot: number, rider = riderId): Promise<string> {
    const orderNo = await fixture.hub.request(slot, rider);
    fixture.hub.credit.riderId = rider;
    await fixture.hub.confirm(orderNo);
    const result = { outcome: "opened" } as const;
    await fixture.hub.happens({ kind: "result", commandId: `${orderNo}L1`, slot, result });
    return orderNo;
  }

  /** Two riders with items that nobody can tell apart. */
  async function two(): Promise<[string, string]> {
    await fixture.hub.snapshot(unread);
    fixture.hub.runner.start();
    return [await lentUnread(7), await lentUnread(8, stranger)];
  }

  /** A cabinet that has lent nothing. */
  const elsewhere = "shop-2";
  async function backElsewhere(): Promise<string> {
    await fixture.hub.registry.register({ cabinetId: elsewhere, name: "书店", address: "人民路2号", slots: 8 });
    const journal = { id: "journal-0002", first: 1, last: 0 };
    await fixture.hub.birth({ journal }, elsewhere);
    const event = fixture.hub.event({ kind: "returned", slot: 3, source: "report" }, { journalId: journal.id, seq: 1 });
    await fixture.hub.hear("event", event, elsewhere);
    return (await fixture.hub.codes.issue(elsewhere, 3)).text;
  }

  /**
   * Two loans out of this cabinet, and a return into slot 3: it came after the command for the other loan's slot and before
   * that opened, so that it can only be mine. `uncertainty`: of the bridge's clock, ms.
   */
  async function mineIsBack(uncertainty = 0): Promise<{ mine: string; returnedAt: number }> {
    await fixture.hub.snapshot(unread);
    fixture.hub.runner.start();
    const mine = await lentUnread(7);
    await fixture.hub.clock.pass(90 * minute);
    const theirs = await fixture.hub.request(8, stranger);
    fixture.hub.credit.riderId = stranger;
    await fixture.hub.confirm(theirs);
    await fixture.hub.clock.pass(4000);
    const returnedAt = fixture.hub.clock.now();
    await fixture.hub.clock.pass(4000);
    const result = { outcome: "opened" } as const;
    await fixture.hub.happens({ kind: "result", commandId: `${theirs}L1`, slot: 8, result });
    const at = { latest: returnedAt - uncertainty, uncertainty };
    await fixture.hub.happens({ kind: "returned", slot: 3, source: "report" }, { at });
    expect(await fixture.hub.unmatchedEvents()).toHaveLength(1);
    await fixture.hub.clock.pass(60 * minute);
    return { mine, returnedAt };
  }

  it("ends the loan at the time at which it went in where no other loan can be meant", async () => {
    const { mine, returnedAt } = await mineIsBack();
    const { view } = await says(mine, 3);
    expect(view).toMatchObject({ amount: 600, items: [{ state: "returned", returnedAt, returnedTo: { slot: 3 } }] });
    expect(await fixture.hub.unmatchedEvents()).toEqual([]);
    const matched = await fixture.hub.store.transact((tx) => tx.page(unmatchedEventTable, matchedWith(mine), 9));
    expect(matched.map(({ match }) => match)).toEqual([
      { orderNo: mine, loanNo: 1, actor: `rider/${riderId}`, at: fixture.hub.clock.now() },
    ]);
    const again = await says(mine, 3);
    expect(again).toMatchObject({ status: 200, view: { amount: 600 } });
  });

  it("whose uncertainty changes the price is settled only once a snapshot bears it out", async () => {
    await fixture.hub.lendBy({ ...usualPlan, tariff: { ...tariff, freeMinutes: 85 } });
    const { mine } = await mineIsBack(8 * minute);
    expect((await says(mine, 3)).view.items[0]).toMatchObject({ state: "returned" });
    expect(await order(mine)).toMatchObject({ state: "active", loans: [{ returned: { unproven: true } }] });
    await fixture.hub.snapshot(unread);
    await fixture.hub.clock.pass(0);
    expect((await order(mine)).state).toBe("settled");
  });

  it("whose uncertainty changes the price is settled at once where a snapshot has shown the item since", async () => {
    await fixture.hub.lendBy({ ...usualPlan, tariff: { ...tariff, freeMinutes: 85 } });
    const { mine } = await mineIsBack(8 * minute);
    await fixture.hub.snapshot(unread);
    await says(mine, 3);
    await fixture.hub.clock.pass(0);
    expect((await order(mine)).state).toBe("settled");
  });

  it("in a distrusted cabinet is left to an operator", async () => {
    const { mine } = await mineIsBack();
    const reason = { code: "more-items-than-slots", slots: 8 } as const;
    await fixture.hub.store.transact((tx) => distrust(tx, cabinetId, reason, fixture.hub.clock.now()));
    await isLeftToAnOperator(mine, await fixture.code(3));
  });

  it("in another cabinet than the one that lent the item is left to an operator", async () => {
    await fixture.hub.snapshot(unread);
    fixture.hub.runner.start();
    const mine = await lentUnread(7);
    await fixture.hub.clock.pass(90 * minute);
    await isLeftToAnOperator(mine, await backElsewhere());
  });

  async function isLeftToAnOperator(mine: string, code: string): Promise<void> {
    const { view } = await act(mine, "report", { loanNo: 1, claim: "returned", code });
    expect(view.items[0]).toMatchObject({ state: "lent", reported: "returned" });
    await fixture.hub.clock.pass(60 * minute);
    expect((await order(mine)).review?.reason).toEqual({ code: "report-not-borne-out", claim: "returned" });
    expect(await fixture.hub.unmatchedEvents()).toHaveLength(1);
  }

  /** Another rider's item without an id, out of another cabinet. */
  async function lentElsewhere(): Promise<string> {
    const { hub } = fixture;
    const { connection } = hub;
    await hub.registry.register({ cabinetId: elsewhere, name: "书店", address: "人民路2号", slots: 8 });
    const journal = { id: "journal-0002", first: 1, last: 0 };
    await hub.birth({ journal }, elsewhere);
    await hub.shows(unread, {}, elsewhere);
    const { text } = await hub.codes.issue(elsewhere, 2);
    const { orderNo } = await hub.startOrder.start(text, { riderId: third }, 1);
    hub.credit.riderId = third;
    await hub.confirm(orderNo);
    const result = { kind: "result", commandId: `${orderNo}L1`, slot: 2, result: { outcome: "opened" } } as const;
    const at = { latest: hub.clock.now(), uncertainty: 0 };
    await hub.hear("event", { v: 1, journalId: journal.id, seq: 1, at, body: result }, elsewhere);
    hub.connection = connection;
    return orderNo;
  }

  it("that can be another rider's is left to an operator, also where that one has not noticed yet", async () => {
    fixture.hub.runner.start();
    const theirs = await lentElsewhere();
    const { mine } = await mineIsBack();
    expect((await order(theirs)).loans[0]?.state).toBe("lent");
    await isLeftToAnOperator(mine, await fixture.code(3));
    expect((await order(theirs)).loans[0]?.state).toBe("lent");
  });

  it("that could be another rider's when it came stays an operator's case when that loan has ended", async () => {
    const [mine, theirs] = await two();
    await fixture.hub.clock.pass(minute);
    await back(3);
    const lost = {
      type: "operator-acted",
      act: { act: "mark-returned", loanNo: 1, at: fixture.hub.clock.now() },
    } as const;
    await fixture.hub.orderService.apply(theirs, { ...lost, reason: "seen" }, "operator/lin");
    expect((await says(mine, 3)).view.items[0]).toMatchObject({ state: "lent", reported: "returned" });
    expect(await fixture.hub.unmatchedEvents()).toMatchObject([{ ambiguous: true }]);
  });

  it("that can be another item of the same order is left to an operator", async () => {
    await fixture.hub.snapshot(unread);
    fixture.hub.runner.start();
    const orderNo = await fixture.hub.request(7, riderId, 2);
    fixture.hub.credit.riderId = riderId;
    await fixture.hub.confirm(orderNo);
    for (const [index, { slot }] of (await order(orderNo)).loans.entries()) {
      const result = { outcome: "opened" } as const;
      await fixture.hub.happens({ kind: "result", commandId: `${orderNo}L${index + 1}`, slot, result });
    }
    await fixture.hub.clock.pass(minute);
    await back(3);
    expect((await says(orderNo, 3)).view.items.map(({ state }) => state)).toEqual(["lent", "lent"]);
    expect(await fixture.hub.unmatchedEvents()).toHaveLength(1);
  });

  it.each([
    ["in another slot", [4], 3],
    ["in a slot that the rider does not name", [3], undefined],
    ["that is one of two", [3, 3], 3],
  ] as const)("%s is left to an operator", async (_what, slots, named) => {
    const [mine] = await two();
    await fixture.hub.clock.pass(minute);
    for (const slot of slots) await back(slot);
    expect((await says(mine, named)).view.items[0]).toMatchObject({ state: "lent", reported: "returned" });
    expect(await fixture.hub.unmatchedEvents()).toHaveLength(slots.length);
  });

  it("from before the opening is not this item's", async () => {
    await fixture.hub.snapshot(unread);
    fixture.hub.runner.start();
    await back(3);
    await fixture.hub.clock.pass(minute);
    const mine = await lentUnread(7);
    expect((await says(mine, 3)).view.items[0]?.state).toBe("lent");
  });

  it("is no proof that the slot never opened", async () => {
    const [mine] = await two();
    await back(3);
    const code = await fixture.code(3);
    const { view } = await act(mine, "report", { loanNo: 1, claim: "not-opened", code });
    expect(view.items[0]).toMatchObject({ state: "lent", reported: "not-opened" });
    expect(await fixture.hub.unmatchedEvents()).toHaveLength(1);
  });

  it("of an item with an id is not that of an item which has none", async () => {
    const [mine] = await two();
    await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "STRANGER", source: "report" });
    expect((await says(mine, 3)).view.items[0]?.state).toBe("lent");
    expect(await fixture.hub.unmatchedEvents()).toHaveLength(1);
  });

  it("of an item without an id is not that of an item which has one", async () => {
    const orderNo = await fixture.hub.lent();
    await back(3);
    expect((await says(orderNo, 3)).view.items[0]?.state).toBe("lent");
  });
});
