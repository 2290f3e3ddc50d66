import type { Table } from "../store.ts";
import { searchedOf } from "./search-columns.ts";
import { sqlText } from "./sql-text.ts";

/** Everything by which a row is found, as the database keeps it. */
export interface IndexEntries {
  readonly claims: readonly string[];
  readonly entries: readonly string[];
  readonly restsIn: string | null;
  /** Epoch ms. */
  readonly dueAt: number | null;
  /** Its search columns as JSON; empty: it is not searched. */
  readonly searched: string;
}

export function indexEntriesOf<Row>(table: Table<Row>, row: Row): IndexEntries {
  const restsIn = table.restsIn(row) ?? null;
  const entries = sqlTexts(table.index(row));
  const searched = searchedOf(table, row);
  if (restsIn !== null) return { claims: [], entries, restsIn, dueAt: null, searched };
  return { claims: sqlTexts(table.unique(row)), entries, restsIn, dueAt: table.dueAt(row) ?? null, searched };
}

/** In an order of their own, so that the same texts are the same list. */
function sqlTexts(texts: readonly string[]): string[] {
  return [...new Set(texts.map(sqlText))].toSorted();
}
