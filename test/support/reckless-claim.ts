import type { Leased, Store, Table } from "../../server/store/store.ts";

/** As `Store.claim` for one that heeds no other process. @param takeover what it says of every row */
export async function recklessClaim<Row>(
  transact: Store["transact"],
  table: Table<Row>,
  until: number,
  takeover: string | null,
): Promise<Leased<Row>> {
  const timed = (await transact((tx) => tx.all(table))).flatMap((row) => {
    const dueAt = table.dueAt(row);
    return dueAt === undefined ? [] : [{ row, dueAt, takeover }];
  });
  const sorted = timed.toSorted((one, other) => one.dueAt - other.dueAt);
  const rows = sorted.filter(({ dueAt }) => dueAt <= until);
  return { rows, mayBeMore: false, nextDueAt: sorted[rows.length]?.dueAt };
}
