import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { offeredReportsIn } from "../fleet/closed-slots.ts";
import { takenSlots, wantedForTaken } from "../fleet/free-slots.ts";
import type { Registry } from "../fleet/registry.ts";
import type { OrderService } from "../orders/order-service.ts";
import { ratePlansIn, wantedForPrices } from "../pricing/prices-table.ts";
import type { CodedPlace, ScannedCodes } from "../qr/scanned-codes.ts";
import { type Availability, availability } from "../rental/availability.ts";
import { pausedUntil } from "../rental/conduct.ts";
import { type ItemKind, lowestLevelOf, usualItemKind } from "../rental/item-kind.ts";
import type { TextVersions } from "../rental/operator-text.ts";
import { holdsSlot, type Order, type OrderTerms, type Place } from "../rental/order.ts";
import { tariffFor } from "../rental/rate-plan.ts";
import type { OrderRequest } from "../rental/request.ts";
import { supportAt } from "../rental/site.ts";
import { bestSlots } from "../rental/slot-choice.ts";
import { cabinetStateTable, refusesOpenings } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { itemKindIn, wantedForKind } from "../store/item-kind-table.ts";
import { newestVersions, profileIn, wantedForProfile } from "../store/operator-profile-table.ts";
import { seenVersionsIn } from "../store/operator-text-table.ts";
import { byHeldSlot, byRider, orderTable, type RequestKey } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction, Wanted } from "../store/store.ts";
import { isDone } from "./idempotency.ts";
import { lentKind } from "./order-context.ts";
import { phaseOf } from "./order-phase.ts";
import { liveOrders } from "./own-order.ts";
import { type CodePrice, mostItems, type SlotView } from "./rider-api.ts";
import { waiting } from "./waiting.ts";

export interface StartOrderParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly scans: ScannedCodes;
  readonly orderService: OrderService;
  readonly newOrderNo: () => OrderNo;
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
  "code/expired",
  "code/not-accepted",
  "rider/too-many-orders",
  "rider/unconfirmed",
  "rider/pause",
  "cabinet/disabled",
  "tariff/none",
  "cabinet/not-lending",
  ...Object.values(refusals),
  "slot/too-few",
  "cabinet/busy",
  "order/given-up",
  "store/conflict",
  "hub/stopping",
];

/** What a rider is told of a slot also where the cabinet lends nothing. */
const keptStates: Readonly<Record<SlotView["availability"], boolean>> = {
  offline: true,
  own: true,
  taken: true,
  "not-for-rent": true,
  closed: true,
  "not-lending": true,
  ready: false,
  empty: false,
  faulted: false,
  flat: false,
};

/** No rider's id. */
const nobody = "";
/** Orders of a rider among which a repeated request is looked for. */
const rememberedRequests = 5;

/** From a scanned code to a requested order. */
export class StartOrder {
  readonly #parts: StartOrderParts;

  constructor(parts: StartOrderParts) {
    this.#parts = parts;
  }

  /**
   * What the rider sees of a scanned slot. Its `code` is the one to go on with: what a screen shows is soon void.
   * @throws AppError code/…
   */
  async look(code: string, riderId: string): Promise<SlotView> {
    const { store, scans, riderLimit, clock } = this.#parts;
    const scanned = scans.read(code, riderId);
    return store.transact(async (tx) => {
      await prefetch(tx, await scans.cabinetIn(tx, scanned), riderId);
      const coded = await scans.placeIn(tx, scanned);
      const { cabinetId } = coded;
      const cabinet = await this.#cabinet(tx, cabinetId);
      const { place, described, site, reports, taken, tariff, lowestLevel } = cabinet;
      const support = supportAt(site, (await profileIn(tx)).support);
      const live = await liveOrders(tx, riderId);
      // A rider who has something out may be bringing it back.
      if (live.length === 0) await scans.acceptForLoanIn(tx, scanned, coded);
      const slot = slotMeant(coded, cabinet, live);
      const availability = availabilityOf(cabinet, slot);
      // Boards may report a level of what has none; it means nothing then.
      const level = lowestLevel > 0 ? reports.find((report) => report.slot === slot)?.level : undefined;
      const own = ownOrder(live, cabinetId, slot);
      const pause = await pauseOf(tx, riderId, clock.now());
      const seen = availability === "taken" && own?.here ? "own" : availability;
      // Who has something out may be bringing it back into an empty slot: what is not lent here is taken back all the same.
      const takesReturn = seen === "empty" && live.length > 0;
      const isOpen = !cabinet.lendsNothing || keptStates[seen] || takesReturn;
      const unpriced = takesReturn ? seen : cabinet.isDisabled ? "closed" : "not-for-rent";
      return {
        code: scans.goingOn(scanned, coded, slot, riderId),
        place,
        slot,
        itemKind: lentKind(described),
        ...(support && { support }),
        texts: await newestVersions(tx),
        ...(tariff ? { availability: isOpen ? seen : ("not-lending" as const), tariff } : { availability: unpriced }),
        ...(level !== undefined && { level }),
        itemsReady: tariff && seen === "ready" && isOpen ? bestSlots(reports, taken, mostItems, lowestLevel).length : 0,
        liveOrders: live.map(({ orderNo }) => orderNo),
        mayOrder: live.filter(isCounted).length < riderLimit && !live.some(isUnconfirmed),
        ...(own && { ownOrder: own }),
        ...(pause !== undefined && { pausedUntil: pause }),
      };
    });
  }

