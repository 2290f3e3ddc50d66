import type { OrderEvent } from "../rental/event.ts";
import { isLost, type Loan, mayHoldItem, type Order, type Place } from "../rental/order.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Transaction } from "../store/store.ts";
import { type StrayEvent, strayTable, unmatchedOf } from "../store/stray-table.ts";
import { earliestTime, latestTime } from "./event-time.ts";

/** An unmatched return, as it would be told to the loan that it ends. */
export interface StrayReturn {
  readonly stray: StrayEvent;
  readonly event: Extract<OrderEvent, { type: "item-returned" }>;
}

/** What the event would be as a return of this loan; undefined where it can't be one. */
export async function asReturnOf(
  tx: Transaction,
  stray: StrayEvent,
  order: Order,
  loan: Loan,
): Promise<StrayReturn | undefined> {
  const { cabinetId, event } = stray;
  const cabinet = await tx.get(cabinetTable, cabinetId);
  const { body, at } = event;
  if (!cabinet || body.kind !== "returned" || !fitsInTime(latestTime(at), order, loan)) return undefined;
  const place: Place = { cabinetId, name: cabinet.name, address: cabinet.address };
  const { slot, itemId } = body;
  const { loanNo } = loan;
  const told = { type: "item-returned", loanNo, place, slot, at: earliestTime(at) } as const;
  return { stray, event: itemId === undefined ? told : { ...told, itemId } };
}

/**
 * The one unmatched return of an item without an id into this slot that can be this loan's. undefined: there is none, or
 * more than one, or the loan's item has an id, by which its return would have been known; then a person decides.
 */
export async function onlyStrayReturn(
  tx: Transaction,
  order: Order,
  loan: Loan,
  { cabinetId, slot }: { readonly cabinetId: string; readonly slot: number },
): Promise<StrayReturn | undefined> {
  if ((loan.itemId ?? loan.expectedItemId) !== undefined) return undefined;
  const found: StrayReturn[] = [];
  for (const stray of await tx.find(strayTable, unmatchedOf(cabinetId))) {
    const back = await asReturnOf(tx, stray, order, loan);
    if (back && back.event.slot === slot && back.event.itemId === undefined) found.push(back);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** Whether something that went in at `latest` at the latest can have been out by this loan. */
function fitsInTime(latest: number | null, order: Order, loan: Loan): boolean {
  if (!mayHoldItem(order, loan) && !isLost(loan)) return false;
  const outSince = loan.openedAt ?? (loan.command && loan.command.expiresAt - order.terms.openWithin);
  return outSince !== undefined && (latest === null || latest >= outSince);
}
