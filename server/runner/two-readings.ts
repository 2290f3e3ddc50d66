import type { Clock } from "../../platform/clock.ts";
import type { Order } from "../rental/order.ts";
import type { PendingEffect } from "../store/order-table.ts";

/** Between the two readings at which an order's time to be confirmed is over; ms. */
const lapseApart = 5000;
/** Between the two readings at which an item counts as lost: longer than a step of the clock goes unadopted; ms. */
const lossApart = 10 * 60_000;

/** By the monotonic clock, since when nothing casts doubt on the time; undefined: something does now. */
export type ReliableSince = () => number | undefined;

/**
 * What can't be undone is not done because the clock shows its time once: it must be due at two readings, apart by the
 * monotonic clock, between which nothing cast doubt on the time.
 */
export class TwoReadings {
  readonly #clock: Clock;
  readonly #reliableSince: ReliableSince | undefined;
  /** When each was first read as due, by the monotonic clock. */
  readonly #first = new Map<string, number>();

  /** @param reliableSince absent: nobody sets the clock, and one reading is enough */
  constructor(clock: Clock, reliableSince: ReliableSince | undefined) {
    this.#clock = clock;
    this.#reliableSince = reliableSince;
  }

  /** How long an effect that is due must still wait, ms; 0: it may be performed. */
  wait(order: Order, effect: PendingEffect): number {
    const apart = this.#reliableSince ? this.#apart(order, effect) : 0;
    if (apart === 0) return 0;
    const key = `${order.orderNo}/${effect.key}`;
    const now = this.#clock.monotonic();
    const since = this.#reliableSince?.();
    if (since === undefined) {
      this.#first.delete(key);
      return apart;
    }
    const first = this.#first.get(key);
    if (first === undefined || first < since) {
      this.#first.set(key, now);
      return apart;
    }
    if (now - first < apart) return first + apart - now;
    this.#first.delete(key);
    return 0;
  }

  #apart(order: Order, effect: PendingEffect): number {
    if (effect.type === "wake" && effect.about.what === "given-up-for-lost") return lossApart;
    const { state, confirmBefore, lapseReason } = order;
    const mayLapse = effect.type === "query-credit" && state === "requested" && lapseReason === undefined;
    return mayLapse && this.#clock.now() > confirmBefore ? lapseApart : 0;
  }
}