  /**
   * What a code's slot costs, for who is not known. A ticket is another rider's here.
   * @throws AppError code/…
   */
  async priceOf(code: string): Promise<CodePrice> {
    const { store, scans, registry, clock } = this.#parts;
    const scanned = scans.read(code, nobody);
    return store.transact(async (tx) => {
      const { cabinetId } = await scans.placeIn(tx, scanned);
      const { name, address, itemKind, support: site, disabled } = await registry.cabinetIn(tx, cabinetId);
      const described = await itemKindIn(tx, itemKind);
      const support = supportAt(site, (await profileIn(tx)).support);
      const now = clock.now();
      const plans = await ratePlansIn(tx, now);
      const tariff = disabled ? undefined : tariffFor(plans, { cabinetId, itemKind: described.id }, now);
      return {
        place: { cabinetId, name, address },
        itemKind: lentKind(described),
        ...(support && { support }),
        ...(tariff && { tariff }),
      };
    });
  }

  /**
   * The ticket for a screen's code with which a rider arrived at `scannedAt`; undefined for any other code. Who has to log
   * in first, or waits for the page, may take longer than the code lasts.
   * @throws AppError code/…
   */
  async ticketFor(code: string, riderId: string, scannedAt: EpochMs): Promise<string | undefined> {
    const { store, scans } = this.#parts;
    const scanned = scans.read(code, riderId, scannedAt);
    if (scanned.kind !== "screen") return undefined;
    return store.transact(async (tx) => {
      await prefetch(tx, await scans.cabinetIn(tx, scanned), riderId);
      const coded = await scans.placeIn(tx, scanned);
      const cabinet = await this.#cabinet(tx, coded.cabinetId);
      const slot = slotMeant(coded, cabinet, await liveOrders(tx, riderId));
      return scans.goingOn(scanned, coded, slot, riderId);
    });
  }

  /**
   * Makes the order for which the rider then confirms in the wallet: the scanned slot, and with it the best others of its
   * cabinet. Scanned again before that, the same slot and as many items give the same order. For another number the
   * former order is given up, and the rider asks again once the provider has said that it was not confirmed either.
   * @param key how the request is known if it comes again: it then gets the order that it made
   * @param shown the versions of the operator's texts that the rider's page showed, kept where they were the newest within the last hour; absent: the newest
   * @throws AppError slot/…, cabinet/offline, cabinet/not-lending, tariff/none, rider/…, cabinet/busy, order/given-up, request/key-reused, code/…
   */
  async start(code: string, rider: Rider, items: number, key?: RequestKey, shown: TextVersions = {}): Promise<Order> {
    const { store, scans, orderService, newOrderNo, terms, riderLimit, clock } = this.#parts;
    const scanned = scans.read(code, rider.riderId);
    const { riderId, riderAlias } = rider;
    const ids = { riderId, ...(riderAlias !== undefined && { riderAlias }) };
    const actor = `rider/${riderId}` as const;
    const orderNo = newOrderNo();
    const order = await store.transact(async (tx) => {
      const wanted = [newestOf(riderId), { table: orderTable, key: orderNo }];
      await prefetch(tx, await scans.cabinetIn(tx, scanned), riderId, wanted);
      const made = key && (await orderMadeBy(tx, riderId, key));
      if (made) return made;
      const coded = await scans.placeIn(tx, scanned);
      await scans.acceptForLoanIn(tx, scanned, coded);
      const { cabinetId } = coded;
      const cabinet = await this.#cabinet(tx, cabinetId);
      const live = await liveOrders(tx, riderId);
      const slot = slotMeant(coded, cabinet, live);
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
      const { place, kind, reports, taken, tariff, lowestLevel, isDisabled } = cabinet;
      const availability = availabilityOf(cabinet, slot);
      if (isDisabled) throw new AppError("cabinet/disabled");
      if (!tariff) throw new AppError("tariff/none");
      if (cabinet.lendsNothing) throw new AppError("cabinet/not-lending");
      if (availability !== "ready") throw new AppError(refusals[availability]);
      const itself = reports.filter((report) => report.slot === slot);
      const slots = [
        ...bestSlots(itself, taken, 1, lowestLevel),
        ...bestSlots(reports, [...taken, slot], items - 1, lowestLevel),
      ];
      if (slots.length < items)
        throw new AppError("slot/too-few", `Only ${slots.length} items are available in this cabinet.`);
      const busy = await busyUntil(tx, cabinetId, cabinet.slots, items);
      if (busy !== undefined) throw waiting("cabinet/busy", busy, now);
      const seen = await seenVersionsIn(tx, shown, now);
      const texts = Object.keys(seen).length > 0 && { texts: seen };
      const request = { orderNo, ...ids, seat, place, ...kind, slots, tariff, ...texts, terms };
      return orderService.requestIn(tx, request, actor, key);
    });
    // Only here, so that what was given up is kept.
    if (!order) throw new AppError("order/given-up");
    return order;
  }

