import type { RowExport } from "./row-export.ts";
import type { Table } from "./store.ts";

/** Rows on their way into a store, which nobody else sees yet; `rows` reads back what has arrived. */
export interface IncomingRows extends RowExport {
  add<Row>(table: Table<Row>, rows: readonly Row[]): Promise<void>;
}
