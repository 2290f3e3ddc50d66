import type { Table } from "../store.ts";
import { sqlText } from "./sql-text.ts";

/** Everything by which a row is found, as the database keeps it. */
export interface IndexEntries {
  readonly claims: readonly string[];
  readonly entries: readonly string[];
  readonly restsIn: string | null;
  /** Epoch ms. */
  readonly dueAt: number | null;
}

export function indexEntriesOf<Row>(table: Table<Row>, row: Row): IndexEntries {
  const restsIn = table.restsIn(row) ?? null;
  const entries = sqlTexts(table.index(row));
  if (restsIn !== null) return { claims: [], entries, restsIn, dueAt: null };
  return { claims: sqlTexts(table.unique(row)), entries, restsIn, dueAt: table.dueAt(row) ?? null };
}

/** In an order of their own, so that the same texts are the same list. */
function sqlTexts(texts: readonly string[]): string[] {
  return [...new Set(texts.map(sqlText))].toSorted();
}
