import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { orderTable, out } from "../store/order-table.ts";
import { type OutCount, outCountTable } from "../store/out-count-table.ts";
import type { Search } from "../store/search.ts";
import type { Store, Transaction } from "../store/store.ts";

export interface OutCountsParts {
  readonly store: Store;
  readonly search: Pick<Search, "search">;
  readonly clock: Clock;
  readonly log: Pick<Log, "error">;
}

const hour = 3_600_000;
const retryAfter = 60_000;

/**
 * Counts once an hour how many orders have an item that is out: the orders themselves say later when their items were out, but
 * not without reading all of them. Hubs of one store all count, and the first one's count is kept.
 */
export class OutCounts {
  readonly #parts: OutCountsParts;
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: OutCountsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#countAndGoOn();
  }

  /** Waits for a count that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#running;
  }

  async #countAndGoOn(): Promise<void> {
    const { clock, log } = this.#parts;
    let after = retryAfter;
    try {
      await this.count();
      after = hour - (clock.now() % hour);
    } catch (err) {
      log.error({ err }, "the orders with items that are out could not be counted");
    }
    if (!this.#stopped) this.#cancel = clock.after(after, () => this.start());
  }

  /** Counts, unless this hour has its count. */
  async count(): Promise<void> {
    const { store, search, clock } = this.#parts;
    const now = clock.now();
    const begun = now - (now % hour);
    if (await store.transact((tx) => isKept(tx, begun))) return;
    const { count } = await search.search(orderTable, { entries: [out], limit: 1 });
    await store.transact(async (tx) => {
      if (!(await isKept(tx, begun))) await tx.put(outCountTable, { hour: begun, out: count?.atLeast ?? 0 });
    });
  }
}

async function isKept(tx: Transaction, begun: EpochMs): Promise<boolean> {
  return (await tx.get(outCountTable, outCountTable.key({ hour: begun, out: 0 }))) !== undefined;
}

/** The counts of some days, the first hour first. @param days of the books */
export async function outCountsOf(store: Store, days: readonly string[]): Promise<readonly OutCount[]> {
  return store.transact(async (tx) => {
    await tx.prefetch(days.map((day) => ({ table: outCountTable, entry: day })));
    const found = await Promise.all(days.map((day) => tx.find(outCountTable, day)));
    return found.flat();
  });
}
