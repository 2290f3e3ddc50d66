import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "../server/store/store.ts";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import type { Bench } from "./bench.ts";
import { BenchHub } from "./bench-hub.ts";
import { copyOf, exampleOrders, fill } from "./example-orders.ts";
import type { Measurement } from "./measurement.ts";
import type { Opened } from "./open-store.ts";
import { rounds } from "./plan.ts";
import { medianOf } from "./spread.ts";
import { createStore, openStore, type StorePlace, type StoreUnderTest } from "./store-under-test.ts";

const few = 1000;
const together = 2000;
/** ms */
const restFor = 400;
const aims = { sqlite: 1.2, postgres: 1.1 };

/** R4: what a loan, a start and the memory cost with very many finished orders, over the same with a thousand. */
export async function measureFinishedOrders({ plan, folder, say }: Bench): Promise<Measurement[]> {
  const many = await createStore(plan.store, folder);
  const small = await createStore(plan.store, folder);
  try {
    const begun = performance.now();
    await fillWithFinished(many, plan.finished);
    say(`  ${plan.finished} finished orders made in ${Math.round((performance.now() - begun) / 1000)} s`);
    await fillWithFinished(small, few);
    const opened = { many: await openings(many.place), small: await openings(small.place) };
    const loans = await loanTimes(many, small, plan.quick ? 10 : 40);
    const sides = (of: { many: number[]; small: number[] }, what: string, unit: string) => ({
      ours: { what: `${what}, ${plan.finished} finished`, unit, values: of.many },
      base: { what: `${few} finished`, unit, values: of.small },
      aim: { of: "ratio" as const, bound: "at-most" as const, value: aims[plan.store] },
    });
    const each = (read: (opened: Opened) => number) => ({ many: opened.many.map(read), small: opened.small.map(read) });
    return [
      { id: "R4", ...sides(loans, "a loan", "ms") },
      {
        id: "R4 start",
        ...sides(
          each(({ after }) => after),
          "store open after",
          "ms",
        ),
      },
      {
        id: "R4 memory",
        ...sides(
          each(({ memory }) => memory / 1e6),
          "resident",
          "MB",
        ),
      },
    ];
  } finally {
    await many.remove();
    await small.remove();
  }
}

async function fillWithFinished({ place }: StoreUnderTest, count: number): Promise<void> {
  const { finished } = await exampleOrders(Date.now() - 40 * 86_400_000);
  const make = copyOf(finished);
  await inStore(place, async (store) => {
    // The embedded store moves finished orders into its archive after commits, some thousands a second: else one side would
    // begin with more of them to move.
    for (let index = 0; index < count; index += together) {
      await fill(store, make, index, Math.min(index + together, count));
      await delay(restFor);
    }
  });
}

async function inStore(place: StorePlace, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(place);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Opens the store in a new process each time. */
async function openings(place: StorePlace): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (let round = 0; round < rounds; round++) {
    const script = join(import.meta.dirname, "open-store.js");
    const process = new AskedProcess<StorePlace, Opened>({ script, execArgv: ["--expose-gc"] });
    opened.push(await process.ask(place));
    await process.end("SIGKILL");
  }
  return opened;
}

async function loanTimes(many: StoreUnderTest, small: StoreUnderTest, perRound: number) {
  const stores = { many: await openStore(many.place), small: await openStore(small.place) };
  const hubs = { many: await BenchHub.open(stores.many), small: await BenchHub.open(stores.small) };
  const times: { many: number[]; small: number[] } = { many: [], small: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      for (const side of ["many", "small"] as const) {
        const loans: number[] = [];
        for (let loan = 0; loan < perRound; loan++) loans.push((await hubs[side].lend()).whole);
        times[side].push(medianOf(loans));
      }
    }
  } finally {
    for (const side of ["many", "small"] as const) {
      await hubs[side].close();
      await stores[side].close();
    }
  }
  return times;
}
