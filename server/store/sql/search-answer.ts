import { countBound, type Found, type SearchQuery, type TotalLine, type TotalsQuery } from "../search.ts";
import type { Table } from "../store.ts";

/**
 * A page out of what the database answered.
 * @param rows one more than the page holds, where another page follows
 * @param lastAt when the page's last row began
 * @param count how many rows fit, as far as the database has counted
 */
export function foundPage<Row>(
  table: Table<Row>,
  { after, limit }: SearchQuery,
  rows: readonly Row[],
  lastAt: number,
  count: number,
): Found<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    ...(last !== undefined && { next: { at: lastAt, key: table.key(last) } }),
    ...(after === undefined && { count: { atLeast: Math.min(count, countBound), more: count > countBound } }),
  };
}

/** A line of totals out of its groups and its sums. */
export function totalLine({ by }: TotalsQuery, groups: readonly string[], sums: readonly number[]): TotalLine {
  const [rows = 0, charged = 0, fees = 0, refunded = 0, owed = 0, written_off = 0] = sums;
  const group = Object.fromEntries(by.map((name, place) => [name, groups[place] ?? ""]));
  return { ...group, rows, charged, fees, refunded, owed, written_off };
}
