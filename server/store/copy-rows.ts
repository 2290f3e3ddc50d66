import { createHash } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { RowExport } from "./row-export.ts";
import type { Store, Table } from "./store.ts";

/** Rows that are in memory at once. */
const pageSize = 200;

/** What was copied of a table: how many rows, and a hash over all of them in the order of their keys. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  readonly sha256: string;
}

/**
 * Copies every row of the tables, those that rest too, into a store that has none, and reads them back.
 * @throws AppError store/conflict where the other store is not empty, store/damaged where it does not give back the same
 */
export async function copyRows(
  from: RowExport,
  to: Store & RowExport,
  tables: readonly Table<never>[],
): Promise<CopiedTable[]> {
  for (const table of tables)
    if ((await to.rows(table, 1)).length > 0)
      throw new AppError("store/conflict", `the store to copy into has rows of ${table.name} already`);
  const copied: CopiedTable[] = [];
  for (const table of tables) {
    const sent = await summarize(from, table, async (rows) => {
      await to.transact(async (tx) => {
        for (const row of rows) await tx.put(table, row);
      });
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

async function summarize<Row>(
  store: RowExport,
  table: Table<Row>,
  take?: (rows: readonly Row[]) => Promise<void>,
): Promise<CopiedTable> {
  const hash = createHash("sha256");
  let count = 0;
  let before: string | undefined;
  for (;;) {
    const rows = await store.rows(table, pageSize, before);
    const last = rows.at(-1);
    if (last === undefined) return { table: table.name, rows: count, sha256: hash.digest("hex") };
    await take?.(rows);
    for (const row of rows) hash.update(`${canonical(row)}\n`);
    count += rows.length;
    before = table.key(last);
  }
}

/** JSON with sorted names: a store need not keep the order of an object's properties. */
function canonical(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
