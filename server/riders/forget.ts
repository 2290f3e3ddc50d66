import { auditEntry, auditTable } from "../store/audit-table.ts";
import { byRider, orderTable } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Transaction } from "../store/store.ts";
import { pseudonymOf } from "./without-person.ts";

/** Acts about a rider that are rewritten in one transaction; few have as many. */
const mostActs = 1000;

/**
 * Once no order names a rider any more, nothing else does: what was counted of the rider goes, and in the audit log the acts
 * that name the rider are kept under another id.
 * @returns whether it was done
 */
export async function forget(tx: Transaction, riderId: string, draw: string): Promise<boolean> {
  if ((await tx.page(orderTable, byRider(riderId), 1)).length > 0) return false;
  await tx.delete(riderTable, riderId);
  const pseudonym = pseudonymOf(riderId, draw);
  for (const record of await tx.page(auditTable, auditEntry({ subject: `rider/${riderId}` }), mostActs))
    if ("riderId" in record.act) await tx.put(auditTable, { ...record, act: { ...record.act, riderId: pseudonym } });
  return true;
}
