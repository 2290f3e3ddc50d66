import type { EpochMs } from "../../protocol/ids.ts";
import type { Conduct } from "../rental/conduct.ts";
import { noConduct } from "../rental/conduct.ts";
import { auditEntry, auditTable } from "../store/audit-table.ts";
import { byRider, type OrderRecord, orderTable } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction } from "../store/store.ts";

/** All that the hub keeps of one rider. */
export interface RiderExport {
  readonly riderId: string;
  readonly at: EpochMs;
  /** When the rider let orders go, reported something, and was refuted; epoch ms. */
  readonly conduct: Conduct;
  /** The newest first. */
  readonly orders: readonly OrderRecord[];
  /** What operators did that concerns the rider. */
  readonly acts: readonly { readonly at: EpochMs; readonly what: string }[];
}

const ordersAtOnce = 100;
const mostActs = 1000;

/** @param alongside what is written in the first transaction, such as who asks; where it throws, nothing is read */
export async function exportRider(
  store: Store,
  riderId: string,
  at: EpochMs,
  alongside: (tx: Transaction) => Promise<void>,
): Promise<RiderExport> {
  const { conduct, acts } = await store.transact(async (tx) => {
    await alongside(tx);
    const about = await tx.page(auditTable, auditEntry({ subject: `rider/${riderId}` }), mostActs);
    return { conduct: (await tx.get(riderTable, riderId))?.conduct ?? noConduct, acts: about };
  });
  const orders: OrderRecord[] = [];
  for (let page: readonly OrderRecord[] | undefined; page === undefined || page.length === ordersAtOnce; ) {
    const before = page?.at(-1)?.order.orderNo;
    page = await store.transact((tx) => tx.page(orderTable, byRider(riderId), ordersAtOnce, before));
    orders.push(...page);
  }
  return { riderId, at, conduct, orders, acts: acts.map((one) => ({ at: one.at, what: one.act.what })) };
}
