import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { lowestLevelOf } from "../rental/item-kind.ts";
import { holdsSlot, isLost, type Order } from "../rental/order.ts";
import { bestSlots, type SlotChoice } from "../rental/slot-choice.ts";
import { byShownItem, cabinetStateTable, refusesOpenings } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { itemKindIn } from "../store/item-kind-table.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import { serviceCommandTable } from "../store/service-command-table.ts";
import type { Store, Transaction, Wanted } from "../store/store.ts";
import { offeredReportsIn } from "./closed-slots.ts";
import { liesElsewhere } from "./item-places.ts";

/**
 * Slots that nobody may open now, whatever lies in them: a live order holds the slot, or our books say that its item is
 * out.
 * @param reports the cabinet's last snapshot
 */
export async function takenSlots(
  tx: Transaction,
  cabinetId: CabinetId,
  reports: readonly SlotReport[],
): Promise<SlotNumber[]> {
  const lying = itemsShown(reports);
  const [holders, borrowers, elsewhere] = await Promise.all([
    tx.find(orderTable, byHeldSlot(cabinetId)),
    Promise.all(lying.map(({ itemId }) => tx.find(orderTable, byItem(itemId, cabinetId)))),
    Promise.all(lying.map(({ itemId }) => liesElsewhere(tx, itemId, cabinetId))),
  ]);
  const held = holders.flatMap(({ order }) =>
    order.loans.filter((loan) => holdsSlot(order, loan)).map(({ slot }) => slot),
  );
  // The snapshot may be older than the loan that took the item, or newer than a return that is still under way.
  const out = lying.filter(
    ({ itemId }, index) =>
      elsewhere[index] !== undefined || (borrowers[index] ?? []).some(({ order }) => hasItem(order, itemId, cabinetId)),
  );
  return [...held, ...out.map(({ slot }) => slot)];
}

/** What `takenSlots` reads. */
export function wantedForTaken(cabinetId: CabinetId, reports: readonly SlotReport[]): Wanted[] {
  return [
    { table: orderTable, entry: byHeldSlot(cabinetId) },
    { table: serviceCommandTable, key: cabinetId },
    ...itemsShown(reports).flatMap(({ itemId }) => [
      { table: orderTable, entry: byItem(itemId, cabinetId) },
      { table: cabinetStateTable, entry: byShownItem(itemId) },
    ]),
  ];
}

function itemsShown(reports: readonly SlotReport[]) {
  return reports.flatMap(({ slot, itemId }) => (itemId === undefined ? [] : [{ slot, itemId }]));
}

/** Whether a loan has the item, or lost it, or may have it from this cabinet: what other cabinets only hope for is free. */
function hasItem(order: Order, itemId: string, cabinetId: CabinetId): boolean {
  return order.loans.some((loan) => {
    if ((loan.itemId ?? loan.expectedItemId) !== itemId) return false;
    return loan.state === "lent" || isLost(loan) || (holdsSlot(order, loan) && order.place.cabinetId === cabinetId);
  });
}

/**
 * The best slot of the order's cabinet that the order has not tried yet; null where the cabinet is away, lends nothing or has none. Another
 * order may take it before this one does: then the store refuses, and whoever asked asks again.
 */
export function chooseSlot(
  store: Store,
  { place, loans, itemKind }: Order,
  lowest: number,
  now: EpochMs,
): Promise<SlotChoice | null> {
  return store.transact(async (tx) => {
    const [state, cabinet, kind] = await Promise.all([
      tx.get(cabinetStateTable, place.cabinetId),
      tx.get(cabinetTable, place.cabinetId),
      itemKindIn(tx, itemKind),
    ]);
    if (!state?.presence.online || !state.snapshot || refusesOpenings(state)) return null;
    if (!cabinet || cabinet.disabled || cabinet.distrusted) return null;
    const reports = await offeredReportsIn(tx, cabinet, state.snapshot.slots, now);
    const tried = loans.map(({ slot }) => slot);
    const taken = await takenSlots(tx, place.cabinetId, reports);
    const [best = null] = bestSlots(reports, [...taken, ...tried], 1, lowestLevelOf(kind, lowest));
    return best;
  });
}
