import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartOrder } from "../../../server/http/start-order.ts";
import { fen } from "../../../server/rental/money.ts";
import { isLive } from "../../../server/rental/order.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { byRider, orderTable } from "../../../server/store/order-table.ts";
import { riderTable } from "../../../server/store/rider-table.ts";
import { cabinetId, HubFixture, itemIn, riderId, terms, usualPlan } from "../../support/hub-fixture.ts";
import { credit, seenAs, tariff } from "../rental/examples.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const details = { cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8 };
const other = "user/2088000000000002";
const dearer = { ...tariff, version: "dearer" };
const starts = (slot?: number, rider?: string, items?: number) => expect(fixture.request(slot, rider, items));
const availability = async (slot: number) =>
  (await fixture.startOrder.look((await fixture.codes.issue(cabinetId, slot)).text, other)).availability;

describe("a slot", () => {
  it.each([
    ["empty", { slot: 7, state: "empty" }, "slot/empty"],
    ["unreadable", { slot: 7, state: "unreadable" }, "slot/faulted"],
    ["out of order", { slot: 7, state: "occupied", itemId: "BANK07", fault: "lock" }, "slot/faulted"],
  ] as const)("that is %s can't be asked for", async (_what, report, code) => {
    await fixture.snapshot([report]);
    expect(await availability(7)).toBe(code.slice("slot/".length));
    await starts().rejects.toMatchObject({ code });
  });

  it("that the cabinet has never reported can't be asked for", async () => {
    await fixture.shows([]);
    await starts().rejects.toMatchObject({ code: "slot/faulted" });
  });

  it("of a cabinet that is away can't be asked for", async () => {
    await fixture.departs();
    expect(await availability(7)).toBe("offline");
    await starts().rejects.toMatchObject({ code: "cabinet/offline" });
  });

  it("is one rider's at a time, also when two ask at once", async () => {
    const answers = await Promise.allSettled([fixture.request(7), fixture.request(7, other)]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(answers[1]).toMatchObject({ reason: { code: "slot/taken" } });
    expect(await availability(7)).toBe("taken");
    expect(await availability(8)).toBe("ready");
  });

  it("whose item is lent, by a snapshot from before, is not promised to the next rider", async () => {
    await fixture.lent();
    expect(await availability(7)).toBe("taken");
    await starts(7, other).rejects.toMatchObject({ code: "slot/taken" });
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    expect(await availability(7)).toBe("empty");
  });

  it("that has moved since the last snapshot is not promised before the next one", async () => {
    const orderNo = await fixture.lent();
    await fixture.happens({ kind: "returned", slot: 3, itemId: itemIn(7), source: "report" });
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
    expect([await availability(7), await availability(3)]).toEqual(["taken", "taken"]);
    await starts(3, other).rejects.toMatchObject({ code: "slot/taken" });
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    expect([await availability(7), await availability(3)]).toEqual(["empty", "ready"]);
  });

  it.each([
    ["earlier", { latest: 0, uncertainty: 0 }],
    ["at a time that no clock knows", { latest: 9e15, uncertainty: null }],
    ["in doubt", { latest: 9e15, uncertainty: 0 }],
  ])("that moved %s is as the snapshot shows it", async (how, at) => {
    await fixture.happens(
      how === "in doubt"
        ? { kind: "abnormal", slot: 3, what: "door" }
        : { kind: "removed", slot: 3, itemId: itemIn(3), source: "report" },
      { at },
    );
    expect(await availability(3)).toBe("ready");
  });

  it("is free again while the order that did not open it is given back", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    const release = fixture.credit.hold("cancel");
    await fixture.confirm(orderNo);
    const result = { outcome: "refused", reason: "lock-fault" } as const;
    await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
    expect((await fixture.record(orderNo)).order.state).toBe("cancelling");
    // Neither the slot nor the rider waits for the credit provider.
    await starts(7).resolves.not.toBe(orderNo);
    release();
  });
});

