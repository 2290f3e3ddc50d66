import { afterEach, beforeEach, expect, test } from "vitest";
import { SteadyClock } from "../../../platform/steady-clock.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { OrderService, replay } from "../../../server/orders/order-service.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { clockStepTable, type Heartbeat, heartbeatTable } from "../../../server/store/clock-tables.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { steppedStore } from "../../../server/store/stepped-store.ts";
import type { Store } from "../../../server/store/store.ts";
import { HubTime } from "../../../server/time/hub-time.ts";
import { MachineClock } from "../../support/machine-clock.ts";
import { storeWith } from "../../support/store-with.ts";
import { Shelf } from "../books/shelf.ts";
import { answered, credit, hour, minute, request, returned, second, seenAs, start } from "../rental/examples.ts";

const day = 24 * hour;

let shelf: Shelf;
let machine: MachineClock;
let metrics: HubMetrics;
let logged: string[];
let told: string[];
let time: HubTime;
let clock: SteadyClock;

beforeEach(async () => {
  shelf = await Shelf.open();
  machine = new MachineClock(start);
  // A machine that runs for a while.
  await machine.pass(0);
  machine.suspend(400 * second);
  machine.setWall(start);
  [time, clock] = await hub();
});
afterEach(async () => {
  await time.stop();
  await shelf.close();
});

interface HubOf {
  readonly store?: Store;
  readonly shared?: boolean;
  readonly bootId?: string;
}

async function hub({
  store = shelf.store,
  shared = false,
  bootId = "boot-1",
}: HubOf = {}): Promise<[HubTime, SteadyClock]> {
  metrics = new HubMetrics();
  logged = [];
  told = [];
  const line = (level: string) => (_fields: object, message: string) => void logged.push(`${level} ${message}`);
  const log = { info: line("info"), warn: line("warn"), error: line("error") };
  const steady = new SteadyClock(machine);
  const parts = { store, source: machine, clock: steady, bootId, shared, metrics, log };
  const started = await HubTime.start(parts);
  started.listen({
    askCabinets: async () => void told.push("asked"),
    beginSilenceAnew: () => void told.push("silence begins anew"),
  });
  return [started, steady];
}

function beatOf(changes: Partial<Heartbeat>): Heartbeat {
  return { bootId: "boot-1", at: start, uptime: machine.uptime(), off: 0, ...changes };
}

function stepped(): Store {
  return steppedStore(shelf.store, time.steps);
}

async function lend(): Promise<OrderService> {
  const orderService = new OrderService(stepped(), clock);
  await stepped().transact((tx) => orderService.requestIn(tx, request, "hub"));
  await machine.pass(20 * second);
  await orderService.apply(request.orderNo, credit(seenAs()), "credit-provider");
  await machine.pass(2 * second);
  await orderService.apply(
    request.orderNo,
    answered({ outcome: "opened", itemId: "BANK07" }, clock.now()),
    "cabinet/cab-1",
  );
  return orderService;
}

/** The wall clock is set and stays, until the hub has taken that over. */
async function adopted(by: number): Promise<void> {
  machine.step(by);
  await machine.pass(5 * minute + 2 * second);
  await time.idle();
}

async function record(store: Store) {
  const found = await store.transact((tx) => tx.get(orderTable, request.orderNo));
  if (!found) throw new Error("no order");
  return found;
}

test.each([hour, -hour, -20 * second, 41 * day])(
  "a step of %i ms that lasts moves the order, and its rent stays",
  async (by) => {
    const orderService = await lend();
    const before = await record(shelf.store);
    await adopted(by);
    const after = await record(shelf.store);
    expect(after.steps).toBe(1);
    expect(after.order.createdAt).toBe(before.order.createdAt + by);
    expect(after.effects.map(({ dueAt }) => dueAt)).toEqual(before.effects.map(({ dueAt }) => dueAt + by));
    expect(after.audit.at(-1)).toMatchObject({ actor: "hub", cause: { type: "clock-stepped", by }, state: "active" });
    expect(replay(after.audit)).toEqual(after.order);
    await machine.pass(hour);
    const { charge } = await orderService.apply(request.orderNo, returned(clock.now()), "cabinet/cab-1");
    expect(charge?.amount).toBe(600);
    expect(told).toEqual(["asked", "silence begins anew", "asked"]);
    expect(await metrics.registry.metrics()).toContain('jiehuan_clock_steps_total{outcome="adopted"} 1');
  },
);

