import { createHash } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { IncomingRows } from "./incoming-rows.ts";
import type { RowExport } from "./row-export.ts";
import type { Table } from "./store.ts";

/** Rows that are in memory at once. */
const pageSize = 500;

/** What a store holds of a table: how many rows, and a hash over all of them in the order of their keys. */
export interface TableSummary {
  readonly table: string;
  readonly rows: number;
  readonly sha256: string;
}

/**
 * Copies every row of the tables, those that rest too, and reads them back.
 * @param progress told after each page how many rows of the table have been copied
 * @throws AppError store/damaged where what comes back is not the same
 */
export async function copyRows(
  from: RowExport,
  to: IncomingRows,
  tables: readonly Table<never>[],
  progress: (table: string, rows: number) => void,
): Promise<TableSummary[]> {
  const copied: TableSummary[] = [];
  for (const table of tables) {
    const sent = await summarize(from, table, async (rows, total) => {
      await to.add(table, rows);
      progress(table.name, total);
    });
    const arrived = await summarize(to, table);
    if (arrived.rows !== sent.rows || arrived.sha256 !== sent.sha256)
      throw new AppError(
        "store/damaged",
        `${table.name}: ${sent.rows} rows were copied, but they did not come back alike`,
      );
    copied.push(sent);
  }
  return copied;
}

/** @param take given the rows page by page, and how many there were with them */
export async function summarize<Row>(
  store: RowExport,
  table: Table<Row>,
  take?: (rows: readonly Row[], total: number) => Promise<void>,
): Promise<TableSummary> {
  const hash = createHash("sha256");
  let count = 0;
  let before: string | undefined;
  for (;;) {
    const rows = await store.rows(table, pageSize, before);
    const last = rows.at(-1);
    if (last === undefined) return { table: table.name, rows: count, sha256: hash.digest("hex") };
    for (const row of rows) hash.update(`${canonical(row)}\n`);
    count += rows.length;
    before = table.key(last);
    await take?.(rows, count);
  }
}

/** JSON with sorted names: a store need not keep the order of an object's properties. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${properties.map(([name, property]) => `${JSON.stringify(name)}:${canonical(property)}`).join()}}`;
}
