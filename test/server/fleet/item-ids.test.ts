import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { itemKindTable } from "../../../server/store/item-kind-table.ts";
import { cabinetId, HubFixture, itemIn, usualPlan } from "../../support/hub-fixture.ts";

let fixture: HubFixture;

const basket = {
  id: "basket",
  name: { zh: "购物篮", en: "basket" },
  icon: "box",
  hasItemId: false,
  hasLevel: false,
} as const;
const details = { cabinetId, name: "超市", address: "人民路1号", slots: 8 };

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  await fixture.store.transact((tx) => tx.put(itemKindTable, basket));
  await fixture.lendBy(usualPlan, { ...usualPlan, itemKind: basket.id });
  await fixture.registry.register({ ...details, itemKind: basket.id });
  await fixture.birth();
  await fixture.snapshot();
});
afterEach(() => fixture.close());

describe("a kind of items without ids", () => {
  it("makes the hub ignore the ids that a board reports of them", async () => {
    expect((await fixture.cabinet()).snapshot?.slots[6]).toEqual({ slot: 7, state: "occupied" });
    const orderNo = await fixture.lent();
    const { order } = await fixture.record(orderNo);
    expect(order.loans[0]).toMatchObject({ state: "lent" });
    expect(order.loans[0]).not.toHaveProperty("itemId");
  });

  it("is returned by whichever slot it goes into, as with a board that reads no ids", async () => {
    const orderNo = await fixture.lent();
    await fixture.happens({ kind: "returned", slot: 3, itemId: itemIn(3), source: "report" });
    await fixture.snapshot();
    expect((await fixture.record(orderNo)).order.loans[0]).toMatchObject({ state: "returned", returned: { slot: 3 } });
  });

  it("is kept as an unmatched event without an id where no loan fits", async () => {
    await fixture.happens({ kind: "removed", slot: 3, itemId: itemIn(3), source: "report" });
    await fixture.happens({ kind: "abnormal", what: "vibration" });
    const bodies = (await fixture.unmatchedEvents()).map(({ event }) => event?.body);
    expect(bodies).toEqual([
      { kind: "removed", slot: 3, source: "report" },
      { kind: "abnormal", what: "vibration" },
    ]);
  });

  it("leaves a refusal as it is", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    const result = { outcome: "refused", reason: "lock-fault" } as const;
    await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
    expect((await fixture.record(orderNo)).order.loans[0]).toMatchObject({
      state: "not-opened",
      notOpened: "lock-fault",
    });
  });

  it("has ids again once its cabinet lends what has them", async () => {
    await fixture.registry.register({ ...details, itemKind: "power-bank" });
    await fixture.snapshot();
    expect((await fixture.cabinet()).snapshot?.slots[6]).toMatchObject({ itemId: itemIn(7) });
  });
});
