import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { OrderNo } from "../../protocol/ids.ts";
import { takenSlots, wantedForTaken } from "../fleet/free-slots.ts";
import type { Registry } from "../fleet/registry.ts";
import type { OrderService } from "../orders/order-service.ts";
import { slotCodeTable } from "../qr/slot-code-table.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { type Availability, availability, lowestLevelOf } from "../rental/availability.ts";
import { pausedUntil } from "../rental/conduct.ts";
import { holdsSlot, type Order, type OrderTerms, type Place } from "../rental/order.ts";
import { type RatePlan, tariffFor, usualItemKind } from "../rental/rate-plan.ts";
import type { OrderRequest } from "../rental/request.ts";
import { bestSlots } from "../rental/slot-choice.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { byHeldSlot, byRider, orderTable, type RequestKey } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction, Wanted } from "../store/store.ts";
import { isDone } from "./idempotency.ts";
import { phaseOf } from "./order-phase.ts";
import { liveOrders } from "./own-order.ts";
import { mostItems, type SlotView } from "./rider-api.ts";
import { waiting } from "./waiting.ts";

export interface StartOrderParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly orderService: OrderService;
  readonly newOrderNo: () => OrderNo;
  readonly plans: readonly RatePlan[];
  readonly terms: OrderTerms;
  /** Live orders that one rider may have. */
  readonly riderLimit: number;
  /** The charge in percent below which a power bank is not lent. */
  readonly lowestLevel: number;
  readonly clock: Clock;
}

/** Who asks: the ids under which the provider knows the rider. */
type Rider = Pick<OrderRequest, "riderId" | "riderAlias">;

const refusals: Record<Exclude<Availability, "ready">, ErrorCode> = {
  empty: "slot/empty",
  taken: "slot/taken",
  faulted: "slot/faulted",
  flat: "slot/flat",
  offline: "cabinet/offline",
};

/** Why an order may not be begun. */
export const startProblems: readonly ErrorCode[] = [
  "code/unknown",
  "code/revoked",
  "rider/too-many-orders",
  "rider/unconfirmed",
  "rider/pause",
  "cabinet/disabled",
  "tariff/none",
  ...Object.values(refusals),
  "slot/too-few",
  "cabinet/busy",
  "order/given-up",
  "store/conflict",
  "hub/stopping",
];

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
    const { store, codes, riderLimit, clock } = this.#parts;
    const codeId = codes.idOf(code);
    return store.transact(async (tx) => {
      await prefetch(tx, codeId, riderId);
      const { cabinetId, slot } = await codes.slotIn(tx, codeId);
      const scanned = await this.#slot(tx, cabinetId, slot);
      const { place, availability, reports, taken, tariff, lowestLevel } = scanned;
      // Boards of umbrellas may report a level; it means nothing there.
      const level = lowestLevel > 0 ? reports.find((report) => report.slot === slot)?.level : undefined;
      const live = await liveOrders(tx, riderId);
      const own = ownOrder(live, cabinetId, slot);
      const pause = await pauseOf(tx, riderId, clock.now());
      const seen = availability === "taken" && own?.here ? "own" : availability;
      return {
        code,
        place,
        slot,
        ...(tariff ? { availability: seen, tariff } : { availability: "not-for-rent" as const }),
        ...(level !== undefined && { level }),
        itemsReady: tariff && availability === "ready" ? bestSlots(reports, taken, mostItems, lowestLevel).length : 0,
        liveOrders: live.map(({ orderNo }) => orderNo),
        mayOrder: live.filter(isCounted).length < riderLimit && !live.some(isUnconfirmed),
        ...(own && { ownOrder: own }),
        ...(pause !== undefined && { pausedUntil: pause }),
      };
    });
  }

  /**
   * Makes the order for which the rider then confirms in the wallet: the scanned slot, and with it the best others of its
   * cabinet. Scanned again before that, the same slot and as many items give the same order. For another number the
   * former order is given up, and the rider asks again once the provider has said that it was not confirmed either.
   * @param key how the request is known if it comes again: it then gets the order that it made
   * @throws AppError slot/…, cabinet/offline, tariff/none, rider/…, cabinet/busy, order/given-up, request/key-reused, code/…
   */
  async start(code: string, rider: Rider, items: number, key?: RequestKey): Promise<Order> {
    const { store, codes, orderService, newOrderNo, terms, riderLimit, clock } = this.#parts;
    const codeId = codes.idOf(code);
    const { riderId, riderAlias } = rider;
    const ids = { riderId, ...(riderAlias !== undefined && { riderAlias }) };
    const actor = `rider/${riderId}` as const;
    const orderNo = newOrderNo();
    const order = await store.transact(async (tx) => {
      await prefetch(tx, codeId, riderId, [newestOf(riderId), { table: orderTable, key: orderNo }]);
      const made = key && (await orderMadeBy(tx, riderId, key));
      if (made) return made;
      const { cabinetId, slot } = await codes.slotIn(tx, codeId);
      const live = await liveOrders(tx, riderId);
      const former = live.find((other) => waitsFor(other, cabinetId, slot));
      if (former) {
        if (former.lapseReason === "given-up") return undefined;
        if (former.loans.length === items && clock.now() <= former.confirmBefore) return former;
        await orderService.applyIn(tx, former.orderNo, { type: "given-up" }, actor);
        return undefined;
      }
      const seats = Array.from({ length: riderLimit }, (_, seat) => seat);
      const seat = seats.find((free) => live.filter(isCounted).every((other) => other.seat !== free));
      if (seat === undefined) throw new AppError("rider/too-many-orders");
      if (live.some(isUnconfirmed)) throw new AppError("rider/unconfirmed");
      const now = clock.now();
      const pause = await pauseOf(tx, riderId, now);
      if (pause !== undefined) throw waiting("rider/pause", pause, now);
      const scanned = await this.#slot(tx, cabinetId, slot);
      const { place, kind, availability, reports, taken, tariff, lowestLevel, isDisabled } = scanned;
      if (isDisabled) throw new AppError("cabinet/disabled");
      if (!tariff) throw new AppError("tariff/none");
      if (availability !== "ready") throw new AppError(refusals[availability]);
      const itself = reports.filter((report) => report.slot === slot);
      const slots = [
        ...bestSlots(itself, taken, 1, lowestLevel),
        ...bestSlots(reports, [...taken, slot], items - 1, lowestLevel),
      ];
      if (slots.length < items)
        throw new AppError("slot/too-few", `Only ${slots.length} items are available in this cabinet.`);
      const busy = await busyUntil(tx, cabinetId, scanned.slots, items);
      if (busy !== undefined) throw waiting("cabinet/busy", busy, now);
      return orderService.requestIn(tx, { orderNo, ...ids, seat, place, ...kind, slots, tariff, terms }, actor, key);
    });
    // Only here, so that what was given up is kept.
    if (!order) throw new AppError("order/given-up");
    return order;
  }

  async #slot(tx: Transaction, cabinetId: string, slot: number) {
    const { registry, plans, clock, lowestLevel: lowest } = this.#parts;
    const cabinet = await registry.cabinetIn(tx, cabinetId);
    const { name, address, slots, itemKind = usualItemKind } = cabinet;
    const lowestLevel = lowestLevelOf(itemKind, lowest);
    const state = await tx.get(cabinetStateTable, cabinetId);
    // What only a distrusted cabinet shows is not offered.
    const reports = cabinet.distrusted ? [] : (state?.snapshot?.slots ?? []);
    const taken = await takenSlots(tx, cabinetId, reports);
    const place: Place = { cabinetId, name, address };
    return {
      place,
      kind: { ...(cabinet.itemKind && { itemKind: cabinet.itemKind }) },
      slots,
      lowestLevel,
      availability: availability(slot, state?.presence.online === true, reports, taken, lowestLevel),
      reports,
      taken,
      isDisabled: cabinet.disabled !== undefined,
      // What stands in a cabinet that is out of service is not for rent, whatever it costs elsewhere.
      tariff: cabinet.disabled ? undefined : tariffFor(plans, { cabinetId, itemKind }, clock.now()),
    };
  }
}

