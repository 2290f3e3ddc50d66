import type { SlotReport } from "../../protocol/upward.ts";
import { holdsSlot, isLent } from "../rental/order.ts";
import { type CabinetState, itemsIn } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { liesElsewhere } from "./item-places.ts";

/** Where a snapshot, and what the cabinet said before, differ from what the hub knows. */
export async function findDrift(
  tx: Transaction,
  { cabinetId, slots }: Cabinet,
  reports: readonly SlotReport[],
  { missing = [], slotsSaid }: { missing?: CabinetState["missing"]; slotsSaid?: number | undefined } = {},
): Promise<CabinetState["drift"]> {
  const drift: { slot?: number; what: string }[] = [];
  if (reports.length !== slots) drift.push({ what: `the cabinet reports ${reports.length} slots, not ${slots}` });
  const said = slotsDrift(slotsSaid, slots);
  if (said) drift.push(said);
  for (const { slot, itemId } of missing) drift.push({ slot, what: `item ${itemId} left the slot without a command` });
  for (const { slot, itemId } of itemsIn(reports)) {
    for (const { order } of await tx.find(orderTable, byItem(itemId, cabinetId))) {
      if (order.loans.some((loan) => isLent(loan, itemId)))
        drift.push({ slot, what: `item ${itemId} lies here but is lent in order ${order.orderNo}` });
    }
    const other = await liesElsewhere(tx, itemId, cabinetId);
    if (other !== undefined) drift.push({ slot, what: `item ${itemId} lies in cabinet ${other} too` });
  }
  for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId))) {
    for (const loan of order.loans.filter((each) => each.state === "waiting" && holdsSlot(order, each))) {
      const report = reports.find((other) => other.slot === loan.slot);
      if (report && (report.state !== "occupied" || report.itemId !== loan.expectedItemId)) {
        drift.push({ slot: loan.slot, what: `order ${order.orderNo} waits for an item that no longer lies here` });
      }
    }
  }
  return drift;
}

/** A bridge that says at its birth that it has another number of slots; undefined: it has those that are registered. */
export function slotsDrift(said: number | undefined, slots: number): { what: string } | undefined {
  return said === undefined || said === slots ? undefined : { what: `the bridge says ${said} slots, not ${slots}` };
}
