import { describe, expect, it } from "vitest";
import { orderTable } from "../../../server/store/order-table.ts";
import { cabinetId, riderId } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";
import { act, entries, fixture, minute, order, stranger, useRider } from "./rider-act-fixture.ts";

useRider();

/** An order whose slot 7 did not open, so that the next best is offered. */
async function offered(items = 1): Promise<string> {
  fixture.hub.runner.start();
  const orderNo = await fixture.hub.request(7, riderId, items);
  await fixture.hub.confirm(orderNo);
  const result = { outcome: "refused", reason: "lock-fault" } as const;
  await fixture.hub.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
  await fixture.hub.clock.pass(0);
  return orderNo;
}

describe("an act on an order", () => {
  it.each([
    ["give-up", undefined],
    ["offer", { accepted: true }],
    ["renew", undefined],
    ["report", { loanNo: 1, claim: "returned" }],
  ])("of somebody else, %s, is as unknown as one on no order, and changes nothing", async (name, payload) => {
    const orderNo = await fixture.hub.lent();
    const before = await fixture.hub.record(orderNo);
    const other = await fixture.logIn(stranger);
    expect(await act(orderNo, name, payload, other)).toMatchObject({ status: 404, code: "order/unknown" });
    expect(await act("20990101000000000000", name, payload)).toMatchObject({ status: 404, code: "order/unknown" });
    expect(await fixture.hub.record(orderNo)).toEqual(before);
  });

  it.each([
    ["offer", undefined],
    ["offer", {}],
    ["offer", { accepted: "yes" }],
    ["offer", { accepted: true, slot: 3 }],
    ["report", undefined],
    ["report", { loanNo: 1 }],
    ["report", { loanNo: 0, claim: "returned" }],
    ["report", { loanNo: 1, claim: "stolen" }],
    ["report", { loanNo: 1, claim: "returned", code: "x".repeat(81) }],
    ["report", { loanNo: 1, claim: "returned", where: { cabinetId } }],
  ])("%s with %j is refused", async (name, payload) => {
    const orderNo = await fixture.hub.lent();
    expect(await act(orderNo, name, payload)).toMatchObject({ status: 400, code: "request/invalid" });
  });
});

describe("an order under review", () => {
  it.each([
    ["a request", () => fixture.hub.request(), "give-up", undefined, "order/not-cancellable"],
    ["an offer", () => offered(), "give-up", undefined, "order/not-cancellable"],
    ["an offer", () => offered(), "offer", { accepted: true }, "order/no-offer"],
    ["a loan", () => fixture.hub.lent(), "renew", undefined, "order/not-renewable"],
    ["a loan", () => fixture.hub.lent(), "report", { loanNo: 1, claim: "returned" }, "order/not-reportable"],
  ] as const)("is left alone: %s", async (_what, make, name, payload, code) => {
    const orderNo = await make();
    const record = await fixture.hub.record(orderNo);
    const review = { since: fixture.hub.clock.now(), reason: { code: "opening-unresolved" as const } };
    const reviewed = { ...record, order: { ...record.order, review }, effects: [] };
    await fixture.hub.store.transact((tx) => tx.put(orderTable, reviewed));
    expect(await act(orderNo, name, payload)).toMatchObject({ status: 409, code });
    expect(await fixture.hub.record(orderNo)).toEqual(reviewed);
  });
});

describe("giving up", () => {
  it("ends an order that is not confirmed yet, once, however often the phone says it", async () => {
    const orderNo = await fixture.hub.request();
    expect(await act(orderNo, "give-up")).toMatchObject({ status: 200 });
    expect((await fixture.hub.record(orderNo)).audit.at(1)).toMatchObject({ actor: `rider/${riderId}` });
    const before = await entries(orderNo);
    expect(await act(orderNo, "give-up")).toMatchObject({ status: 200 });
    expect(await entries(orderNo)).toBe(before);
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(0);
    const ended = await act(orderNo, "give-up");
    expect(ended).toMatchObject({ status: 200, view: { phase: "lapsed", lapseReason: "given-up" } });
  });

  it("declines the slot that is offered, also twice", async () => {
    const orderNo = await offered();
    expect(await act(orderNo, "give-up")).toMatchObject({ status: 200, view: { phase: "not-opened" } });
    await fixture.hub.clock.pass(0);
    expect(await act(orderNo, "give-up")).toMatchObject({ status: 200, view: { phase: "not-opened" } });
    expect(fixture.hub.link.openings.map(({ slot }) => slot)).toEqual([7]);
  });

  it("is refused afterwards", async () => {
    const orderNo = await fixture.hub.lent();
    expect(await act(orderNo, "give-up")).toMatchObject({ status: 409, code: "order/not-cancellable" });
  });

  it("is refused of an order that nobody gave up but that came to nothing", async () => {
    const orderNo = await fixture.hub.request();
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(5 * minute);
    expect((await order(orderNo)).lapseReason).toBe("not-confirmed");
    expect(await act(orderNo, "give-up")).toMatchObject({ status: 409, code: "order/not-cancellable" });
  });
});

