import type { EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { CabinetEvent, SlotReport } from "../../protocol/upward.ts";
import { bookDay } from "../rental/book-day.ts";
import type { Effect } from "../rental/effect.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { LedgerEntry } from "../rental/ledger.ts";
import { holdsSlot, isLive, isLost, isUnproven, type Loan, mayHoldItem, type Order } from "../rental/order.ts";
import { isUndecided } from "../rental/report-outcome.ts";
import type { OrderRequest } from "../rental/request.ts";
import { hasOpenObjection } from "../rental/rider-objections.ts";
import { hasEnded, type OrderState } from "../rental/transitions.ts";
import { orderSearch } from "./order-search.ts";
import type { Table } from "./store.ts";

/** An effect that is saved and not performed yet. */
export type PendingEffect = Effect & { readonly id: number };

/** Who caused a change: a rider, a cabinet, the credit provider, an operator by name, or the hub itself. */
export type Actor = `rider/${string}` | `cabinet/${string}` | `operator/${string}` | "credit-provider" | "hub";

/** How a request is known if it comes again: the key that the page drew, and a fingerprint of what it asked for. */
export interface RequestKey {
  readonly key: string;
  readonly print: string;
}

/** The event in a cabinet's journal that told an order something, and how the hub saw the slot before it. */
export interface CabinetEvidence {
  readonly journalId: CabinetEvent["journalId"];
  readonly seq: number;
  /** When it happened as the cabinet says, and how sure its clock is. */
  readonly at: CabinetEvent["at"];
  readonly slot: SlotNumber;
  /** The slot in the last snapshot before the event, taken at `seenAt`; absent: there was none. */
  readonly before?: SlotReport & { readonly seenAt: EpochMs };
}

/** One entry of an order's timeline. Replaying the entries gives the order's state. */
export interface AuditEntry {
  readonly at: number;
  readonly actor: Actor;
  readonly cause: { readonly type: "requested"; readonly request: OrderRequest } | OrderEvent;
  /** The request that led to it, where its page drew a key. */
  readonly request?: RequestKey;
  /** What of its cabinet's journal told it. */
  readonly evidence?: CabinetEvidence;
  readonly state: OrderState;
}

/** The last query of an order that was caused from outside: a notification, or the rider's page. */
export interface OutsideQuery {
  /** When it was made, or is due; epoch ms. */
  readonly at: number;
  /** The query that is being made now may have come too early: another one is due when it is answered. */
  readonly again?: true;
}

/** All that is kept of an order, changed in one transaction: its state, what is to be done, how it came about. */
export interface OrderRecord {
  readonly order: Order;
  readonly effects: readonly PendingEffect[];
  readonly nextEffectId: number;
  readonly audit: readonly AuditEntry[];
  readonly ledger: readonly LedgerEntry[];
  readonly outsideQuery?: OutsideQuery;
  /** Which operator sees to it while it is in the work list. */
  readonly assignee?: string;
  /** How many steps of the hub's clock its times have taken part in; absent: none. */
  readonly steps?: number;
}

export const orderTable: Table<OrderRecord> = {
  name: "orders",
  key: ({ order }) => order.orderNo,
  unique: ({ order }) => {
    if (!isLive(order)) return [];
    const { cabinetId } = order.place;
    return [
      // A rider who has left one order in doubt may have another, but can't leave that one too.
      order.left === undefined ? riderSeat(order.riderId, order.seat) : `left/${order.riderId}`,
      ...order.loans.flatMap((loan) => [
        ...(holdsSlot(order, loan) ? [`slot/${cabinetId}/${loan.slot}`] : []),
        ...itemClaims(order, loan),
      ]),
    ];
  },
  index: ({ order, ledger }) => [
    byRider(order.riderId),
    ...order.loans.flatMap(({ itemId }) => (itemId === undefined ? [] : [byLentItem(itemId)])),
    ...order.loans
      .filter((loan) => mayHoldItem(order, loan) || isLost(loan) || isUnproven(loan))
      .map((loan) => byItem(loan.itemId ?? loan.expectedItemId, order.place.cabinetId)),
    ...(order.loans.some((loan) => holdsSlot(order, loan)) ? [byHeldSlot(order.place.cabinetId), holdingSlots] : []),
    ...order.loans.flatMap((loan) => returnEntries(order, loan)),
    ...(order.loans.some(({ state }) => state === "lent") ? [byLender(order.place.cabinetId)] : []),
    ...(order.review ? [inReview] : []),
    ...(order.loans.some((loan) => loan.state === "lent") ? [out] : []),
    ...(isLive(order) && order.loans.some((loan) => loan.state === "unknown") ? [inDoubt] : []),
    ...(order.loans.some(isUndecided) ? [reported] : []),
    ...(hasOpenObjection(order) ? [objected] : []),
    ...(order.charge?.state === "owed" ? [owed] : []),
    ...(order.charge?.state === "failed" ? [notCollected] : []),
    // One that is given back after it lapsed has not ended any more.
    hasEnded(order.state) && order.endedAt !== undefined ? byEndDay(bookDay(order.endedAt)) : unfinished,
    ...(order.credit ? [byCreditOrder(order.credit.orderNo)] : []),
    ...new Set(ledger.map(({ at }) => byBookDay(bookDay(at)))),
  ],
  dueAt: ({ effects }) => (effects.length > 0 ? Math.min(...effects.map((effect) => effect.dueAt)) : undefined),
  restsIn: ({ order, effects }) =>
    hasEnded(order.state) && order.endedAt !== undefined && effects.length === 0 && !isWaitedFor(order)
      ? bookDay(order.endedAt).slice(0, "2026-11".length)
      : undefined,
  durable: true,
  search: orderSearch,
  form: 2,
};

/** Index entry: orders that an operator must decide. */
export const inReview = "review";

/** Index entry: orders of which nobody knows whether a slot opened. */
export const inDoubt = "in-doubt";

/** Index entry: orders with an item that is out. */
export const out = "out";

/** Index entry: orders with an item that is out, of which the rider says otherwise. */
export const reported = "reported";

/** Index entry: orders to which their rider objects. */
export const objected = "objected";

/** Index entry: orders whose charge an operator collects. */
export const owed = "owed";

/** Index entry: orders whose charge the provider could not collect. */
export const notCollected = "not-collected";

/** Index entry: orders that have not ended. */
export const unfinished = "unfinished";

/** Index entry: orders that ended on a day, `2026-11-23`. */
export function byEndDay(day: string): string {
  return `ended/${day}`;
}

/** Index entry: the order with this number at the credit provider. */
export function byCreditOrder(creditOrderNo: string): string {
  return `credit-order/${creditOrderNo}`;
}

/** Index entry: orders with a ledger entry on a day, `2026-11-23`. */
export function byBookDay(day: string): string {
  return `ledger/${day}`;
}

/** Index entry: every order of a rider. */
export function byRider(riderId: string): string {
  return `rider/${riderId}`;
}

/** Index entry: every order that lent this item, or may have. */
export function byLentItem(itemId: string): string {
  return `lent-item/${itemId}`;
}

/** Index entry: orders that hold an item or lost it, or an item without an id lent by this cabinet. */
export function byItem(itemId: string | undefined, cabinetId: string): string {
  return itemId === undefined ? `item-of/${cabinetId}` : `item/${itemId}`;
}

/** Index entry: orders with a loan that still holds a slot of this cabinet. */
export function byHeldSlot(cabinetId: string): string {
  return `held/${cabinetId}`;
}

/** Index entry: orders with a loan that still holds a slot of any cabinet. */
export const holdingSlots = "holding";

/** Index entry: orders with an item out that this cabinet lent. */
export function byLender(cabinetId: string): string {
  return `lent-by/${cabinetId}`;
}

/** Index entry: orders with a return into this cabinet that no snapshot has borne out yet. */
export function byUnprovenReturn(cabinetId: string): string {
  return `unproven/${cabinetId}`;
}

/** Index entry: orders whose item, with this id, came back into another cabinet than lent it. */
export function byForeignReturn(itemId: string): string {
  return `foreign-return/${itemId}`;
}

/** Index entry: orders that this cabinet lent, or took a return of, whose return was matched by exclusion. */
export function byExclusion(cabinetId: string): string {
  return `exclusion/${cabinetId}`;
}

function returnEntries({ place }: Order, loan: Loan): string[] {
  const { returned, itemId } = loan;
  if (!returned) return [];
  const isForeign = itemId !== undefined && returned.place.cabinetId !== place.cabinetId;
  return [
    ...(isForeign ? [byForeignReturn(itemId)] : []),
    ...(isUnproven(loan) ? [byUnprovenReturn(returned.place.cabinetId)] : []),
    ...(returned.byExclusion ? [...new Set([place.cabinetId, returned.place.cabinetId])].map(byExclusion) : []),
  ];
}

/** Whether an operator must decide, or a lost item may still come back: either is looked for among the living. */
function isWaitedFor(order: Order): boolean {
  return order.review !== undefined || hasOpenObjection(order) || order.loans.some(isLost);
}

/**
 * An item is lent once, whatever id the board told; whoever records an opening makes sure of it before. What is only
 * expected is claimed within its cabinet: a cabinet that shows another one's items can't hold them there.
 */
function itemClaims(order: Order, loan: Loan): string[] {
  const { itemId = loan.expectedItemId } = loan;
  if (itemId === undefined || !mayHoldItem(order, loan)) return [];
  const here = `item/${order.place.cabinetId}/${itemId}`;
  return loan.state === "lent" ? [`item/${itemId}`, here] : [here];
}

function riderSeat(riderId: string, seat: number): string {
  return `seat/${riderId}/${seat}`;
}
