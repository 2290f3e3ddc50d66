import { AppError } from "../../platform/app-error.ts";
import { orderTable } from "../../server/store/order-table.ts";
import { outCountTable } from "../../server/store/out-count-table.ts";
import type { Search } from "../../server/store/search.ts";
import type { Store } from "../../server/store/store.ts";
import { Draw } from "./draw.ts";
import { inventedLoans, type Past } from "./invented-days.ts";
import { live } from "./lived-loan.ts";
import { pastOutCounts } from "./past-out-counts.ts";

const seed = 20_261_129;
/** Lives in one transaction: each waits for the disk once. */
const together = 25;
const countsTogether = 500;

/**
 * Gives a hub that is new a past of invented loans, as its own order service would have kept them.
 * @returns how many there are
 * @throws AppError history/not-new where the store has orders already: nothing invented may come among real ones
 */
export async function giveHistory(store: Store & Search, past: Past): Promise<number> {
  const { rows } = await store.search(orderTable, { limit: 1 });
  if (rows.length > 0) throw new AppError("history/not-new");
  const loans = inventedLoans(past, new Draw(seed));
  for (let begin = 0; begin < loans.length; begin += together) {
    await store.transact(async (tx) => {
      for (const loan of loans.slice(begin, begin + together)) await live(tx, loan, past.until);
    });
  }
  const counts = pastOutCounts(loans, past.until);
  for (let begin = 0; begin < counts.length; begin += countsTogether) {
    await store.transact(async (tx) => {
      for (const count of counts.slice(begin, begin + countsTogether)) await tx.put(outCountTable, count);
    });
  }
  return loans.length;
}
