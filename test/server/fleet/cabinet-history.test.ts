import { describe, expect, it } from "vitest";
import { riderId } from "../../support/hub-fixture.ts";
import {
  empty7,
  fixture,
  hour,
  lentFor,
  orderOf,
  other,
  reasonOf,
  says,
  shows,
  takes,
  useThreeCabinets,
} from "./three-cabinets.ts";

useThreeCabinets();

describe("an opening", () => {
  async function opening(): Promise<string> {
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    return orderNo;
  }
  const opened = (orderNo: string, latest: number, uncertainty = 0, itemId = "BANK07") =>
    fixture.happens(
      { kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "opened", itemId } },
      { at: { latest, uncertainty } },
    );

  it.each([
    ["thirty days before its command", -30 * 24 * hour],
    ["an hour before its command", -hour],
    ["in 1970", -1_800_000_000_000],
  ])("dated %s begins with the command, goes to review and charges nothing by itself", async (_what, ago) => {
    const orderNo = await opening();
    const issuedAt = fixture.clock.now();
    await fixture.clock.pass(2000);
    await opened(orderNo, Math.max(0, issuedAt + ago));
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.snapshot();
    await fixture.clock.pass(hour);
    const order = await orderOf(orderNo);
    expect(order.review?.reason).toMatchObject({ code: "time-implausible", what: "opening", kept: issuedAt });
    expect(order.loans[0]?.openedAt).toBe(issuedAt);
    expect(order.charge).toBeUndefined();
  });

  it("that no clock can date within ten minutes begins when the hub hears of it", async () => {
    const orderNo = await opening();
    await fixture.clock.pass(5000);
    await opened(orderNo, fixture.clock.now() - 30 * 24 * hour, 30 * 24 * hour);
    expect(await orderOf(orderNo)).toMatchObject({ loans: [{ openedAt: fixture.clock.now() }] });
    expect(await reasonOf(orderNo)).toBeUndefined();
  });

  it("that names an item of another order lends nothing twice: an operator decides, and the honest return still matches", async () => {
    const honest = await lentFor(hour);
    const second = await fixture.request(3, "user/2088000000000002");
    fixture.credit.riderId = "user/2088000000000002";
    await fixture.confirm(second);
    await fixture.happens({
      kind: "result",
      commandId: `${second}L1`,
      slot: 3,
      result: { outcome: "opened", itemId: "BANK07" },
    });
    expect(await reasonOf(second)).toEqual({ code: "item-lent-elsewhere", itemId: "BANK07", orderNo: honest });
    expect((await orderOf(second)).loans[0]).toMatchObject({ state: "lent", itemId: "BANK03" });
    fixture.credit.riderId = riderId;
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.snapshot([{ slot: 3, state: "empty" }]);
    await fixture.clock.pass(0);
    expect(await orderOf(honest)).toMatchObject({ state: "settled", loans: [{ state: "returned" }] });
  });

  it("that names an item which lies in another cabinet leaves that one for rent", async () => {
    await shows(other, "UMBR01");
    const orderNo = await opening();
    await opened(orderNo, fixture.clock.now(), 0, "UMBR01");
    expect(await reasonOf(orderNo)).toEqual({ code: "item-lent-elsewhere", itemId: "UMBR01", cabinetId: other });
    expect((await orderOf(orderNo)).loans[0]).toMatchObject({ state: "lent", itemId: "BANK07" });
    const { text } = await fixture.codes.issue(other, 1);
    expect(await fixture.startOrder.start(text, { riderId: "user/2088000000000002" }, 1)).toMatchObject({
      state: "requested",
    });
  });
});

describe("a return", () => {
  it("into a slot that the cabinet does not have changes no order", async () => {
    const orderNo = await lentFor(hour);
    const before = await fixture.record(orderNo);
    await says(other, takes("BANK07", 96));
    await fixture.happens({ kind: "returned", slot: 9, itemId: "BANK07", source: "report" });
    expect(await fixture.record(orderNo)).toEqual(before);
    expect(await fixture.unmatchedEvents()).toHaveLength(2);
  });

  it("into another cabinet is settled when a snapshot of that cabinet shows the item", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    expect(await orderOf(orderNo)).toMatchObject({ state: "active", loans: [{ state: "returned" }] });
    await shows(other, "BANK07");
    await fixture.clock.pass(0);
    expect(await orderOf(orderNo)).toMatchObject({ state: "settled", charge: { amount: 300 } });
  });

  it("into another cabinet that never shows the item goes to an operator, who decides", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    await shows(other, undefined, "BANK07");
    await fixture.clock.pass(20 * 60_000);
    expect(await reasonOf(orderNo)).toEqual({ code: "return-not-borne-out", cabinetId: other, slot: 1 });
    expect((await orderOf(orderNo)).charge).toBeUndefined();
    const act = { act: "close-review" } as const;
    await fixture.orderService.apply(orderNo, { type: "operator-acted", act, reason: "seen there" }, "operator/lin");
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("settled");
  });

  it("whose uncertainty changes the price is settled only when a snapshot shows the item", async () => {
    const orderNo = await lentFor(2 * hour + 10 * 60_000);
    const at = { latest: fixture.clock.now(), uncertainty: 600_000 };
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" }, { at });
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("active");
    await fixture.snapshot();
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("settled");
  });

  it("whose clock may be off by ten days is an operator's to price", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"), { uncertainty: 10 * 24 * hour });
    await shows(other, "BANK07");
    expect(await reasonOf(orderNo)).toEqual({ code: "return-undated" });
    expect((await orderOf(orderNo)).charge).toBeUndefined();
  });

  it.each([
    ["the event first", true],
    ["the snapshot first", false],
  ])("that is sure of a time before the loan ends it once the item is seen: %s", async (_what, eventFirst) => {
    const orderNo = await lentFor(hour);
    const early = { at: { latest: 1000, uncertainty: 20 } };
    const back = () => fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" }, early);
    const shown = [...empty7, { slot: 3, state: "occupied" as const, itemId: "BANK07" }];
    if (eventFirst) await back();
    await fixture.snapshot(shown);
    if (!eventFirst) await back();
    const order = await orderOf(orderNo);
    expect(order.loans[0]).toMatchObject({
      state: "returned",
      returned: { at: order.loans[0]?.openedAt, undated: true },
    });
    expect(order.review?.reason).toMatchObject({ code: "time-implausible", what: "return", claimed: 1000 });
    expect((await fixture.unmatchedEvents()).filter(({ match }) => !match)).toEqual([]);
  });

  it("in the future is dated at its arrival and goes to an operator", async () => {
    const orderNo = await lentFor(hour);
    await fixture.happens(
      { kind: "returned", slot: 7, itemId: "BANK07", source: "report" },
      { at: { latest: 8_640_000_000_000_000, uncertainty: 0 } },
    );
    expect((await orderOf(orderNo)).loans[0]?.returned?.at).toBe(fixture.clock.now());
    expect(await reasonOf(orderNo)).toMatchObject({ code: "time-implausible", what: "return" });
  });
});
