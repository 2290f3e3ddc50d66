import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { cabinetStateTable, withPresence } from "../store/cabinet-state-table.ts";
import type { Store } from "../store/store.ts";

export interface LivenessTimeoutParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** A cabinet of which nothing was heard for so long counts as away; ms. */
  readonly silentAfter: number;
}

const rowsAtOnce = 1000;
/** How long a silent cabinet is this hub's to mark; ms. */
const lease = 10_000;
/** Looks in the time after which a cabinet is silent. */
const looks = 5;

/**
 * Marks cabinets as away that have been silent for too long: where the broker was restarted, nobody says that they were
 * lost. Hubs of one store share the work. A cabinet that speaks again is there again.
 */
export class LivenessTimeout {
  readonly #parts: LivenessTimeoutParts;
  #cancel: () => void = () => {};
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: LivenessTimeoutParts) {
    this.#parts = parts;
  }

  /** What was said before nobody may have heard, so no cabinet is silent before it had its time. */
  start(): void {
    this.#lookAfter(this.#parts.silentAfter);
  }

  /** No cabinet is silent before it had its time from now on: the clock was put right. */
  beginAnew(): void {
    if (!this.#stopped) this.#lookAfter(this.#parts.silentAfter);
  }

  /** Waits for a look that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#looking;
  }

  #lookAfter(delay: number): void {
    const { clock, log, silentAfter } = this.#parts;
    this.#cancel();
    this.#cancel = clock.after(delay, () => {
      this.#looking = this.#look()
        .catch((err: unknown) => log.error({ err }, "silent cabinets could not be looked for"))
        .finally(() => {
          if (!this.#stopped) this.#lookAfter(silentAfter / looks);
        });
    });
  }

  async #look(): Promise<void> {
    const { store, clock, silentAfter } = this.#parts;
    const heardBefore = clock.now() - silentAfter;
    const { rows } = await store.lease(cabinetStateTable, heardBefore, rowsAtOnce, lease);
    for (const { row } of rows) await this.#markAway(row.cabinetId, heardBefore);
  }

  async #markAway(cabinetId: CabinetId, heardBefore: number): Promise<void> {
    const { store, clock, log } = this.#parts;
    const marked = await store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (!state?.presence.online || state.heardAt > heardBefore) return false;
      await tx.put(cabinetStateTable, withPresence(state, false, clock.now()));
      return true;
    });
    if (marked) log.info({ cabinetId }, "a cabinet was silent for too long and counts as away");
  }
}
