import type { SlotReport } from "../../protocol/upward.ts";
import { holdsSlot, isLent } from "../rental/order.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

/** Where a snapshot differs from what the orders say. */
export async function findDrift(
  tx: Transaction,
  { cabinetId, slots }: Cabinet,
  reports: readonly SlotReport[],
): Promise<CabinetState["drift"]> {
  const drift: { slot?: number; what: string }[] = [];
  if (reports.length !== slots) drift.push({ what: `the cabinet reports ${reports.length} slots, not ${slots}` });
  for (const { slot, state, itemId } of reports) {
    if (itemId === undefined || state === "unreadable") continue;
    for (const { order } of await tx.find(orderTable, byItem(itemId, cabinetId))) {
      if (order.loans.some((loan) => isLent(loan, itemId)))
        drift.push({ slot, what: `item ${itemId} lies here but is lent in order ${order.orderNo}` });
    }
  }
  for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId))) {
    for (const loan of order.loans.filter((other) => other.state === "waiting" && holdsSlot(order, other))) {
      const report = reports.find((other) => other.slot === loan.slot);
      if (report && (report.state !== "occupied" || report.itemId !== loan.expectedItemId)) {
        drift.push({ slot: loan.slot, what: `order ${order.orderNo} waits for an item that no longer lies here` });
      }
    }
  }
  return drift;
}
