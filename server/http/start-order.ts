import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { OrderNo } from "../../protocol/ids.ts";
import { takenSlots } from "../fleet/free-slots.ts";
import type { Registry } from "../fleet/registry.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { type Availability, availability } from "../rental/availability.ts";
import { isLive, type Order, type OrderTerms, type Place } from "../rental/order.ts";
import { type RatePlan, tariffFor, usualItemKind } from "../rental/rate-plan.ts";
import { bestSlots } from "../rental/slot-choice.ts";
import type { OrderDesk } from "../runner/order-desk.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { byRider, orderTable, type RequestKey } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { isDone } from "./idempotency.ts";
import { mostItems, type SlotView } from "./rider-api.ts";

export interface StartOrderParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly desk: OrderDesk;
  readonly newOrderNo: () => OrderNo;
  readonly plans: readonly RatePlan[];
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

/** Orders of a rider among which a repeated request is looked for. */
const rememberedRequests = 5;

/** From a scanned code to a requested order. */
export class StartOrder {
  readonly #parts: StartOrderParts;

  constructor(parts: StartOrderParts) {
    this.#parts = parts;
  }

  /** What the rider sees of a scanned slot. @throws AppError code/unknown, code/revoked */
  async look(code: string, riderId: string): Promise<SlotView> {
    const { store, codes, riderLimit } = this.#parts;
    const codeId = codes.idOf(code);
    return store.transact(async (tx) => {
      const { cabinetId, slot } = await codes.slotIn(tx, codeId);
      const { place, availability, reports, taken, tariff } = await this.#slot(tx, cabinetId, slot);
      const level = reports.find((report) => report.slot === slot)?.level;
      const live = await liveOrders(tx, riderId);
      return {
        code,
        place,
        slot,
        ...(tariff ? { availability, tariff } : { availability: "not-for-rent" as const }),
        ...(level !== undefined && { level }),
        itemsReady: tariff && availability === "ready" ? bestSlots(reports, taken, mostItems).length : 0,
        liveOrders: live.map(({ orderNo }) => orderNo),
        mayOrder: live.length < riderLimit,
      };
    });
  }

  /**
   * Makes the order for which the rider then confirms in the wallet: the scanned slot, and with it the best others of its
   * cabinet. Scanned again before that, the same slot and as many items give the same order. For another number the
   * former order is given up, and the rider asks again once the provider has said that it was not confirmed either.
   * @param key how the request is known if it comes again: it then gets the order that it made
   * @throws AppError slot/…, cabinet/offline, tariff/none, rider/too-many-orders, order/given-up, request/key-reused, code/…
   */
  async start(code: string, riderId: string, items: number, key?: RequestKey): Promise<Order> {
    const { store, codes, desk, newOrderNo, terms, riderLimit, clock } = this.#parts;
    const codeId = codes.idOf(code);
    const actor = `rider/${riderId}` as const;
    const order = await store.transact(async (tx) => {
      const made = key && (await orderMadeBy(tx, riderId, key));
      if (made) return made;
      const { cabinetId, slot } = await codes.slotIn(tx, codeId);
      const live = await liveOrders(tx, riderId);
      const former = live.find((other) => waitsFor(other, cabinetId, slot));
      if (former) {
        if (former.lapseReason === "given-up") return undefined;
        if (former.loans.length === items && clock.now() <= former.confirmBefore) return former;
        await desk.applyIn(tx, former.orderNo, { type: "given-up" }, actor);
        return undefined;
      }
      const seats = Array.from({ length: riderLimit }, (_, seat) => seat);
      const seat = seats.find((free) => live.every((other) => other.seat !== free));
      if (seat === undefined) throw new AppError("rider/too-many-orders");
      const { place, availability, reports, taken, tariff, isDisabled } = await this.#slot(tx, cabinetId, slot);
      if (isDisabled) throw new AppError("cabinet/disabled");
      if (!tariff) throw new AppError("tariff/none");
      if (availability !== "ready") throw new AppError(refusals[availability]);
      const scanned = reports.filter((report) => report.slot === slot);
      const slots = [...bestSlots(scanned, taken, 1), ...bestSlots(reports, [...taken, slot], items - 1)];
      if (slots.length < items) throw new AppError("slot/too-few", `Only ${slots.length} can be taken here now.`);
      return desk.requestIn(tx, { orderNo: newOrderNo(), riderId, seat, place, slots, tariff, terms }, actor, key);
    });
    // Only here, so that what was given up is kept.
    if (!order) throw new AppError("order/given-up");
    return order;
  }

  async #slot(tx: Transaction, cabinetId: string, slot: number) {
    const { registry, plans, clock } = this.#parts;
    const cabinet = await registry.cabinetIn(tx, cabinetId);
    const { name, address, itemKind = usualItemKind } = cabinet;
    const state = await tx.get(cabinetStateTable, cabinetId);
    // What only a distrusted cabinet shows is not offered.
    const reports = cabinet.distrusted ? [] : (state?.snapshot?.slots ?? []);
    const taken = await takenSlots(tx, cabinetId, reports);
    const place: Place = { cabinetId, name, address };
    return {
      place,
      availability: availability(slot, state?.presence.online === true, reports, taken),
      reports,
      taken,
      isDisabled: cabinet.disabled !== undefined,
      // What stands in a cabinet that is out of service is not for rent, whatever it costs elsewhere.
      tariff: cabinet.disabled ? undefined : tariffFor(plans, { cabinetId, itemKind }, clock.now()),
    };
  }
}

/** The order that this request has made before. @throws AppError request/key-reused */
async function orderMadeBy(tx: Transaction, riderId: string, key: RequestKey): Promise<Order | undefined> {
  const newest = await tx.page(orderTable, byRider(riderId), rememberedRequests);
  return newest.find(({ audit }) => isDone({ audit: audit.slice(0, 1) }, key))?.order;
}

/** Newest first. */
async function liveOrders(tx: Transaction, riderId: string): Promise<Order[]> {
  const records = await tx.find(orderTable, byRider(riderId));
  const live = records.map(({ order }) => order).filter(isLive);
  return live.toSorted((a, b) => b.createdAt - a.createdAt);
}

/** Whether the order asked for this slot and is not confirmed, as far as we know. */
function waitsFor({ state, place, loans }: Order, cabinetId: string, slot: number): boolean {
  return state === "requested" && place.cabinetId === cabinetId && loans[0]?.slot === slot;
}