  async #cabinet(tx: Transaction, cabinetId: string) {
    const { registry, clock, lowestLevel: lowest } = this.#parts;
    const cabinet = await registry.cabinetIn(tx, cabinetId);
    const { name, address, slots, itemKind = usualItemKind } = cabinet;
    const described: ItemKind = await itemKindIn(tx, itemKind);
    const lowestLevel = lowestLevelOf(described, lowest);
    const state = await tx.get(cabinetStateTable, cabinetId);
    // What only a distrusted cabinet shows is not offered.
    const shown = cabinet.distrusted ? [] : (state?.snapshot?.slots ?? []);
    const reports = await offeredReportsIn(tx, cabinet, shown, clock.now());
    // A slot that has moved is neither empty nor out of order until the next snapshot: the cabinet's screen says so too.
    const taken = [...(await takenSlots(tx, cabinetId, reports)), ...(state?.snapshot?.moved ?? [])];
    const place: Place = { cabinetId, name, address };
    const now = clock.now();
    const plans = await ratePlansIn(tx, now);
    return {
      place,
      described,
      site: cabinet.support,
      kind: { ...(cabinet.itemKind && { itemKind: cabinet.itemKind }) },
      slots,
      lowestLevel,
      isOnline: state?.presence.online === true,
      lendsNothing: refusesOpenings(state),
      reports,
      taken,
      isDisabled: cabinet.disabled !== undefined,
      // What stands in a cabinet that is out of service is not for rent, whatever it costs elsewhere.
      tariff: cabinet.disabled ? undefined : tariffFor(plans, { cabinetId, itemKind }, now),
    };
  }
}

/** A cabinet as an order is decided by it. */
interface SeenCabinet {
  readonly isOnline: boolean;
  readonly reports: readonly SlotReport[];
  readonly taken: readonly SlotNumber[];
  readonly lowestLevel: number;
}

function availabilityOf({ isOnline, reports, taken, lowestLevel }: SeenCabinet, slot: SlotNumber): Availability {
  return availability(slot, isOnline, reports, taken, lowestLevel);
}

/**
 * The slot that a code stands for. Who scanned the best item's code stays with the slot that was chosen, or that an order of
 * the rider's own holds; another one is chosen where that has become impossible.
 */
function slotMeant(coded: CodedPlace, cabinet: SeenCabinet, live: readonly Order[]): SlotNumber {
  if (!coded.best) return coded.slot;
  for (const order of live) {
    const held = order.place.cabinetId === coded.cabinetId && order.loans.find((loan) => holdsSlot(order, loan));
    if (held) return held.slot;
  }
  const { slot: chosen = 1 } = coded;
  if (coded.slot !== undefined && availabilityOf(cabinet, chosen) === "ready") return chosen;
  const [best] = bestSlots(cabinet.reports, cabinet.taken, 1, cabinet.lowestLevel);
  return best?.slot ?? chosen;
}

/** Reads together what an order is decided by. @param cabinetId undefined: of a code that is not known */
async function prefetch(
  tx: Transaction,
  cabinetId: string | undefined,
  riderId: string,
  more: readonly Wanted[] = [],
): Promise<void> {
  if (cabinetId === undefined) return;
  const [cabinet, state] = await Promise.all([tx.get(cabinetTable, cabinetId), tx.get(cabinetStateTable, cabinetId)]);
  await tx.prefetch([
    { table: orderTable, entry: byRider(riderId) },
    { table: riderTable, key: riderId },
    wantedForKind(cabinet?.itemKind),
    wantedForProfile,
    wantedForPrices,
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
