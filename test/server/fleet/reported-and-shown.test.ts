import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlotReport } from "../../../protocol/upward.ts";
import { takesInAnother } from "../../../server/fleet/distrust.ts";
import { cabinetHistoryTable } from "../../../server/store/cabinet-history-table.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { cabinetId, HubFixture, itemIn, riderId } from "../../support/hub-fixture.ts";

/*
 * A rider reports that the item is back, and a cabinet shows it, but tells no return. The secret of a cabinet that did not
 * lend the item may be stolen.
 */

let fixture: HubFixture;
const hour = 3_600_000;
/** A cabinet that lends nothing. */
const other = "shop-2";
const otherConnection = 100;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  fixture.runner.start();
  await fixture.registry.register({ cabinetId: other, name: "书店", address: "人民路2号", slots: 2 });
  const { connection } = fixture;
  const journal = { id: "journal-0002", first: 1, last: 0 };
  await fixture.birth({ connection: otherConnection, journal, slots: 2 }, other);
  fixture.connection = connection;
});

afterEach(() => fixture.close());

/** The other cabinet shows the item in its first slot, or nothing at all. */
async function otherShows(itemId?: string): Promise<void> {
  const first: SlotReport = itemId === undefined ? { slot: 1, state: "empty" } : { slot: 1, state: "occupied", itemId };
  await fixture.clock.pass(1);
  await fixture.shows([first, { slot: 2, state: "empty" }], { connection: otherConnection }, other);
}

async function lent(slot: number, rider = riderId): Promise<string> {
  fixture.credit.riderId = rider;
  const orderNo = await fixture.request(slot, rider);
  await fixture.confirm(orderNo);
  await fixture.opens();
  return orderNo;
}

const reports = (orderNo: string, rider = riderId) =>
  fixture.orderService.apply(
    orderNo,
    { type: "rider-reported", loanNo: 1, report: { claim: "returned" } },
    `rider/${rider}`,
  );
const orderOf = async (orderNo: string) => (await fixture.record(orderNo)).order;
const loanState = async (orderNo: string) => (await orderOf(orderNo)).loans[0]?.state;
const counted = async (id: string) =>
  (await fixture.store.transact((tx) => tx.get(cabinetHistoryTable, id)))?.day?.items ?? 0;

/** The cabinet is said to have taken in so many items of others. */
async function takesIn(id: string, items: number): Promise<void> {
  await fixture.store.transact(async (tx) => {
    const cabinet = await tx.get(cabinetTable, id);
    for (let item = 0; item < items; item++) if (cabinet) await takesInAnother(tx, cabinet, fixture.clock.now());
  });
}

describe.each(["before", "after"])("an item that another cabinet shows first %s its rider reports it", (shown) => {
  async function shownAndReported(slot: number): Promise<string> {
    const rider = `user/208800000000000${slot}`;
    const orderNo = await lent(slot, rider);
    await otherShows();
    await fixture.clock.pass(hour);
    if (shown === "before") {
      await otherShows(itemIn(slot));
      await reports(orderNo, rider);
      expect(await loanState(orderNo)).toBe("lent");
    } else await reports(orderNo, rider);
    await otherShows(itemIn(slot));
    await fixture.clock.pass(1000);
    await otherShows();
    return orderNo;
  }

  it("is back as often a day as that cabinet has slots; with the next one it is distrusted, and operators decide", async () => {
    for (const slot of [1, 2]) expect((await orderOf(await shownAndReported(slot))).state).toBe("settled");
    expect((await fixture.cabinet(other)).distrusted).toBeUndefined();
    for (const slot of [3, 4]) {
      const orderNo = await shownAndReported(slot);
      const reason = { code: "more-items-than-slots", slots: 2 };
      expect((await fixture.cabinet(other)).distrusted?.reason).toEqual(reason);
      await fixture.clock.pass(hour);
      expect(await orderOf(orderNo)).toMatchObject({
        state: "active",
        loans: [{ state: "lent" }],
        review: { reason: { code: "report-not-borne-out", claim: "returned" } },
      });
    }
  });
});

describe("a reported item that is shown", () => {
  it("in another cabinet counts there, and makes room in the cabinet that lent it", async () => {
    await takesIn(cabinetId, 1);
    const orderNo = await lent(7);
    await fixture.clock.pass(hour);
    await reports(orderNo);
    await otherShows("BANK07");
    expect([await counted(other), await counted(cabinetId)]).toEqual([1, 0]);
  });

  it("in another cabinet while sensors may lag after the opening ends no loan, and does not count", async () => {
    const orderNo = await lent(7);
    await reports(orderNo);
    await otherShows("BANK07");
    expect([await loanState(orderNo), await counted(other)]).toEqual(["lent", 0]);
  });

  it("in the cabinet that lent it is back, whatever that one took in of others", async () => {
    const orderNo = await lent(7);
    await fixture.clock.pass(hour);
    // Its eight slots, and the one item that it lent.
    await takesIn(cabinetId, 9);
    await reports(orderNo);
    await fixture.snapshot();
    expect([await loanState(orderNo), await counted(cabinetId)]).toEqual(["returned", 9]);
  });
});