test("a step for a moment changes no order, and is said in log and metrics", async () => {
  await lend();
  const before = await record(shelf.store);
  machine.step(41 * day);
  await machine.pass(65 * second);
  expect(await metrics.registry.metrics()).toMatch(/^jiehuan_clock_step_seconds 3542400$/m);
  machine.step(-41 * day);
  await machine.pass(10 * minute);
  await time.idle();
  expect(await record(stepped())).toEqual(before);
  expect(time.steps.count).toBe(0);
  expect(await metrics.registry.metrics()).toMatch(/^jiehuan_clock_step_seconds 0$/m);
  expect(logged).toEqual([
    "error the wall clock was set; the hub goes on by the time that has passed",
    "info the wall clock is back",
  ]);
});

test("a wall clock that is set again and again has cabinets asked for the time once a minute at most", async () => {
  for (let count = 0; count < 20; count++) {
    machine.step(count % 2 === 0 ? hour : -hour);
    await machine.pass(2 * second);
  }
  expect(told).toEqual(["asked"]);
});

test("a step that can't be stored moves nothing, and is tried again a minute later", async () => {
  await lend();
  await time.stop();
  let full = false;
  const store = storeWith(shelf.store, {
    transact: (work) => (full ? Promise.reject(new Error("the disk is full")) : shelf.store.transact(work)),
  });
  [time, clock] = await hub({ store });
  full = true;
  await adopted(hour);
  expect(clock.step).toBe(hour);
  expect(time.steps.count).toBe(0);
  full = false;
  await machine.pass(minute);
  await time.idle();
  expect(clock.now()).toBe(machine.now());
  expect((await record(shelf.store)).steps).toBe(1);
});

test("a hub that died between the step on disk and its clock's move goes on at the new time", async () => {
  await lend();
  await time.stop();
  // The hub dies with the transaction that stores the step: nothing of what follows is done.
  let stored = false;
  const store = storeWith(shelf.store, {
    async transact(work) {
      if (stored) throw new Error("dead");
      const value = await shelf.store.transact(work);
      stored = (await shelf.store.transact((tx) => tx.all(clockStepTable))).length > 0;
      return value;
    },
  });
  [time, clock] = await hub({ store });
  await adopted(hour);
  expect(time.steps.count).toBe(0);
  [time, clock] = await hub();
  expect(clock.step).toBe(0);
  expect(Math.abs(clock.now() - machine.now())).toBeLessThan(10);
  expect((await record(shelf.store)).steps).toBe(1);
});

test("a hub that is started again while the wall clock is off goes on by the time that passed", async () => {
  await time.stop();
  machine.step(41 * day);
  await machine.pass(minute);
  [time, clock] = await hub();
  expect(clock.step).toBe(41 * day);
  expect(clock.now()).toBe(machine.now() - 41 * day);
});

test("a start with the wall clock before the last heartbeat is a step", async () => {
  await machine.pass(hour);
  await time.stop();
  machine.step(-3 * hour);
  [time, clock] = await hub({ bootId: "boot-2" });
  expect(clock.step).toBe(-3 * hour);
  await machine.pass(5 * minute + 2 * second);
  await time.idle();
  expect(clock.now()).toBe(machine.now());
  expect(time.steps.total).toBe(-3 * hour);
});

test("a start long after the last heartbeat is said in log and metrics", async () => {
  await time.stop();
  machine.step(day);
  [time, clock] = await hub({ bootId: "boot-2" });
  expect(logged).toEqual([
    "warn the last heartbeat is long ago, or the wall clock is wrong; nothing counts as lost for ten minutes",
  ]);
  expect(await metrics.registry.metrics()).toMatch(/^jiehuan_clock_start_gap_seconds 86400$/m);
  expect(clock.reliableSince()).toBeUndefined();
});

test("one of several hubs that is killed while its wall clock is off goes on by the time that has passed", async () => {
  await time.stop();
  [time, clock] = await hub({ shared: true });
  machine.step(-hour);
  await machine.pass(7 * minute);
  await time.idle();
  const before = clock.now();
  const [killed] = [time];
  [time, clock] = await hub({ shared: true });
  expect(clock.now()).toBe(before);
  expect(clock.step).toBe(-hour);
  await killed.stop();
});

test("one of several hubs that is stopped before its wall clock stays off is not told to believe it", async () => {
  await time.stop();
  [time, clock] = await hub({ shared: true });
  machine.step(hour);
  await machine.pass(4 * minute);
  await time.stop();
  const [beat] = await shelf.store.transact((tx) => tx.all(heartbeatTable));
  expect(beat?.believeWall).toBeUndefined();
  [time, clock] = await hub({ shared: true });
  expect(clock.now()).toBe(machine.now() - hour);
});

