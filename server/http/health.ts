import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { within } from "../../platform/within.ts";
import { pricesRowIn, pricesTable } from "../pricing/prices-table.ts";
import type { Store } from "../store/store.ts";

export interface HealthParts {
  readonly store: Store;
  /** With what the store failed last; undefined once something was committed since. */
  readonly storeFailure: () => ErrorCode | undefined;
  /** Whether the hub hears the cabinets. */
  readonly brokerIsThere: () => boolean;
  readonly clock: Clock;
  /** How far the machine's wall clock is off, ms; absent: nobody sets it. */
  readonly clockStep?: () => number;
}

/** A store that answers later than this counts as away; ms. */
const storePatience = 1000;

/** Whether the hub can do its work now, and if not, why. */
export class Health {
  readonly #parts: HealthParts;
  #phase: "starting" | "running" | "stopping" = "starting";
  #look: Promise<ErrorCode | undefined> | undefined;

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /** Orders are taken, and what they ask for is done. */
  started(): void {
    this.#phase = "running";
  }

  /** No more orders are taken. */
  stops(): void {
    this.#phase = "stopping";
  }

  get stopping(): boolean {
    return this.#phase === "stopping";
  }

  /** Why the hub is not ready; empty where it is. */
  async reasons(): Promise<ErrorCode[]> {
    const store = await this.#storeTrouble();
    return [
      ...(this.#phase === "starting" ? (["hub/starting"] as const) : []),
      ...(this.#phase === "stopping" ? (["hub/stopping"] as const) : []),
      ...(store ? [store] : []),
      ...(this.#parts.brokerIsThere() ? [] : (["broker/away"] as const)),
      ...(this.#parts.clockStep && this.#parts.clockStep() !== 0 ? (["hub/clock-stepped"] as const) : []),
    ];
  }

  /** One look at a time, whoever asks how often. */
  async #storeTrouble(): Promise<ErrorCode | undefined> {
    this.#look ??= this.#lookAtStore().finally(() => {
      this.#look = undefined;
    });
    const look = this.#look;
    return (await within(this.#parts.clock, storePatience, look)) ? look : "store/away";
  }

  async #lookAtStore(): Promise<ErrorCode | undefined> {
    const { store, storeFailure } = this.#parts;
    try {
      await store.transact(async (tx) => {
        const row = await pricesRowIn(tx);
        // Whether a store that failed takes changes again, only a change can tell: this one changes nothing.
        if (storeFailure() !== undefined) await tx.put(pricesTable, row);
      });
      return storeFailure();
    } catch (error) {
      return error instanceof AppError ? error.code : "internal/fault";
    }
  }
}
