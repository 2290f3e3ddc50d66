import type { CabinetId, EpochMs, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import type { Elsewhere } from "../rental/event.ts";
import { isLent, type Loan, type Order } from "../rental/order.ts";
import {
  type CabinetHistory,
  cabinetHistoryTable,
  emptyHistory,
  type ShownItem,
} from "../store/cabinet-history-table.ts";
import { byShownItem, type CabinetState, cabinetStateTable, itemsIn } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

/*
 * An item lies in one cabinet only. Where two cabinets show the same item, the one that has shown it for longer counts; a
 * claim that began while the item was lent, or lay elsewhere, counts for nothing.
 */

/** The cabinet that shows the item and whose claim counts more than that of `cabinetId`; undefined: there is none. */
export async function liesElsewhere(
  tx: Transaction,
  itemId: ItemId,
  cabinetId: CabinetId,
): Promise<CabinetId | undefined> {
  const states = await tx.find(cabinetStateTable, byShownItem(itemId));
  const others = states.filter((state) => state.cabinetId !== cabinetId && state.presence.online);
  if (others.length === 0) return undefined;
  const own = (await shownSince(tx, cabinetId, itemId)) ?? Number.POSITIVE_INFINITY;
  for (const other of others) {
    const since = await shownSince(tx, other.cabinetId, itemId);
    if (since === undefined || since >= own) continue;
    const cabinet = await tx.get(cabinetTable, other.cabinetId);
    if (cabinet && !cabinet.distrusted) return other.cabinetId;
  }
  return undefined;
}

/** Where an item is that this loan can't have, since another one has it or it lies elsewhere; undefined: it can have it. */
export async function whereElse(
  tx: Transaction,
  order: Order,
  loan: Loan,
  itemId: ItemId,
): Promise<Omit<Elsewhere, "itemId" | "instead"> | undefined> {
  const { cabinetId } = order.place;
  const [others, holder] = await Promise.all([
    tx.find(orderTable, byItem(itemId, cabinetId)),
    liesElsewhere(tx, itemId, cabinetId),
  ]);
  for (const other of others) {
    const isOwn = (loanNo: number) => other.order.orderNo === order.orderNo && loanNo === loan.loanNo;
    if (other.order.loans.some((its) => isLent(its, itemId) && !isOwn(its.loanNo)))
      return { orderNo: other.order.orderNo };
  }
  return holder === undefined ? undefined : { cabinetId: holder };
}

/** As `whereElse`, for an opening that seems to have given out `named`. */
export async function openedElsewhere(
  tx: Transaction,
  order: Order,
  loan: Loan,
  named: ItemId | undefined,
): Promise<Elsewhere | undefined> {
  if (named === undefined) return undefined;
  const where = await whereElse(tx, order, loan, named);
  if (!where) return undefined;
  const { expectedItemId } = loan;
  const mayBe = expectedItemId !== undefined && expectedItemId !== named;
  const instead = mayBe && !(await whereElse(tx, order, loan, expectedItemId)) ? expectedItemId : undefined;
  return { itemId: named, ...where, ...(instead !== undefined && { instead }) };
}

/** What is to be kept of since when a cabinet has shown what it shows now; undefined: it is kept already. */
export async function historyWithShown(
  tx: Transaction,
  cabinetId: CabinetId,
  slots: readonly SlotReport[],
  now: EpochMs,
): Promise<CabinetHistory | undefined> {
  const claims = (await tx.get(cabinetHistoryTable, cabinetId)) ?? emptyHistory(cabinetId);
  const shown = [...new Set(itemsIn(slots).map(({ itemId }) => itemId))];
  const isComplete = slots.every(({ state, itemId }) => state === "empty" || (state === "occupied" && itemId));
  // What an unreadable slot holds may be what it held before.
  const kept = isComplete ? claims.items.filter(({ itemId }) => shown.includes(itemId)) : claims.items;
  const known = new Map(kept.map((item) => [item.itemId, item]));
  for (const itemId of shown) {
    if (typeof known.get(itemId)?.since === "number") continue;
    known.set(itemId, { itemId, since: (await isOut(tx, cabinetId, itemId)) ? null : now });
  }
  const items = [...known.values()].slice(-mostItems);
  return isSame(items, claims.items) ? undefined : { ...claims, items };
}

/** A return into a cabinet, or an opening by it, moves the item in or out without a snapshot. */
export async function noteMovedItem(
  tx: Transaction,
  cabinetId: CabinetId,
  itemId: ItemId | undefined,
  since: EpochMs | undefined,
): Promise<void> {
  if (itemId === undefined) return;
  const claims = (await tx.get(cabinetHistoryTable, cabinetId)) ?? emptyHistory(cabinetId);
  const others = claims.items.filter((item) => item.itemId !== itemId);
  if (since === undefined && others.length === claims.items.length) return;
  const items = since === undefined ? others : [...others, { itemId, since }];
  await tx.put(cabinetHistoryTable, { ...claims, items: items.slice(-mostItems) });
}

/** Whether the cabinet's picture shows the item of a loan in the slot, in a snapshot taken at `since` or later. */
export function showsItem(
  state: CabinetState | undefined,
  { slot, itemId }: { readonly slot: SlotNumber; readonly itemId?: ItemId | undefined },
  since: EpochMs,
): boolean {
  if (!state?.snapshot || state.snapshot.at < since) return false;
  const report = state.snapshot.slots.find((other) => other.slot === slot);
  return report?.state === "occupied" && report.itemId === itemId;
}

/** Twice as many as the largest cabinet has slots. */
const mostItems = 192;

/** undefined: it makes no claim that counts. */
async function shownSince(tx: Transaction, cabinetId: CabinetId, itemId: ItemId): Promise<EpochMs | undefined> {
  const claims = await tx.get(cabinetHistoryTable, cabinetId);
  return claims?.items.find((item) => item.itemId === itemId)?.since ?? undefined;
}

async function isOut(tx: Transaction, cabinetId: CabinetId, itemId: ItemId): Promise<boolean> {
  for (const { order } of await tx.find(orderTable, byItem(itemId, cabinetId)))
    if (order.loans.some((loan) => isLent(loan, itemId))) return true;
  return (await liesElsewhere(tx, itemId, cabinetId)) !== undefined;
}

function isSame(one: readonly ShownItem[], other: readonly ShownItem[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ itemId, since }, index) => other[index]?.itemId === itemId && other[index].since === since)
  );
}
