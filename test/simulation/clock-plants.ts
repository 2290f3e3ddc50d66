import type { Clock, ClockSource } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { seal } from "../../protocol/seal.ts";
import { orderTable } from "../../server/store/order-table.ts";
import { type ClockSteps, steppedStore } from "../../server/store/stepped-store.ts";
import type { Store, Table, Transaction } from "../../server/store/store.ts";
import { storeWith } from "../support/store-with.ts";
import type { FaultPlan } from "./faults.ts";
import type { Plant } from "./plant.ts";
import type { Seams } from "./seams.ts";

/** Steps and nothing that hides them: no hub dies while its clock is off. */
const steps: FaultPlan["rates"] = {
  "the hub's clock steps for a moment": 4,
  "the hub's clock steps for good": 0.5,
  "the hub is killed": 0,
  "a hub is stopped in order": 0,
  "a hub's machine is started again": 0,
  "the hub is killed between two steps": 0,
};

/** Planted faults about the hub's own clock. */
export const clockPlants: readonly Omit<Plant, "kind">[] = [
  {
    name: "a step of the wall clock is believed at once",
    promise: "S15",
    within: 200,
    rates: steps,
    seams: { clock: wallClock },
  },
  {
    name: "the translation of open orders is forgotten when a step is taken over",
    promise: "S15",
    within: 300,
    rates: { ...steps, "the hub's clock steps for a moment": 0, "the hub's clock steps for good": 1 },
    seams: { timeStore: withoutOrders, steppedStore: (store, steps) => steppedStore(asMoved(store, steps), steps) },
  },
  {
    name: "an item is written off on one reading of the wall clock",
    promise: "S15",
    within: 200,
    rates: { ...steps, "the hub's clock steps for good": 0 },
    seams: { runnerTime: (_time, source) => ({ clock: wallClock(undefined, source), reliableSince: undefined }) },
  },
  {
    name: "a bridge goes on judging commands by the time from before the hub took over a step",
    promise: "S15",
    within: 300,
    rates: { ...steps, "the hub's clock steps for a moment": 0, "the hub's clock steps for good": 1 },
    seams: { welcome: withFirstTime() },
  },
];

function wallClock(_clock: Clock | undefined, source: ClockSource): Clock {
  return {
    now: () => source.now(),
    monotonic: () => source.monotonic(),
    after: (delay, work) => source.after(delay, work),
  };
}

/** The hub's time finds no order that it would have to move. */
function withoutOrders(store: Store): Store {
  return readThrough(store, (table, rows) => (table.name === orderTable.name ? [] : rows));
}

/** Each order counts as moved by all steps so far. */
function asMoved(store: Store, steps: ClockSteps): Store {
  return readThrough(store, (table, rows) =>
    table.name === orderTable.name ? rows.map((row) => ({ ...row, steps: steps.count })) : rows,
  );
}

function readThrough(store: Store, change: <Row>(table: Table<Row>, rows: readonly Row[]) => readonly Row[]): Store {
  const changed = (tx: Transaction): Transaction => ({
    get: async (table, key) => {
      const row = await tx.get(table, key);
      return row === undefined ? undefined : change(table, [row])[0];
    },
    find: async (table, entry) => change(table, await tx.find(table, entry)),
    page: async (table, entry, limit, before) => change(table, await tx.page(table, entry, limit, before)),
    all: async (table) => change(table, await tx.all(table)),
    prefetch: (wanted) => tx.prefetch(wanted),
    put: (table, row) => tx.put(table, row),
    delete: (table, key) => tx.delete(table, key),
  });
  return storeWith(store, { transact: (work) => store.transact((tx) => work(changed(tx))) });
}

/** Each cabinet hears for ever what time goes on from its first welcome. */
function withFirstTime(): Seams["welcome"] {
  const ahead = new Map<string, EpochMs>();
  return (welcome, { cabinetId, sealKey, now }) => {
    const first = ahead.get(cabinetId) ?? welcome.hubTime - now;
    ahead.set(cabinetId, first);
    return seal(sealKey, cabinetId, { ...welcome, hubTime: now + first });
  };
}
