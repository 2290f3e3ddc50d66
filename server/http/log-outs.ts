import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { logOutTable } from "../store/log-out-table.ts";
import type { Store, Transaction } from "../store/store.ts";

export interface LogOutParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a session lasts; ms. A log-out need not be remembered for longer. */
export const sessionLength = 12 * 3_600_000;

/** Which riders' sessions were ended before their time, by the rider or by an operator, at this hub or another one. */
export class LogOuts {
  readonly #parts: LogOutParts;
  readonly #since = new Map<string, EpochMs>();
  readonly #listeners = new Set<(riderId: string) => void>();
  #unwatch: () => void = () => {};

  constructor(parts: LogOutParts) {
    this.#parts = parts;
  }

  /** Reads what is known and follows what comes. */
  async start(): Promise<void> {
    this.#unwatch = this.#parts.store.watch(
      ({ table, key }) => {
        if (table === logOutTable.name) this.#look(key);
      },
      (table) => {
        if (table === logOutTable.name) this.#look();
      },
    );
    await this.#read();
  }

  stop(): void {
    this.#unwatch();
  }

  /** Whether a session that began at this time was ended since. */
  isEnded(riderId: string, begunAt: EpochMs): boolean {
    const since = this.#since.get(riderId);
    return since !== undefined && begunAt <= since;
  }

  /**
   * Ends every session of a rider that has begun by now.
   * @param alongside what is written in the same transaction; where it throws, no session ends
   */
  async end(riderId: string, alongside?: (tx: Transaction) => Promise<void>): Promise<void> {
    const { store, clock } = this.#parts;
    const at = clock.now();
    await store.transact(async (tx) => {
      await alongside?.(tx);
      for (const row of await tx.all(logOutTable)) {
        if (row.at + sessionLength < at) await tx.delete(logOutTable, row.riderId);
      }
      await tx.put(logOutTable, { riderId, at });
    });
    this.#keep(riderId, at);
  }

  /** Calls `listener` with each rider whose sessions are ended. */
  onEnd(listener: (riderId: string) => void): void {
    this.#listeners.add(listener);
  }

  #look(riderId?: string): void {
    this.#read(riderId).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, "riders' log-outs could not be read");
    });
  }

  async #read(riderId?: string): Promise<void> {
    const rows = await this.#parts.store.transact(async (tx) => {
      if (riderId === undefined) return tx.all(logOutTable);
      const row = await tx.get(logOutTable, riderId);
      return row ? [row] : [];
    });
    for (const row of rows) this.#keep(row.riderId, row.at);
  }

  #keep(riderId: string, at: EpochMs): void {
    if ((this.#since.get(riderId) ?? Number.NEGATIVE_INFINITY) >= at) return;
    this.#since.set(riderId, at);
    for (const listener of this.#listeners) listener(riderId);
  }
}
