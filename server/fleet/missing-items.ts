import type { CabinetId, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { type CabinetState, itemsIn } from "../store/cabinet-state-table.ts";
import { byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

export interface MissingItem {
  readonly slot: SlotNumber;
  readonly itemId: ItemId;
}

/** Items that lay in a slot and are gone without a command: until they are shown again, or another one lies there. */
export async function missingItems(
  tx: Transaction,
  cabinetId: CabinetId,
  { snapshot, missing = [] }: CabinetState,
  slots: readonly SlotReport[],
): Promise<readonly MissingItem[]> {
  const shown = new Set(itemsIn(slots).map(({ itemId }) => itemId));
  const isEmpty = (slot: SlotNumber) => slots.find((other) => other.slot === slot)?.state === "empty";
  const gone = [...missing, ...itemsIn(snapshot?.slots ?? [])].filter(
    ({ slot, itemId }) => !shown.has(itemId) && isEmpty(slot),
  );
  const found: MissingItem[] = [];
  for (const item of gone) {
    if (found.some(({ itemId }) => itemId === item.itemId)) continue;
    // An order has it, or may have it.
    const holders = await tx.find(orderTable, byItem(item.itemId, cabinetId));
    if (holders.length === 0) found.push(item);
  }
  return found;
}