describe("a slot that is offered", () => {
  it("opens once it is taken, once, however often the phone says so", async () => {
    const orderNo = await offered();
    const taken = await act(orderNo, "offer", { accepted: true });
    expect(taken).toMatchObject({ status: 200, view: { phase: "opening", items: [{ slot: 7 }, { slot: 1 }] } });
    await fixture.hub.clock.pass(0);
    expect(fixture.hub.link.openings.map(({ slot }) => slot)).toEqual([7, 1]);
    const before = await entries(orderNo);
    expect(await act(orderNo, "offer", { accepted: true })).toMatchObject({ status: 200 });
    expect(await entries(orderNo)).toBe(before);
    expect(await act(orderNo, "offer", { accepted: false })).toMatchObject({ status: 409, code: "order/no-offer" });
  });

  it("is let go once it is declined", async () => {
    const orderNo = await offered();
    expect(await act(orderNo, "offer", { accepted: false })).toMatchObject({ view: { phase: "not-opened" } });
    expect(await act(orderNo, "offer", { accepted: false })).toMatchObject({ status: 200 });
    expect(await act(orderNo, "offer", { accepted: true })).toMatchObject({ status: 409, code: "order/no-offer" });
    await fixture.hub.clock.pass(minute);
    expect((await order(orderNo)).state).toBe("cancelled");
    expect(fixture.hub.link.openings.map(({ slot }) => slot)).toEqual([7]);
  });

  it("can't be taken when its time is over", async () => {
    const orderNo = await offered();
    await fixture.hub.runner.stop();
    await fixture.hub.clock.pass(minute + 1);
    expect(await act(orderNo, "offer", { accepted: true })).toMatchObject({ status: 409, code: "order/no-offer" });
    expect((await order(orderNo)).loans[1]).toMatchObject({ state: "waiting" });
  });

  it("is none where there was no trouble", async () => {
    const orderNo = await fixture.hub.lent();
    for (const accepted of [true, false]) {
      expect(await act(orderNo, "offer", { accepted })).toMatchObject({ status: 409, code: "order/no-offer" });
    }
  });
});

describe("a renewal", () => {
  it("gives a longest loan's time more, and the wallet is told", async () => {
    const orderNo = await fixture.hub.lent();
    const { expiresAt } = await order(orderNo);
    const longest = tariff.longestLoanHours * 60 * minute;
    const { view } = await act(orderNo, "renew");
    expect(view).toMatchObject({
      overdueAt: expiresAt + longest,
      renewal: { until: expiresAt + 2 * longest, left: 1 },
    });
    await fixture.hub.clock.pass(0);
    expect(fixture.hub.credit.calls.at(-1)).toMatch(/^modify /);
  });

  it("is as many as the rider taps, to the number that the tariff allows", async () => {
    const orderNo = await fixture.hub.lent();
    await act(orderNo, "renew");
    expect((await act(orderNo, "renew")).view).not.toHaveProperty("renewal");
    expect((await order(orderNo)).renewals).toBe(2);
    expect(await act(orderNo, "renew")).toMatchObject({ status: 409, code: "order/not-renewable" });
  });

  it("needs something that is out", async () => {
    const orderNo = await fixture.hub.request();
    expect(await act(orderNo, "renew")).toMatchObject({ status: 409, code: "order/not-renewable" });
  });
});

describe("leaving", () => {
  /** The cabinet does not answer. */
  async function inDoubt(): Promise<string> {
    fixture.hub.runner.start();
    const orderNo = await fixture.hub.request();
    await fixture.hub.confirm(orderNo);
    return orderNo;
  }

  it("is possible once twenty seconds have shown nothing, and the rider may borrow elsewhere then", async () => {
    const orderNo = await inDoubt();
    const soon = await act(orderNo, "leave");
    expect(soon).toMatchObject({ status: 409, code: "order/not-leavable", view: { retryAfter: 20 } });
    await fixture.hub.clock.pass(20_000);
    const { view } = await act(orderNo, "leave");
    expect(view).toMatchObject({ phase: "checking", left: fixture.hub.clock.now(), amount: 0 });
    expect(view).not.toHaveProperty("mayLeaveFrom");
    expect(await act(orderNo, "leave")).toMatchObject({ status: 200 });
    await expect(fixture.hub.request(8)).resolves.not.toBe(orderNo);
  });

  it("does not end the order: what the cabinet tells later is billed", async () => {
    const orderNo = await inDoubt();
    await fixture.hub.clock.pass(20_000);
    await act(orderNo, "leave");
    const next = await fixture.hub.request(8);
    await fixture.hub.happens({
      kind: "result",
      commandId: `${orderNo}L1`,
      slot: 7,
      result: { outcome: "opened", itemId: "BANK07" },
    });
    expect((await order(orderNo)).state).toBe("active");
    expect((await order(next)).state).toBe("requested");
  });

  it("is possible with one order at a time", async () => {
    const first = await inDoubt();
    await fixture.hub.clock.pass(20_000);
    await act(first, "leave");
    const second = await fixture.hub.request(8);
    await fixture.hub.confirm(second);
    await fixture.hub.clock.pass(20_000);
    expect(await act(second, "leave")).toMatchObject({ status: 409, code: "order/not-leavable" });
    await expect(fixture.hub.request(6)).rejects.toMatchObject({ code: "rider/too-many-orders" });
  });

  it("means nothing to an item that is out", async () => {
    expect(await act(await fixture.hub.lent(), "leave")).toMatchObject({ status: 409, code: "order/not-leavable" });
  });
});
