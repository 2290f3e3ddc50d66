import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { bookDay, endOfDay } from "../rental/book-day.ts";
import { byEndDay, type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { forget } from "./forget.ts";
import { type RetentionState, retentionKey, retentionTable } from "./retention-table.ts";
import { isErased, isOverForRider, withoutPerson } from "./without-person.ts";

export interface RetentionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Text that was never drawn before. */
  readonly draw: () => string;
  /** Days after the end of an order for which the hub knows whose it was. */
  readonly days: number;
}

/** No order is older than the software. */
const dayBeforeAll = "2025-12-31";
const lookEvery = 3_600_000;
/** Orders that are rewritten, and days that are looked into, in one transaction. */
const ordersAtOnce = 50;
const daysAtOnce = 100;

/**
 * Takes riders out of orders that ended long ago, as `RiderErasure` does on request. Hubs of one store may all do it: what one
 * has done, the others find done.
 */
export class Retention {
  readonly #parts: RetentionParts;
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.run()
      .catch((err: unknown) => this.#parts.log.error({ err }, "riders could not be taken out of old orders"))
      .finally(() => {
        if (!this.#stopped) this.#cancel = this.#parts.clock.after(lookEvery, () => this.start());
      });
  }

  /** Waits for the transaction that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#running;
  }

  /** Does what is due now. */
  async run(): Promise<void> {
    const { store, clock, log, days } = this.#parts;
    const lastDay = bookDay(clock.now() - days * 24 * 3_600_000);
    let erased = await store.transact((tx) => this.#lookAgain(tx));
    for (let more = true; more && !this.#stopped; ) {
      const step = await store.transact((tx) => this.#step(tx, lastDay));
      erased += step.erased;
      more = step.more;
    }
    if (erased > 0) log.info({ erased, lastDay }, "riders were taken out of old orders");
  }

  /** Orders that needed their rider when it was their turn. */
  async #lookAgain(tx: Transaction): Promise<number> {
    const state = await stateIn(tx);
    const rows = await Promise.all(state.waiting.map((orderNo) => tx.get(orderTable, orderNo)));
    const { erased, waiting } = await this.#erase(
      tx,
      rows.filter((row) => row !== undefined),
    );
    if (waiting.length < state.waiting.length) await tx.put(retentionTable, { ...state, waiting });
    return erased;
  }

  async #step(tx: Transaction, lastDay: string): Promise<{ readonly erased: number; readonly more: boolean }> {
    let state = await stateIn(tx);
    for (let count = 0; count < daysAtOnce && state.doneTo < lastDay; count++) {
      const day = bookDay(endOfDay(state.doneTo) + 1);
      const rows = await tx.page(orderTable, byEndDay(day), ordersAtOnce, state.before);
      const { id, doneTo } = state;
      const last = rows.at(-1)?.order.orderNo;
      const isWhole = last === undefined || rows.length < ordersAtOnce;
      if (rows.length === 0) {
        state = { id, doneTo: day, waiting: state.waiting };
        continue;
      }
      const { erased, waiting } = await this.#erase(tx, rows);
      const all = [...state.waiting, ...waiting];
      await tx.put(
        retentionTable,
        isWhole ? { id, doneTo: day, waiting: all } : { id, doneTo, before: last, waiting: all },
      );
      return { erased, more: true };
    }
    await tx.put(retentionTable, state);
    return { erased: 0, more: state.doneTo < lastDay };
  }

  /** @returns how many lost their rider, and the numbers of those that still need it */
  async #erase(tx: Transaction, rows: readonly OrderRecord[]) {
    const named = rows.filter(({ order }) => !isErased(order.riderId));
    const over = named.filter(isOverForRider);
    for (const record of over) await tx.put(orderTable, withoutPerson(record, this.#parts.draw()));
    for (const riderId of new Set(over.map(({ order }) => order.riderId)))
      await forget(tx, riderId, this.#parts.draw());
    return {
      erased: over.length,
      waiting: named.filter((one) => !over.includes(one)).map(({ order }) => order.orderNo),
    };
  }
}

async function stateIn(tx: Transaction): Promise<RetentionState> {
  return (await tx.get(retentionTable, retentionKey)) ?? { id: retentionKey, doneTo: dayBeforeAll, waiting: [] };
}
