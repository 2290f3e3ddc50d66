import { type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";

const rowsAtOnce = 200;

/**
 * All orders under an index entry, those in the archive too, ordered by number. Page by page, so that nobody else waits
 * for a long day.
 */
export async function orderRecords(store: Store, entry: string): Promise<OrderRecord[]> {
  const records: OrderRecord[] = [];
  for (let more = true; more; ) {
    const before = records.at(-1)?.order.orderNo;
    const page = await store.transact((tx) => tx.page(orderTable, entry, rowsAtOnce, before));
    records.push(...page);
    more = page.length === rowsAtOnce;
  }
  return records.toReversed();
}
