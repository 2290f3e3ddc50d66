import { afterEach, beforeEach, expect, test } from "vitest";
import { FleetOverview } from "../../../server/fleet/fleet-overview.ts";
import { silentFor } from "../../../server/fleet/visit-reasons.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { cabinetId, HubFixture, itemIn } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let overview: FleetOverview;
const by = { actor: "operator/lin", reason: "it jams" } as const;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  overview = new FleetOverview({ store: fixture.store, lowestLevel: 10, clock: fixture.clock });
});

afterEach(() => fixture.close());

const shown = async (id = cabinetId) => {
  await fixture.clock.pass(2000);
  return (await overview.rows()).find((row) => row.cabinetId === id);
};

test("a cabinet in the list counts what it can lend and take, and what is locked or out of order", async () => {
  await fixture.birth({ v: 2, software: "jiehuan/0.2.0", actions: ["open"] });
  await fixture.snapshot([
    { slot: 1, state: "empty" },
    { slot: 2, state: "occupied", itemId: itemIn(2), fault: "jammed" },
    { slot: 3, state: "occupied", itemId: itemIn(3), level: 5 },
  ]);
  const lockedSlots = [{ slot: 4, since: fixture.clock.now(), ...by }];
  await fixture.store.transact(async (tx) => {
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (cabinet) await tx.put(cabinetTable, { ...cabinet, lockedSlots });
  });
  expect(await shown()).toMatchObject({
    condition: "online",
    software: "jiehuan/0.2.0",
    itemsReady: 4,
    slotsFree: 1,
    slotsFaulty: 1,
    slotsLocked: 1,
    drifts: 1,
    visit: [
      { code: "faulty-slots", slots: [2] },
      { code: "drift", drifts: ["item-left"] },
    ],
  });
});

test("a cabinet in the list says in one word how it is, and since when", async () => {
  await fixture.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 4 });
  expect(await shown("shop-2")).toMatchObject({ condition: "never-seen", itemsReady: 0, visit: [] });
  await fixture.departs();
  const since = fixture.clock.now();
  expect(await shown()).toMatchObject({ condition: "offline", since });
  await fixture.store.transact((tx) => fixture.registry.disableIn(tx, cabinetId, by));
  expect(await shown()).toMatchObject({ condition: "out-of-service" });
});

test("the most urgent cabinet is the first of those that need a visit", async () => {
  await fixture.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 1 });
  await fixture.birth({ bootId: "boot-0002" }, "shop-2");
  await fixture.shows([{ slot: 1, state: "empty" }], { bootId: "boot-0002" }, "shop-2");
  await fixture.clock.pass(2000);
  expect((await overview.visits()).map((row) => [row.cabinetId, row.visit[0]?.code])).toEqual([
    [cabinetId, "full"],
    ["shop-2", "empty"],
  ]);
  await fixture.departs({ bootId: "boot-0002" }, "shop-2");
  await fixture.clock.pass(silentFor);
  expect((await overview.visits()).map(({ visit }) => visit[0]?.code)).toEqual(["silent", "full"]);
});

test("requests within two seconds share one reading of the store", async () => {
  const first = await overview.rows();
  await fixture.clock.pass(1999);
  expect(await overview.rows()).toBe(first);
  await fixture.clock.pass(1);
  expect(await overview.rows()).not.toBe(first);
});

test("a reading that failed is not kept", async () => {
  let isBroken = true;
  const store = {
    ...fixture.store,
    transact: ((work: never) =>
      isBroken ? Promise.reject(new Error("no disk")) : fixture.store.transact(work)) as typeof fixture.store.transact,
  };
  const failing = new FleetOverview({ store, lowestLevel: 10, clock: fixture.clock });
  await expect(failing.rows()).rejects.toThrow("no disk");
  isBroken = false;
  expect((await failing.rows()).map((row) => row.cabinetId)).toEqual([cabinetId]);
});