test("one of several hubs that is behind the others' heartbeats says so, unless by no more than hubs may be apart", async () => {
  const behind = "error the hub's clock is behind the last heartbeat of other hubs; put the wall clocks right";
  const others = (ahead: number) =>
    shelf.store.transact((tx) =>
      tx.put(heartbeatTable, { bootId: "boot-9", at: machine.now() + ahead, uptime: 1000, off: 0 }),
    );
  await time.stop();
  await shelf.store.transact((tx) => tx.put(heartbeatTable, beatOf({ at: start, believeWall: true })));
  await others(second);
  [time, clock] = await hub({ shared: true });
  expect(logged).toEqual([]);
  await time.stop();
  await shelf.store.transact((tx) => tx.put(heartbeatTable, beatOf({ at: start, believeWall: true })));
  await others(minute);
  [time, clock] = await hub({ shared: true });
  expect(logged).toEqual([behind]);
});

test("one of several hubs forgets the heartbeats of machines that are gone, and keeps those of others", async () => {
  await time.stop();
  await shelf.store.transact(async (tx) => {
    for (const [bootId, ago] of [
      ["boot-7", 25 * hour],
      ["boot-8", 23 * hour],
      ["boot-9", -30 * day],
    ] as const)
      await tx.put(heartbeatTable, { bootId, at: machine.now() - ago, uptime: 1000, off: 0 });
  });
  [time, clock] = await hub({ shared: true });
  const beats = await shelf.store.transact((tx) => tx.all(heartbeatTable));
  expect(beats.map(({ bootId }) => bootId).toSorted()).toEqual(["boot-1", "boot-8"]);
});

test("a heartbeat is written each minute and at the end, and those of former machines go", async () => {
  const beats = () => shelf.store.transact((tx) => tx.all(heartbeatTable));
  expect(await beats()).toEqual([{ bootId: "boot-1", at: start, uptime: machine.uptime(), off: 0 }]);
  await machine.pass(61 * second);
  await time.idle();
  expect((await beats())[0]?.at).toBe(start + minute);
  await time.stop();
  expect((await beats())[0]?.at).toBe(start + 61 * second);
  [time, clock] = await hub({ bootId: "boot-2" });
  expect((await beats()).map(({ bootId }) => bootId)).toEqual(["boot-2"]);
});

test("one of several hubs never takes over a step alone, and says each minute what to do", async () => {
  await time.stop();
  [time, clock] = await hub({ shared: true });
  machine.step(hour);
  await machine.pass(6 * minute + 2 * second);
  await time.idle();
  expect(time.steps.count).toBe(0);
  expect(clock.step).toBe(hour);
  expect(clock.reliableSince()).toBeUndefined();
  expect(logged.filter((line) => line.includes("stays off"))).toHaveLength(2);
  await time.stop();
  [time, clock] = await hub({ shared: true });
  expect(clock.now()).toBe(machine.now());
});

test("what ends after a while ends no sooner or later for a step", async () => {
  const before = time.unstepped.now();
  await adopted(41 * day);
  expect(time.unstepped.now() - before).toBe(5 * minute + 2 * second);
});

test.each([hour, -hour])("what a cabinet showed last moves with a step of %i ms", async (by) => {
  const state = {
    cabinetId: "cab-1",
    presence: { online: true, bootId: "b", since: clock.now() },
    connection: 1,
    ended: false,
    snapshot: { no: 1, at: clock.now(), slots: [] },
    drift: [],
  };
  const heardAt = clock.now() + 5 * minute;
  await shelf.store.transact((tx) => tx.put(cabinetStateTable, { ...state, heardAt }));
  await adopted(by);
  const [moved] = await shelf.store.transact((tx) => tx.all(cabinetStateTable));
  expect(moved?.heardAt).toBe(heardAt + by);
  expect(moved?.snapshot?.at).toBe(state.snapshot.at + by);
});

test("a start of the machine that puts a wrong time right moves open orders with the correction", async () => {
  await lend();
  const { order } = await record(shelf.store);
  await adopted(-hour);
  await time.stop();
  machine.step(hour + minute);
  [time, clock] = await hub({ bootId: "boot-2" });
  expect(clock.step).toBe(hour);
  await machine.pass(5 * minute + 2 * second);
  await time.idle();
  expect(time.steps.total).toBe(0);
  expect((await record(shelf.store)).order.createdAt).toBe(order.createdAt);
});

test("a completion that is due is told the time at which the item came back by the clock as it is after a step", async () => {
  const orderService = await lend();
  await machine.pass(hour);
  await orderService.apply(request.orderNo, returned(clock.now()), "cabinet/cab-1");
  const { effects } = await record(shelf.store);
  await adopted(hour);
  const told = (all: typeof effects) =>
    all.flatMap((effect) => (effect.type === "complete-credit" ? [effect.restoredAt] : []));
  expect(told(effects)).toHaveLength(1);
  expect(told((await record(shelf.store)).effects)).toEqual(told(effects).map((at) => at + hour));
});
