import { crc32 } from "node:zlib";
import { figures, type SearchColumns } from "../search-columns.ts";
import type { Table } from "../store.ts";
import { sqlText } from "./sql-text.ts";

/** Columns of `searched` after the table and the key, as both databases have them; `part` spreads the sums of a day. */
export const searchColumns = ["at", "day", "site", "kind", "state", "review", "amount", "part", ...figures] as const;
type SearchColumn = (typeof searchColumns)[number];

/**
 * The sums of one day over all sites are kept in so many lines: else orders that are made at the same moment would wait for
 * each other.
 */
const parts = 16;

/** What is searched of a row as JSON, by the names of the columns; empty: nothing. */
export function searchedOf<Row>(table: Table<Row>, row: Row): string {
  const columns = table.search?.(row);
  if (!columns) return "";
  const { at, day, site, kind, state, review, amount } = columns;
  const kept = {
    at,
    day,
    site: sqlText(site),
    kind: sqlText(kind),
    state: sqlText(state),
    review: review === null ? null : sqlText(review),
    amount,
    part: crc32(table.key(row)) % parts,
    ...Object.fromEntries(figures.map((figure) => [figure, columns[figure]])),
  } satisfies Omit<SearchColumns, (typeof figures)[number]> & { part: number };
  return JSON.stringify(kept);
}

/** The columns as `searchedOf` wrote them. */
export function readSearched(text: string): Record<SearchColumn, string | number | null> | undefined {
  return text === "" ? undefined : (JSON.parse(text) as Record<SearchColumn, string | number | null>);
}
