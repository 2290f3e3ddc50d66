import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { OrderNo } from "../../protocol/ids.ts";
import type { Registry } from "../fleet/registry.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { type Availability, availability } from "../rental/availability.ts";
import { holdsSlot, isLive, type Order, type OrderTerms, type Place } from "../rental/order.ts";
import type { Tariff } from "../rental/tariff.ts";
import type { OrderDesk } from "../runner/order-desk.ts";
import { byHeldSlot, byItem, byRider, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { SlotView } from "./rider-api.ts";

export interface StartOrderParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly desk: OrderDesk;
  readonly newOrderNo: () => OrderNo;
  readonly tariff: Tariff;
  readonly terms: OrderTerms;
  /** Live orders that one rider may have. */
  readonly riderLimit: number;
  readonly clock: Clock;
}

const refusals: Record<Exclude<Availability, "ready">, ErrorCode> = {
  empty: "slot/empty",
  taken: "slot/taken",
  faulted: "slot/faulted",
  offline: "cabinet/offline",
};

/** From a scanned code to a requested order. */
export class StartOrder {
  readonly #parts: StartOrderParts;

  constructor(parts: StartOrderParts) {
    this.#parts = parts;
  }

  /** What the rider sees of a scanned slot. @throws AppError code/unknown, code/revoked */
  async look(code: string, riderId: string): Promise<SlotView> {
    const { store, codes, tariff, riderLimit } = this.#parts;
    const { cabinetId, slot } = await codes.verify(code);
    return store.transact(async (tx) => {
      const { place, availability, report } = await this.#slot(tx, cabinetId, slot);
      const live = await liveOrders(tx, riderId);
      return {
        code,
        place,
        slot,
        availability,
        tariff,
        ...(report?.level !== undefined && { level: report.level }),
        ...(live[0] && live.length >= riderLimit && { liveOrderNo: live[0].orderNo }),
      };
    });
  }

  /**
   * Makes the order for which the rider then confirms in the wallet. Scanned again before that, the same slot gives the
   * same order. @throws AppError slot/…, cabinet/offline, rider/too-many-orders, code/…
   */
  async start(code: string, riderId: string): Promise<Order> {
    const { store, codes, desk, newOrderNo, tariff, terms, riderLimit, clock } = this.#parts;
    const { cabinetId, slot } = await codes.verify(code);
    return store.transact(async (tx) => {
      const live = await liveOrders(tx, riderId);
      const same = live.find((order) => waitsFor(order, cabinetId, slot, clock.now()));
      if (same) return same;
      const seats = Array.from({ length: riderLimit }, (_, seat) => seat);
      const seat = seats.find((free) => live.every((order) => order.seat !== free));
      if (seat === undefined) throw new AppError("rider/too-many-orders");
      const { place, availability, report } = await this.#slot(tx, cabinetId, slot);
      if (availability !== "ready") throw new AppError(refusals[availability]);
      const expected = report?.itemId === undefined ? {} : { expectedItemId: report.itemId };
      const request = { orderNo: newOrderNo(), riderId, seat, place, slots: [{ slot, ...expected }], tariff, terms };
      return desk.requestIn(tx, request, `rider/${riderId}`);
    });
  }

  async #slot(tx: Transaction, cabinetId: string, slot: number) {
    const { name, address, presence, snapshot } = await this.#parts.registry.cabinetIn(tx, cabinetId);
    const holders = await tx.find(orderTable, byHeldSlot(cabinetId));
    const held = holders.flatMap(({ order }) =>
      order.loans.filter((loan) => holdsSlot(order, loan)).map((loan) => loan.slot),
    );
    const reports = snapshot?.slots ?? [];
    const report = reports.find((other) => other.slot === slot);
    // The snapshot may be older than the loan that took the item, or newer than a return that is still under way.
    const lent =
      report?.itemId !== undefined && (await tx.find(orderTable, byItem(report.itemId, cabinetId))).length > 0;
    const place: Place = { cabinetId, name, address };
    return { place, availability: availability(slot, presence.online, reports, lent ? [...held, slot] : held), report };
  }
}

async function liveOrders(tx: Transaction, riderId: string): Promise<Order[]> {
  const records = await tx.find(orderTable, byRider(riderId));
  return records.map(({ order }) => order).filter(isLive);
}

/** Whether the order can still be confirmed for this slot: one that was given up would be confirmed too late. */
function waitsFor(order: Order, cabinetId: string, slot: number, now: number): boolean {
  const [loan] = order.loans;
  const confirmable = order.state === "requested" && now <= order.confirmBefore;
  return confirmable && order.place.cabinetId === cabinetId && loan?.slot === slot;
}
