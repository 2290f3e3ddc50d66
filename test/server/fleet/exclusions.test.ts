import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CabinetEvent, HappeningBody, SlotReport } from "../../../protocol/upward.ts";
import { bootId, cabinetId, HubFixture, itemIn, riderId } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const stranger = "user/2088000000000002";
/** All eight slots, of which the board reads no id. */
const unread = (changes: readonly SlotReport[] = []) =>
  Array.from(
    { length: 8 },
    (_, index): SlotReport => changes.find(({ slot }) => slot === index + 1) ?? { slot: index + 1, state: "occupied" },
  );

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  await fixture.shows(unread());
  fixture.runner.start();
});

afterEach(() => fixture.close());

const returned = (slot: number, itemId?: string): HappeningBody => ({
  kind: "returned",
  slot,
  source: "report",
  ...(itemId !== undefined && { itemId }),
});
const comesBack = (slot: number, at: Partial<CabinetEvent["at"]> = {}) =>
  fixture.happens(returned(slot), { at: { latest: fixture.clock.now(), uncertainty: 0, ...at } });
const orderOf = async (orderNo: string) => (await fixture.record(orderNo)).order;
const reasonOf = async (orderNo: string) => (await orderOf(orderNo)).review?.reason;
const byReturn = (slot: number, into = 3) => ({
  code: "exclusion-contradicted",
  cabinetId,
  slot: into,
  by: { what: "return", cabinetId, slot },
});

/** A rider has an item out of this slot, whose id the board tells or not. */
async function lent(slot: number, rider = riderId, itemId?: string): Promise<string> {
  await fixture.shows(unread());
  const orderNo = await fixture.request(slot, rider);
  fixture.credit.riderId = rider;
  await fixture.confirm(orderNo);
  const result = { outcome: "opened", ...(itemId !== undefined && { itemId }) } as const;
  await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot, result });
  return orderNo;
}

/** The only loan of an item without an id is ended by the return into slot 3, an hour later, and settled. */
async function settled(slot = 7, into = 3): Promise<string> {
  const orderNo = await lent(slot);
  await fixture.clock.pass(hour);
  await comesBack(into);
  await fixture.clock.pass(minute);
  expect(await orderOf(orderNo)).toMatchObject({ state: "settled", loans: [{ returned: { byExclusion: true } }] });
  return orderNo;
}

describe("an order that a return without an id has settled", () => {
  it("goes to review when a second return fits no loan, and that return waits for an operator", async () => {
    const orderNo = await settled();
    await comesBack(5);
    expect(await orderOf(orderNo)).toMatchObject({ state: "settled", review: { reason: byReturn(5) } });
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("goes to review by a second return into the same slot, and by one whose id the board reads", async () => {
    const orderNo = await settled();
    await comesBack(3);
    expect(await reasonOf(orderNo)).toEqual(byReturn(3));
    const another = await settled();
    await fixture.happens(returned(6, "BANK99"));
    expect(await reasonOf(another)).toEqual(byReturn(6));
  });

  it("goes to review with the others that may be meant", async () => {
    const first = await settled(7, 3);
    const second = await settled(8, 4);
    await comesBack(5);
    expect([await reasonOf(first), await reasonOf(second)]).toEqual([byReturn(5, 3), byReturn(5, 4)]);
  });

  it("goes to review only while it is one of the last five", async () => {
    const orders: string[] = [];
    for (let count = 0; count < 6; count++) orders.push(await settled());
    await comesBack(5);
    const reasons = await Promise.all(orders.map(reasonOf));
    expect(reasons.map((reason) => reason?.code)).toEqual([
      undefined,
      ...orders.slice(1).map(() => "exclusion-contradicted"),
    ]);
  });

  it("stays settled after three days", async () => {
    const orderNo = await settled();
    await fixture.clock.pass(3 * day);
    await comesBack(5);
    expect(await reasonOf(orderNo)).toBeUndefined();
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it.each([
    ["of an item that came back before the opening", () => comesBack(5, { latest: fixture.clock.now() - 2 * hour })],
    ["into a slot that the cabinet does not have", () => comesBack(9)],
    ["that is the same one, told twice", () => comesBack(3, { latest: fixture.clock.now() - minute + 4000 })],
  ])("stays settled by a return %s", async (_what, again) => {
    const orderNo = await settled();
    await again();
    expect(await reasonOf(orderNo)).toBeUndefined();
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("stays settled by what other events tell", async () => {
    const orderNo = await settled();
    await fixture.happens({ kind: "abnormal", what: "the arm stands half way" });
    expect(await reasonOf(orderNo)).toBeUndefined();
  });

  it("stays settled by a return that may be one of several others", async () => {
    const orderNo = await settled();
    await lent(7);
    await lent(8, stranger);
    await comesBack(5);
    expect(await fixture.unmatchedEvents()).toMatchObject([{ ambiguous: true }]);
    expect(await reasonOf(orderNo)).toBeUndefined();
  });

  it("stays settled by a return that ends another loan", async () => {
    const orderNo = await settled();
    const next = await lent(8, stranger);
    await comesBack(5);
    expect((await orderOf(next)).loans[0]?.state).toBe("returned");
    expect(await reasonOf(orderNo)).toBeUndefined();
  });

  it("does not go to review twice for what an operator has decided", async () => {
    const orderNo = await settled();
    await comesBack(5);
    const act = { act: "close-review" } as const;
    await fixture.orderService.apply(orderNo, { type: "operator-acted", act, reason: "it was hers" }, "operator/lin");
    await comesBack(6);
    expect(await reasonOf(orderNo)).toBeUndefined();
  });
});

describe("a snapshot that reads the item which a return without an id has brought", () => {
  const shows = (slot: number, itemId: string) => fixture.shows(unread([{ slot, state: "occupied", itemId }]));

  /** Another rider has an item that has an id, and hers is the return that ended the order of an item without one. */
  async function mistaken(): Promise<[string, string]> {
    const orderNo = await lent(7);
    const named = await lent(8, stranger, itemIn(8));
    await fixture.clock.pass(hour);
    await comesBack(3);
    await fixture.clock.pass(minute);
    expect((await orderOf(orderNo)).state).toBe("settled");
    return [orderNo, named];
  }

  it("sends the order to review where another order has the item", async () => {
    const [orderNo, named] = await mistaken();
    await shows(3, itemIn(8));
    const by = { what: "item", itemId: itemIn(8), orderNo: named };
    expect(await reasonOf(orderNo)).toEqual({ code: "exclusion-contradicted", cabinetId, slot: 3, by });
    expect(await reasonOf(named)).toBeUndefined();
  });

  it("says nothing about it where the item lies in another slot, or no order has it, or it is no news", async () => {
    const [orderNo] = await mistaken();
    await shows(4, itemIn(8));
    await shows(3, "BANK99");
    expect(await reasonOf(orderNo)).toBeUndefined();
  });

  it("says nothing about it where it was taken before the return, or the item went out after it", async () => {
    const [orderNo] = await mistaken();
    await fixture.shows(unread([{ slot: 3, state: "occupied", itemId: itemIn(8) }]), {
      bootId,
      at: fixture.clock.now() - hour,
    });
    expect(await reasonOf(orderNo)).toBeUndefined();
    const another = await settled(7, 2);
    await lent(5, "user/2088000000000003", itemIn(5));
    await shows(2, itemIn(5));
    expect(await reasonOf(another)).toBeUndefined();
  });
});
