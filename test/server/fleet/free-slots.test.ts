import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { distrust } from "../../../server/fleet/distrust.ts";
import { chooseSlot } from "../../../server/fleet/free-slots.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { cabinetId, HubFixture, itemIn, riderId, usualPlan } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  await fixture.lendBy({ ...usualPlan, tariff: { ...tariff, otherSlot: "take" } });
  fixture.runner.start();
});

afterEach(() => fixture.close());

const lockFault = { outcome: "refused", reason: "lock-fault" } as const;
const fails = (orderNo: string, loanNo: number, slot: number) =>
  fixture.happens({ kind: "result", commandId: `${orderNo}L${loanNo}`, slot, result: lockFault });
const loansOf = async (orderNo: string) =>
  (await fixture.record(orderNo)).order.loans.map(({ slot, state }) => `${slot} ${state}`);
const levels = (...slots: [slot: number, level: number][]) =>
  fixture.snapshot(slots.map(([slot, level]) => ({ slot, state: "occupied", itemId: itemIn(slot), level })));

/** A confirmed order whose slot 7 was told to open. */
async function opening(): Promise<string> {
  const orderNo = await fixture.request(7);
  await fixture.confirm(orderNo);
  return orderNo;
}

describe("the slot that takes the place of one that did not open", () => {
  it("is the best of the cabinet, and not one that was tried", async () => {
    await levels([7, 99], [3, 90], [4, 95]);
    const orderNo = await opening();
    await fails(orderNo, 1, 7);
    await fixture.clock.pass(0);
    expect(await loansOf(orderNo)).toEqual(["7 not-opened", "4 opening"]);
    await fails(orderNo, 2, 4);
    await fixture.clock.pass(0);
    expect(await loansOf(orderNo)).toEqual(["7 not-opened", "4 not-opened", "3 opening"]);
    expect(fixture.link.openings.map(({ slot }) => slot)).toEqual([7, 4, 3]);
  });

  it("is none while the bridge can't write its disk, and refuses to open", async () => {
    await levels([7, 99], [3, 90]);
    const orderNo = await opening();
    await fixture.bridgeDisk("failing");
    await fails(orderNo, 1, 7);
    await fixture.clock.pass(0);
    expect(await loansOf(orderNo)).toEqual(["7 not-opened"]);
    const { order } = await fixture.record(orderNo);
    expect(await chooseSlot(fixture.store, order, 10, fixture.clock.now())).toBeNull();
    await fixture.bridgeDisk("ok");
    expect(await chooseSlot(fixture.store, order, 10, fixture.clock.now())).toMatchObject({ slot: 3 });
  });

  it("is none that another order holds, and none whose item is out in our books", async () => {
    await levels([4, 95], [3, 90], [2, 80]);
    await fixture.request(4, "user/2088000000000002");
    const third = await fixture.request(3, "user/2088000000000003");
    fixture.credit.riderId = "user/2088000000000003";
    await fixture.confirm(third);
    await fixture.opens();
    fixture.credit.riderId = riderId;
    // There was no snapshot since slot 3 has given its item out.
    expect((await fixture.cabinet()).snapshot?.slots.find(({ slot }) => slot === 3)?.itemId).toBe(itemIn(3));
    const orderNo = await opening();
    await fails(orderNo, 1, 7);
    await fixture.clock.pass(0);
    expect(await loansOf(orderNo)).toEqual(["7 not-opened", "2 opening"]);
  });

  it("is none where the cabinet is away, where nobody knows its slots, and where nothing is left", async () => {
    const { order } = await fixture.record(await fixture.request(7));
    expect(await chooseSlot(fixture.store, order, 10, fixture.clock.now())).toEqual({
      slot: 1,
      expectedItemId: itemIn(1),
    });
    await fixture.departs();
    expect(await chooseSlot(fixture.store, order, 10, fixture.clock.now())).toBeNull();
    await fixture.birth({ bootId: "boot-0002" });
    expect((await fixture.cabinet()).snapshot).toBeUndefined();
    expect(await chooseSlot(fixture.store, order, 10, fixture.clock.now())).toBeNull();
    await fixture.snapshot(
      [1, 2, 3, 4, 5, 6, 8].map((slot) => ({ slot, state: "empty" })),
      undefined,
      "boot-0002",
    );
    expect(await chooseSlot(fixture.store, order, 10, fixture.clock.now())).toBeNull();
    const elsewhere = { ...order, place: { ...order.place, cabinetId: "shop-9" } };
    expect(await chooseSlot(fixture.store, elsewhere, 10, fixture.clock.now())).toBeNull();
  });

  it("is none of a cabinet that an operator has taken out of service, nor of one that is distrusted", async () => {
    const { order } = await fixture.record(await fixture.request(7));
    const choice = () => chooseSlot(fixture.store, order, 10, fixture.clock.now());
    const cabinet = await fixture.cabinet();
    const disabled = { since: fixture.clock.now(), actor: "operator/lin", reason: "the shop is closed" } as const;
    await fixture.store.transact((tx) => tx.put(cabinetTable, { ...cabinet, disabled }));
    expect(await choice()).toBeNull();
    await fixture.store.transact((tx) => fixture.registry.enableIn(tx, cabinetId));
    expect(await choice()).not.toBeNull();
    const reason = { code: "more-items-than-slots", slots: 12 } as const;
    await fixture.store.transact((tx) => distrust(tx, cabinetId, reason, fixture.clock.now()));
    expect(await choice()).toBeNull();
  });

  it("is chosen anew where somebody else was faster", async () => {
    await levels([3, 90], [4, 80]);
    const orderNo = await opening();
    const apply = fixture.orderService.apply.bind(fixture.orderService);
    fixture.orderService.apply = async (no, event, ...rest) => {
      fixture.orderService.apply = apply;
      await fixture.request(3, "user/2088000000000002");
      return apply(no, event, ...rest);
    };
    await fails(orderNo, 1, 7);
    await fixture.clock.pass(0);
    expect(await loansOf(orderNo)).toEqual(["7 not-opened"]);
    await fixture.clock.pass(1000);
    expect(await loansOf(orderNo)).toEqual(["7 not-opened", "4 opening"]);
  });

  it("is not looked for where there is none: the order is given back", async () => {
    await fixture.snapshot([1, 2, 3, 4, 5, 6, 8].map((slot) => ({ slot, state: "empty" })));
    const orderNo = await opening();
    await fails(orderNo, 1, 7);
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.state).toBe("cancelled");
  });
});
