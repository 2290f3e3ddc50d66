import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, OrderNo } from "../../protocol/ids.ts";
import type { Order } from "../rental/order.ts";

/** The store tells all changes of one commit within this time; ms. Where it takes longer, a screen may miss a thank-you. */
const together = 200;
/** Orders whose cabinets are remembered; the rest are read at their next change. */
const mostKnown = 20_000;

/**
 * Saves the screens' feed the reading of orders of other cabinets. An order is read at its first change, which tells its
 * cabinets, and later only if a screen follows one of them. An item may also be returned into a followed cabinet for the first
 * time: that return changes the cabinet's rows in the same commit, so an order that changes at that moment is read too.
 */
export class OrdersElsewhere {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #isFollowed: (cabinetId: CabinetId) => boolean;
  readonly #cabinets = new Map<OrderNo, readonly CabinetId[]>();
  /** Orders that were passed over a moment ago, the oldest first, and when. */
  readonly #passed = new Map<OrderNo, number>();
  /** When a followed cabinet changed last. */
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, "monotonic">, isFollowed: (cabinetId: CabinetId) => boolean) {
    this.#clock = clock;
    this.#isFollowed = isFollowed;
  }

  /** An order has changed. @returns whether it need not be read */
  passOver(orderNo: OrderNo): boolean {
    const now = this.#clock.monotonic();
    const cabinets = this.#cabinets.get(orderNo);
    if (!cabinets || cabinets.some(this.#isFollowed) || now - this.#changedAt <= together) return false;
    this.#passed.delete(orderNo);
    for (const [old, at] of this.#passed) {
      if (now - at <= together) break;
      this.#passed.delete(old);
    }
    this.#passed.set(orderNo, now);
    return true;
  }

  /** A followed cabinet has changed. @returns orders that changed in the same moment, to be read after all */
  cabinetChanged(): OrderNo[] {
    const now = this.#clock.monotonic();
    this.#changedAt = now;
    const orderNos = [...this.#passed].filter(([, at]) => now - at <= together).map(([orderNo]) => orderNo);
    this.#passed.clear();
    return orderNos;
  }

  /** An order was read. @returns the cabinets that it concerns */
  note({ orderNo, place, loans }: Order): readonly CabinetId[] {
    const cabinets = [
      ...new Set([place.cabinetId, ...loans.flatMap(({ returned }) => returned?.place.cabinetId ?? [])]),
    ];
    this.#cabinets.delete(orderNo);
    this.#cabinets.set(orderNo, cabinets);
    const [oldest] = this.#cabinets.keys();
    if (this.#cabinets.size > mostKnown && oldest !== undefined) this.#cabinets.delete(oldest);
    return cabinets;
  }
}
