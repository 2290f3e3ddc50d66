import type { SlotNumber } from "../../protocol/ids.ts";
import { holdsSlot, type Order } from "../rental/order.ts";
import { bestSlots, type SlotChoice } from "../rental/slot-choice.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";

/** Slots that nobody may open now, whatever lies in them: a live order holds the slot, or our books say that its item is out. */
export async function takenSlots(tx: Transaction, { cabinetId, snapshot }: Cabinet): Promise<SlotNumber[]> {
  const holders = await tx.find(orderTable, byHeldSlot(cabinetId));
  const taken = holders.flatMap(({ order }) =>
    order.loans.filter((loan) => holdsSlot(order, loan)).map(({ slot }) => slot),
  );
  for (const { slot, itemId } of snapshot?.slots ?? []) {
    // The snapshot may be older than the loan that took the item, or newer than a return that is still under way.
    if (itemId !== undefined && (await tx.find(orderTable, byItem(itemId, cabinetId))).length > 0) taken.push(slot);
  }
  return taken;
}

/**
 * The best slot of the order's cabinet that the order has not tried yet; null where the cabinet is away or has none. Another
 * order may take it before this one does: then the store refuses, and whoever asked asks again.
 */
export function chooseSlot(store: Store, { place, loans }: Order): Promise<SlotChoice | null> {
  return store.transact(async (tx) => {
    const cabinet = await tx.get(cabinetTable, place.cabinetId);
    if (!cabinet?.presence.online || !cabinet.snapshot) return null;
    const tried = loans.map(({ slot }) => slot);
    const [best = null] = bestSlots(cabinet.snapshot.slots, [...(await takenSlots(tx, cabinet)), ...tried], 1);
    return best;
  });
}
