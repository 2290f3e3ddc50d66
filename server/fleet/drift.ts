import type { SlotReport } from "../../protocol/upward.ts";
import { holdsSlot, isLent } from "../rental/order.ts";
import { type CabinetState, itemsIn } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import type { CabinetDrift, Drift } from "../store/drift.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { liesElsewhere } from "./item-places.ts";

/** Where a snapshot, and what the cabinet said before, differ from what the hub knows. */
export async function findDrift(
  tx: Transaction,
  { cabinetId, slots }: Cabinet,
  reports: readonly SlotReport[],
  { missing = [], slotsSaid }: { missing?: CabinetState["missing"]; slotsSaid?: number | undefined } = {},
): Promise<readonly Drift[]> {
  const drift: Drift[] = [];
  if (reports.length !== slots) drift.push({ code: "slot-count", reported: reports.length, registered: slots });
  const said = slotsDrift(slotsSaid, slots);
  if (said) drift.push(said);
  for (const { slot, itemId } of missing) drift.push({ code: "item-left", slot, itemId });
  for (const { slot, itemId } of itemsIn(reports)) {
    for (const { order } of await tx.find(orderTable, byItem(itemId, cabinetId))) {
      if (order.loans.some((loan) => isLent(loan, itemId)))
        drift.push({ code: "item-lent", slot, itemId, orderNo: order.orderNo });
    }
    const other = await liesElsewhere(tx, itemId, cabinetId);
    if (other !== undefined) drift.push({ code: "item-elsewhere", slot, itemId, cabinetId: other });
  }
  for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId))) {
    for (const loan of order.loans.filter((each) => each.state === "waiting" && holdsSlot(order, each))) {
      const report = reports.find((other) => other.slot === loan.slot);
      if (report && (report.state !== "occupied" || report.itemId !== loan.expectedItemId)) {
        drift.push({ code: "promised-item-gone", slot: loan.slot, orderNo: order.orderNo });
      }
    }
  }
  return drift;
}

/** A bridge that says at its birth that it has another number of slots; undefined: it has those that are registered. */
export function slotsDrift(said: number | undefined, registered: number): CabinetDrift | undefined {
  return said === undefined || said === registered ? undefined : { code: "bridge-slot-count", said, registered };
}
