import type { CabinetEvent } from "../../protocol/upward.ts";
import type { OrderEvent } from "../rental/event.ts";
import { commandIssuedAt, isLost, type Loan, mayHoldItem, type Order } from "../rental/order.ts";
import { boundedTime } from "../rental/reported-time.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { byItem, inDoubt, type OrderRecord, orderTable, out } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { type UnmatchedEvent, unmatchedEventTable, unmatchedOf } from "../store/unmatched-event-table.ts";
import { latestTime } from "./event-time.ts";
import { showsItem } from "./item-places.ts";

type ItemReturned = Extract<OrderEvent, { type: "item-returned" }>;

/** An unmatched return, as it would be told to the loan that it ends. */
export interface UnmatchedReturn {
  readonly unmatchedEvent: UnmatchedEvent;
  readonly event: ItemReturned;
}

/** What a cabinet's event is as a return of this loan, its time bounded; undefined: it is no return. */
export function returnOf(
  { cabinetId, name, address }: Cabinet,
  { at, body }: CabinetEvent,
  order: Order,
  loan: Loan,
  now: number,
): ItemReturned | undefined {
  if (body.kind !== "returned") return undefined;
  const { slot, itemId } = body;
  const notBefore = commandIssuedAt(order, loan) ?? order.createdAt;
  const bounded = boundedTime(at, { notBefore, notAfter: now });
  return {
    type: "item-returned",
    loanNo: loan.loanNo,
    place: { cabinetId, name, address },
    slot,
    at: bounded === null ? null : bounded.earliest,
    ...(bounded !== null && { latest: bounded.latest }),
    ...(bounded?.implausible !== undefined && { claimed: bounded.implausible }),
    ...(itemId === undefined ? {} : { itemId }),
  };
}

/** What the event would be as a return of this loan, whatever item it names; undefined where it can't be one. */
export async function asReturnOf(
  tx: Transaction,
  unmatchedEvent: UnmatchedEvent,
  order: Order,
  loan: Loan,
  now: number,
): Promise<UnmatchedReturn | undefined> {
  const cabinet = await tx.get(cabinetTable, unmatchedEvent.cabinetId);
  const body = unmatchedEvent.event?.body;
  if (!cabinet || !unmatchedEvent.event || body?.kind !== "returned") return undefined;
  if (!mayHoldItem(order, loan) && !isLost(loan)) return undefined;
  const issuedAt = commandIssuedAt(order, loan);
  // What the hub heard before the slot was to open is no return of what came out of it, whatever its clock says.
  if (issuedAt === undefined || unmatchedEvent.receivedAt < issuedAt) return undefined;
  const event = returnOf(cabinet, unmatchedEvent.event, order, loan, now);
  return event && { unmatchedEvent, event };
}

/** Whether both ids are known, and differ. */
export function isOtherItem({ itemId, expectedItemId }: Loan, returned: string | undefined): boolean {
  const its = itemId ?? expectedItemId;
  return its !== undefined && returned !== undefined && its !== returned;
}

/**
 * The one unmatched return of an item without an id into this slot that can be this loan's and no other's. undefined: there
 * is none, or more than one, or other loans fit it too, or fitted it when it came, or the loan's item has an id, by which
 * its return would have been known. Then an operator decides: a rider's word, and a code that can be photographed, must not
 * end a loan with the return of somebody else who has not noticed yet that it is missing. An operator decides too where the
 * cabinet did not lend the item, for nothing but its own word says that it is back, or where its word counts for nothing.
 */
export async function onlyUnmatchedReturn(
  tx: Transaction,
  order: Order,
  loan: Loan,
  { cabinetId, slot }: { readonly cabinetId: string; readonly slot: number },
  now: number,
): Promise<UnmatchedReturn | undefined> {
  if ((loan.itemId ?? loan.expectedItemId) !== undefined || cabinetId !== order.place.cabinetId) return undefined;
  if ((await tx.get(cabinetTable, cabinetId))?.distrusted) return undefined;
  const found: UnmatchedReturn[] = [];
  for (const unmatchedEvent of await tx.find(unmatchedEventTable, unmatchedOf(cabinetId))) {
    if (!unmatchedEvent.event || !fitsInTime(latestTime(unmatchedEvent.event.at), order, loan)) continue;
    const back = await asReturnOf(tx, unmatchedEvent, order, loan, now);
    if (back && back.event.slot === slot && back.event.itemId === undefined) found.push(back);
  }
  const [only, ...more] = found;
  if (!only || more.length > 0 || only.unmatchedEvent.ambiguous) return undefined;
  if (await fitsOthers(tx, only.unmatchedEvent, order, loan, now)) return undefined;
  const { unmatchedEvent, event } = only;
  const seen = showsItem(await tx.get(cabinetStateTable, cabinetId), { slot }, event.at ?? now);
  return seen ? only : { unmatchedEvent, event: { ...event, unseen: true } };
}

/** Whether several loans without an id can end by this return: an operator decides then which one did. */
export async function isAmbiguous(tx: Transaction, unmatchedEvent: UnmatchedEvent, now: number): Promise<boolean> {
  const body = unmatchedEvent.event?.body;
  if (body?.kind !== "returned" || body.itemId !== undefined) return false;
  const records = await tx.find(orderTable, byItem(undefined, unmatchedEvent.cabinetId));
  return (await unreadLoansOf(tx, unmatchedEvent, records, now)).length > 1;
}

/** Whether the return can be that of another loan without an id: an item may come back to another cabinet than its own. */
async function fitsOthers(
  tx: Transaction,
  unmatchedEvent: UnmatchedEvent,
  { orderNo }: Order,
  { loanNo }: Loan,
  now: number,
): Promise<boolean> {
  const entries = [out, inDoubt, byItem(undefined, unmatchedEvent.cabinetId)];
  const records = (await Promise.all(entries.map((entry) => tx.find(orderTable, entry)))).flat();
  const fitting = await unreadLoansOf(tx, unmatchedEvent, records, now);
  return fitting.some((other) => other.orderNo !== orderNo || other.loanNo !== loanNo);
}

/** The loans of items without an id that the return can be of. */
async function unreadLoansOf(
  tx: Transaction,
  unmatchedEvent: UnmatchedEvent,
  records: readonly OrderRecord[],
  now: number,
) {
  const latest = unmatchedEvent.event ? latestTime(unmatchedEvent.event.at) : null;
  const fitting: { orderNo: string; loanNo: number }[] = [];
  for (const { order } of records) {
    for (const loan of order.loans.filter(({ itemId, expectedItemId }) => (itemId ?? expectedItemId) === undefined)) {
      const fits = fitsInTime(latest, order, loan) && (await asReturnOf(tx, unmatchedEvent, order, loan, now));
      if (fits) fitting.push({ orderNo: order.orderNo, loanNo: loan.loanNo });
    }
  }
  return fitting;
}

/** Whether something that went in at `latest` at the latest can have been out by this loan. */
export function fitsInTime(latest: number | null, order: Order, loan: Loan): boolean {
  const outSince = loan.openedAt ?? commandIssuedAt(order, loan);
  return outSince !== undefined && (latest === null || latest >= outSince);
}