describe("a cabinet whose bridge can't write its disk", () => {
  it("lends nothing until it can, whatever lies in the slot", async () => {
    await fixture.snapshot([
      { slot: 2, state: "unreadable" },
      { slot: 3, state: "empty" },
    ]);
    await fixture.bridgeDisk("failing");
    const seen = [await availability(7), await availability(2), await availability(3)];
    expect(seen).toEqual(["not-lending", "not-lending", "not-lending"]);
    const { text } = await fixture.codes.issue(cabinetId, 7);
    expect((await fixture.startOrder.look(text, other)).itemsReady).toBe(0);
    await starts().rejects.toMatchObject({ code: "cabinet/not-lending" });
    await fixture.bridgeDisk("ok");
    expect(await availability(7)).toBe("ready");
    await starts().resolves.toBeDefined();
  });

  it("takes returns, and shows the empty slot for one", async () => {
    const orderNo = await fixture.lent();
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    await fixture.bridgeDisk("failing");
    const { text } = await fixture.codes.issue(cabinetId, 7);
    expect((await fixture.startOrder.look(text, riderId)).availability).toBe("empty");
    await fixture.happens({ kind: "returned", slot: 7, itemId: itemIn(7), source: "report" });
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("that is away is offline, and a slot that another rider is taking is taken", async () => {
    await fixture.request(7);
    await fixture.bridgeDisk("failing");
    expect(await availability(7)).toBe("taken");
    await fixture.departs();
    expect(await availability(8)).toBe("offline");
  });
});

describe("the tariff", () => {
  const dear = { ...tariff, version: "dear", pricePerUnit: fen(500) };
  const look = async (slot = 8) => fixture.startOrder.look((await fixture.codes.issue(cabinetId, slot)).text, other);
  const orderedBy = async (rider: string, slot: number) =>
    (await fixture.record(await fixture.request(slot, rider))).order.tariff.version;

  it("is that of the place and time, and an order keeps it when the next one comes", async () => {
    const now = fixture.clock.now();
    const shop = { tariff: dear, itemKind: "power-bank", cabinets: [cabinetId], validFrom: now + 1000 } as const;
    await fixture.lendBy(usualPlan, shop);
    expect((await look()).tariff).toEqual(tariff);
    const first = await fixture.request(7);
    await fixture.clock.pass(1000);
    expect((await look()).tariff).toEqual(dear);
    expect(await orderedBy(other, 8)).toBe("dear");
    expect((await fixture.record(first)).order.tariff).toEqual(tariff);
  });

  it("is that of what the cabinet lends", async () => {
    await fixture.lendBy(usualPlan, { tariff: dear, itemKind: "umbrella" });
    await fixture.registry.register({ ...details, itemKind: "umbrella" });
    expect(await orderedBy(other, 8)).toBe("dear");
  });

  it("of a cabinet of which nobody said what it lends is that of power banks", async () => {
    const { itemKind: _, ...row } = await fixture.cabinet();
    await fixture.store.transact((tx) => tx.put(cabinetTable, row));
    expect(await orderedBy(other, 8)).toBe("test-1");
  });

  it("is not needed for returns: who has something out is shown the empty slot of a cabinet that does not lend", async () => {
    const orderNo = await fixture.lent();
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    await fixture.lendBy({ tariff: dear, itemKind: "umbrella" });
    const seenBy = async (rider: string, slot: number) =>
      (await fixture.startOrder.look((await fixture.codes.issue(cabinetId, slot)).text, rider)).availability;
    expect([await seenBy(riderId, 7), await seenBy(riderId, 8)]).toEqual(["empty", "not-for-rent"]);
    expect(await seenBy(other, 7)).toBe("not-for-rent");
    await fixture.happens({ kind: "returned", slot: 7, itemId: itemIn(7), source: "report" });
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("is needed: without one a slot is shown as not for rent, whatever else is true of it, and lends nothing", async () => {
    await fixture.registry.register({ ...details, itemKind: "umbrella" });
    const { availability, tariff: none, place } = await look();
    expect([availability, none, place.name]).toEqual(["not-for-rent", undefined, "咖啡馆"]);
    await starts(8).rejects.toMatchObject({ code: "tariff/none" });
    await fixture.departs();
    await starts(8).rejects.toMatchObject({ code: "tariff/none" });
  });
});

describe("a rider", () => {
  it("may have one order at a time", async () => {
    await fixture.request(7);
    await starts(8).rejects.toMatchObject({ code: "rider/too-many-orders" });
    await starts(8, other).resolves.toBeDefined();
  });

  it("who asks at two slots at once gets one", async () => {
    const answers = await Promise.allSettled([fixture.request(7), fixture.request(8)]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("gets the same order again at the same slot while it can be confirmed", async () => {
    const orderNo = await fixture.request(7);
    await fixture.clock.pass(180_000);
    await starts(7).resolves.toBe(orderNo);
  });

  it("is not sent to the wallet with an order that is given up, for it would not open", async () => {
    const orderNo = await fixture.request(7);
    await fixture.orderService.apply(orderNo, { type: "given-up" }, "hub");
    const before = await fixture.record(orderNo);
    await starts(7).rejects.toMatchObject({ code: "order/given-up" });
    expect(await fixture.record(orderNo)).toEqual(before);
    fixture.runner.start();
    await fixture.clock.pass(0);
    await starts(7).resolves.not.toBe(orderNo);
  });

  it("may ask again after the last order ended", async () => {
    const orderNo = await fixture.lent();
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.state).toBe("settled");
    await starts(8).resolves.toBeDefined();
  });

  it("who asks for another number at the same slot gives the former request up, and gets it once that is over", async () => {
    const former = await fixture.request(7, undefined, 2);
    await starts(7, undefined, 2).resolves.toBe(former);
    await starts(7, undefined, 3).rejects.toMatchObject({ code: "order/given-up" });
    fixture.runner.start();
    await fixture.clock.pass(0);
    expect((await fixture.record(former)).order).toMatchObject({ state: "lapsed", lapseReason: "given-up" });
    const next = await fixture.request(7, undefined, 3);
    expect((await fixture.record(next)).order.loans.map(({ slot }) => slot)).toEqual([7, 1, 2]);
  });

  it("whose former request was confirmed meanwhile keeps no item by it", async () => {
    const former = await fixture.request(7, undefined, 2);
    fixture.credit.confirm(former, fixture.clock.now());
    await starts(7).rejects.toMatchObject({ code: "order/given-up" });
    fixture.runner.start();
    await fixture.clock.pass(10_000);
    expect((await fixture.record(former)).order.state).toBe("cancelled");
    expect(fixture.link.openings).toEqual([]);
  });

  it("whose request ran out of time has it taken back rather than confirmed too late", async () => {
    const former = await fixture.request(7);
    await fixture.clock.pass(180_001);
    await starts(7).rejects.toMatchObject({ code: "order/given-up" });
    expect((await fixture.record(former)).order.lapseReason).toBe("given-up");
  });

  it("whose request comes again under its key gets the order that it made, whatever became of it", async () => {
    const { text } = await fixture.codes.issue(cabinetId, 7);
    const key = { key: "tap-00000001", print: "as before" };
    const made = await fixture.startOrder.start(text, { riderId: other }, 1, key);
    await fixture.orderService.apply(made.orderNo, { type: "given-up" }, "hub");
    expect((await fixture.startOrder.start(text, { riderId: other }, 1, key)).orderNo).toBe(made.orderNo);
    await expect(
      fixture.startOrder.start(text, { riderId: other }, 2, { ...key, print: "otherwise" }),
    ).rejects.toMatchObject({
      code: "request/key-reused",
    });
  });

  it("may have as many orders as the hub allows, each in its own seat, the newest named first", async () => {
    const { store, registry, codes, core, orderService, clock } = fixture;
    let drawn = 0;
    const newOrderNo = () => `2026112312000099999${drawn++}`;
    const two = new StartOrder({
      store,
      registry,
      scans: core.scans,
      orderService,
      newOrderNo,
      terms,
      riderLimit: 2,
      lowestLevel: 10,
      clock,
    });
    const code = async (slot: number) => (await codes.issue(cabinetId, slot)).text;
    const orders: string[] = [];
    for (const slot of [6, 7]) {
      orders.push((await two.start(await code(slot), { riderId: other }, 1)).orderNo);
      const seen = await two.look(await code(8), other);
      expect(seen).toMatchObject({ liveOrders: orders.toReversed(), mayOrder: false });
      await expect(two.start(await code(8), { riderId: other }, 1)).rejects.toMatchObject({
        code: slot === 6 ? "rider/unconfirmed" : "rider/too-many-orders",
      });
      await clock.pass(1);
      await orderService.apply(orders.at(-1) ?? "", credit(seenAs()), "credit-provider");
      const after = await two.look(await code(8), other);
      expect(after.mayOrder).toBe(slot === 6);
    }
    await expect(two.start(await code(8), { riderId: other }, 1)).rejects.toMatchObject({
      code: "rider/too-many-orders",
    });
    expect((await fixture.record(orders[1] ?? "")).order.seat).toBe(1);
  });
});

describe("an item", () => {
  const charged = (level: number) => fixture.snapshot([{ slot: 7, state: "occupied", itemId: itemIn(7), level }]);

  it.each([0, 9])("with a charge of %i % is not lent", async (level) => {
    await charged(level);
    expect(await availability(7)).toBe("flat");
    await starts().rejects.toMatchObject({ code: "slot/flat" });
    const many = await fixture.request(1, other, 4);
    expect((await fixture.record(many)).order.loans.map(({ slot }) => slot)).not.toContain(7);
  });

  it("with enough charge is lent, and so is an umbrella, whatever the board tells of its charge", async () => {
    await charged(10);
    expect(await availability(7)).toBe("ready");
    await charged(0);
    await fixture.registry.register({ ...details, itemKind: "umbrella" });
    await fixture.lendBy(usualPlan, { tariff: dearer, itemKind: "umbrella" });
    expect(await availability(7)).toBe("ready");
  });

  it("is shown with its charge, and an umbrella without, whatever its board reports", async () => {
    await charged(93);
    const { text } = await fixture.codes.issue(cabinetId, 7);
    expect(await fixture.startOrder.look(text, riderId)).toMatchObject({ level: 93 });
    await fixture.registry.register({ ...details, itemKind: "umbrella" });
    expect(await fixture.startOrder.look(text, riderId)).not.toHaveProperty("level");
  });

  it("of a cabinet whose board is silent is not lent", async () => {
    const unreadable = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (slot) => ({ slot, state: "unreadable", fault: "board silent" }) as const,
    );
    await fixture.shows(unreadable, { cause: "board-silent" });
    expect(await availability(7)).toBe("faulted");
    await starts().rejects.toMatchObject({ code: "slot/faulted" });
    await fixture.snapshot();
    await starts().resolves.toBeDefined();
  });
});

describe("a slot that the rider's own order holds", () => {
  const look = async (slot: number, rider = riderId) =>
    fixture.startOrder.look((await fixture.codes.issue(cabinetId, slot)).text, rider);

  it("is told as the rider's own, and which order to go on with", async () => {
    const orderNo = await fixture.request(7);
    const ownOrder = { orderNo, phase: "confirm", place: "咖啡馆", slot: 7, here: true };
    expect(await look(7)).toMatchObject({ availability: "own", mayOrder: false, ownOrder, itemsReady: 0 });
    expect(await look(8)).toMatchObject({
      availability: "ready",
      mayOrder: false,
      ownOrder: { ...ownOrder, here: false },
    });
    const others = await look(7, other);
    expect([others.availability, others.ownOrder]).toEqual(["taken", undefined]);
  });

  it("is the rider's own while it opens", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request(7);
    await fixture.confirm(orderNo);
    expect(await look(7)).toMatchObject({ availability: "own", ownOrder: { orderNo, phase: "opening", here: true } });
    await fixture.opens();
    expect(await look(8)).not.toHaveProperty("ownOrder");
  });
});

describe("a rider who lets orders go", () => {
  const letGo = async (items = 1) => {
    const orderNo = await fixture.request(7, riderId, items);
    await fixture.orderService.apply(orderNo, { type: "given-up" }, `rider/${riderId}`);
    await fixture.clock.pass(0);
  };

  it("can't hold slots again and again: after two orders the next one has to wait, twice as long each time", async () => {
    fixture.runner.start();
    await letGo(4);
    await letGo(4);
    await letGo(4);
    for (const pause of [30, 60, 120]) {
      await starts().rejects.toMatchObject({ code: "rider/pause", retryAfter: pause });
      const { pausedUntil } = await fixture.startOrder.look((await fixture.codes.issue(cabinetId, 8)).text, riderId);
      expect(pausedUntil).toBe(fixture.clock.now() + pause * 1000);
      await starts(7, other).resolves.toBeDefined();
      await fixture.orderService.apply((await liveOf(other)) ?? "", { type: "given-up" }, "hub");
      await fixture.clock.pass(pause * 1000);
      await letGo();
    }
  });

  it("waits after orders that ran out of time too", async () => {
    fixture.runner.start();
    for (let times = 0; times < 3; times++) {
      await fixture.request();
      await fixture.clock.pass(5 * 60_000);
    }
    await fixture.clock.pass(0);
    const { conduct } = (await fixture.store.transact((tx) => tx.get(riderTable, riderId))) ?? {};
    expect(conduct?.letGo).toHaveLength(3);
  });

  const liveOf = async (rider: string) =>
    (await fixture.store.transact((tx) => tx.find(orderTable, byRider(rider)))).find(({ order }) => isLive(order))
      ?.order.orderNo;
});

describe("slots that wait for a confirmation", () => {
  const rider = (number: number) => `user/208800000000001${number}`;

  it("are at most half of a cabinet's, of all riders together", async () => {
    await fixture.request(1, rider(1), 3);
    await fixture.request(8, rider(2));
    await starts(7, rider(3)).rejects.toMatchObject({ code: "cabinet/busy", retryAfter: 90 });
    fixture.runner.start();
    await fixture.clock.pass(91_000);
    await starts(7, rider(3)).resolves.toBeDefined();
  });

  it("may be as many as one rider can carry where nobody else waits", async () => {
    await fixture.registry.register({ ...details, slots: 4 });
    await starts(1, rider(1), 4).resolves.toBeDefined();
  });

  it("are held for a shorter time where they are several", async () => {
    const time = async (orderNo: string) => {
      const { confirmBefore, createdAt } = (await fixture.record(orderNo)).order;
      return confirmBefore - createdAt;
    };
    expect(await time(await fixture.request(1, rider(1)))).toBe(180_000);
    expect(await time(await fixture.request(8, rider(2), 2))).toBe(90_000);
  });
});

describe("the number of items that one order may take", () => {
  const itemsReady = async (slot = 7) =>
    (await fixture.startOrder.look((await fixture.codes.issue(cabinetId, slot)).text, other)).itemsReady;

  it("counts what is ready, to the most that one can carry, and is none where the scanned slot is not", async () => {
    expect(await itemsReady()).toBe(4);
    await fixture.snapshot([1, 2, 3, 4, 5].map((slot) => ({ slot, state: "empty" as const })));
    expect(await itemsReady()).toBe(3);
    expect(await itemsReady(1)).toBe(0);
    await fixture.request(8);
    expect(await itemsReady()).toBe(2);
    expect(await itemsReady(8)).toBe(0);
    await fixture.lendBy();
    expect(await itemsReady()).toBe(0);
  });
});
