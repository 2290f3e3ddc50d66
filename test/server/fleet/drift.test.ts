import { afterEach, beforeEach, expect, it } from "vitest";
import { HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const drift = async () => (await fixture.cabinet()).drift;

it("a cabinet with another number of slots is shown", async () => {
  await fixture.shows([{ slot: 1, state: "occupied", itemId: "BANK01" }]);
  expect(await drift()).toEqual([{ code: "slot-count", reported: 1, registered: 8 }]);
});

it("an item that lies in a slot although it is lent is shown, until it is gone", async () => {
  const orderNo = await fixture.lent();
  await fixture.snapshot([
    { slot: 3, state: "occupied", itemId: "BANK07" },
    { slot: 7, state: "empty" },
  ]);
  expect(await drift()).toEqual([{ code: "item-lent", slot: 3, itemId: "BANK07", orderNo }]);
  await fixture.snapshot([{ slot: 7, state: "empty" }]);
  expect(await drift()).toEqual([]);
});

it("an item whose return the snapshot overtook is shown until the return is told, and what else is shown stays", async () => {
  await fixture.lent();
  await fixture.clock.pass(1000);
  await fixture.shows([
    { slot: 3, state: "occupied", itemId: "BANK07" },
    { slot: 7, state: "empty" },
  ]);
  expect(await drift()).toHaveLength(2);
  await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
  expect(await drift()).toEqual([{ code: "slot-count", reported: 2, registered: 8 }]);
});

it("an item that left its slot without a command is shown until it is there again, or another one lies there", async () => {
  const left = [{ code: "item-left", slot: 2, itemId: "BANK02" }];
  await fixture.snapshot([{ slot: 2, state: "empty" }]);
  expect(await drift()).toEqual(left);
  await fixture.snapshot([{ slot: 2, state: "empty" }]);
  expect(await drift()).toEqual(left);
  await fixture.snapshot([{ slot: 2, state: "occupied", itemId: "BANK99" }]);
  expect(await drift()).toEqual([]);
  await fixture.snapshot([{ slot: 2, state: "empty" }]);
  expect(await drift()).toHaveLength(1);
  await fixture.snapshot([{ slot: 2, state: "occupied", itemId: "BANK99" }]);
  expect(await drift()).toEqual([]);
});

it("an item that left by a command is no drift", async () => {
  await fixture.lent();
  await fixture.snapshot([{ slot: 7, state: "empty" }]);
  expect(await drift()).toEqual([]);
});

it("a bridge that says another number of slots at its birth is shown, before and after its snapshot", async () => {
  await fixture.birth({ bootId: "boot-0002", slots: 12 });
  expect(await drift()).toEqual([{ code: "bridge-slot-count", said: 12, registered: 8 }]);
  await fixture.snapshot([], fixture.clock.now(), "boot-0002");
  expect(await drift()).toEqual([{ code: "bridge-slot-count", said: 12, registered: 8 }]);
  await fixture.birth({ bootId: "boot-0003" });
  expect(await drift()).toEqual([]);
});

it("an item that is just being taken out is none", async () => {
  fixture.runner.start();
  await fixture.confirm(await fixture.request());
  await fixture.snapshot();
  expect(await drift()).toEqual([]);
});

it.each([
  ["empty", { slot: 7, state: "empty" }],
  ["filled with another item", { slot: 7, state: "occupied", itemId: "BANK99" }],
  ["unreadable", { slot: 7, state: "unreadable" }],
] as const)("a slot that a rider is about to open and that is %s now is shown", async (_what, report) => {
  const orderNo = await fixture.request();
  await fixture.snapshot([report]);
  expect(await drift()).toEqual([{ code: "promised-item-gone", slot: 7, orderNo }]);
});
