import type { CabinetId, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { type CabinetState, itemsIn } from "../store/cabinet-state-table.ts";
import { byItem, orderTable } from "../store/order-table.ts";
import { serviceCommandTable } from "../store/service-command-table.ts";
import type { Transaction } from "../store/store.ts";
import { explainsGone } from "./service-openings.ts";

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
  const isGone = ({ slot, itemId }: MissingItem) => !shown.has(itemId) && isEmpty(slot);
  const wereThere = itemsIn(snapshot?.slots ?? []).filter(isGone);
  const services = wereThere.length === 0 ? undefined : await tx.get(serviceCommandTable, cabinetId);
  // An operator who had the slot opened took it out.
  const taken = (slot: SlotNumber) => explainsGone(services, slot, snapshot?.at ?? 0);
  const gone = [...missing.filter(isGone), ...wereThere.filter(({ slot }) => !taken(slot))];
  const found: MissingItem[] = [];
  for (const item of gone) {
    if (found.some(({ itemId }) => itemId === item.itemId)) continue;
    // An order has it, or may have it.
    const holders = await tx.find(orderTable, byItem(item.itemId, cabinetId));
    if (holders.length === 0) found.push(item);
  }
  return found;
}