/** Reads together what an order is decided by. */
async function prefetch(tx: Transaction, codeId: string, riderId: string, more: readonly Wanted[] = []): Promise<void> {
  const code = await tx.get(slotCodeTable, codeId);
  if (!code) return;
  const { cabinetId } = code;
  const [, state] = await Promise.all([tx.get(cabinetTable, cabinetId), tx.get(cabinetStateTable, cabinetId)]);
  await tx.prefetch([
    { table: orderTable, entry: byRider(riderId) },
    { table: riderTable, key: riderId },
    ...wantedForTaken(cabinetId, state?.snapshot?.slots ?? []),
    ...more,
  ]);
}

/** Where the orders are read among which a repeated request is looked for. */
function newestOf(riderId: string) {
  return { table: orderTable, entry: byRider(riderId), limit: rememberedRequests };
}

/** The order that this request has made before. @throws AppError request/key-reused */
async function orderMadeBy(tx: Transaction, riderId: string, key: RequestKey): Promise<Order | undefined> {
  const { table, entry, limit } = newestOf(riderId);
  const newest = await tx.page(table, entry, limit);
  return newest.find(({ audit }) => isDone({ audit: audit.slice(0, 1) }, key))?.order;
}

/** Whether the order is one of those of which a rider may have only so many. One that the rider has left is not. */
function isCounted({ left }: Order): boolean {
  return left === undefined;
}

function isUnconfirmed({ state }: Order): boolean {
  return state === "requested";
}

/** Whether the order asked for this slot and is not confirmed, as far as we know. */
function waitsFor({ state, place, loans }: Order, cabinetId: string, slot: number): boolean {
  return state === "requested" && place.cabinetId === cabinetId && loans[0]?.slot === slot;
}

/** The order of the rider's own to go on with. */
function ownOrder(live: readonly Order[], cabinetId: string, slot: number): SlotView["ownOrder"] {
  const holdsScanned = (order: Order) =>
    order.place.cabinetId === cabinetId && order.loans.some((loan) => loan.slot === slot && holdsSlot(order, loan));
  const order = live.find(isUnconfirmed) ?? live.find(holdsScanned);
  if (!order) return undefined;
  const here = holdsScanned(order);
  const [first] = order.loans;
  return {
    orderNo: order.orderNo,
    phase: phaseOf(order),
    place: order.place.name,
    slot: here ? slot : (first?.slot ?? slot),
    here,
  };
}

async function pauseOf(tx: Transaction, riderId: string, now: number): Promise<number | undefined> {
  const rider = await tx.get(riderTable, riderId);
  return rider && pausedUntil(rider.conduct, now);
}

/**
 * Until when other riders, who have not confirmed yet, hold so many slots of a cabinet that no more may be held: half of
 * them, and one at least. undefined: these items may be asked for.
 */
async function busyUntil(
  tx: Transaction,
  cabinetId: string,
  slots: number,
  items: number,
): Promise<number | undefined> {
  const holders = await tx.find(orderTable, byHeldSlot(cabinetId));
  const unconfirmed = holders.map(({ order }) => order).filter(isUnconfirmed);
  const held = unconfirmed.reduce((sum, { loans }) => sum + loans.length, 0);
  if (held === 0 || held + items <= Math.max(1, Math.ceil(slots / 2))) return undefined;
  return Math.min(...unconfirmed.map(({ confirmBefore }) => confirmBefore));
}
