import type { Table } from "./store.ts";

/** A store that gives out everything it keeps, so that another one can take it over. */
export interface RowExport {
  /** Rows of the table, those that rest too, the last key first: at most `limit` of those before `before`. */
  rows<Row>(table: Table<Row>, limit: number, before?: string): Promise<readonly Row[]>;
}
