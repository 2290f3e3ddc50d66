import { AppError } from "../../platform/app-error.ts";
import { nodeDisk } from "../../platform/disk.ts";
import { copyRows, summarize, type TableSummary } from "../store/copy-rows.ts";
import { markMoved, movedTo, unmarkMoved } from "../store/moved-mark.ts";
import { importRows } from "../store/postgres/import-rows.ts";
import type { RowExport } from "../store/row-export.ts";
import { openSqliteStore } from "../store/sqlite/open-sqlite.ts";
import type { Table } from "../store/store.ts";

/** What a move of the store in `folder` would take along. @throws AppError store/held, store/damaged */
export function summarizeFolder(folder: string, tables: readonly Table<never>[]): Promise<TableSummary[]> {
  return whileHeld(folder, tables, async (store, kept) => {
    const summaries: TableSummary[] = [];
    for (const table of kept) summaries.push(await summarize(store, table));
    return summaries;
  });
}

/**
 * Moves all rows of the store in `folder` into the empty database at `url`, reads them back, and marks the folder. Either
 * everything is in the database then, or nothing. At no moment would hubs start on both.
 * @param progress told now and then how many rows of a table have been copied
 * @throws AppError store/held, store/damaged, store/conflict, and what else the two stores throw
 */
export function moveToPostgres(
  folder: string,
  url: string,
  tables: readonly Table<never>[],
  progress: (table: string, rows: number) => void,
): Promise<TableSummary[]> {
  return whileHeld(folder, tables, async (store, kept) => {
    const earlier = await movedTo(folder, nodeDisk);
    let copied: TableSummary[] = [];
    let marked = false;
    try {
      await importRows(url, async (incoming) => {
        copied = await copyRows(store, incoming, kept, progress);
        // Before the rows are there, or a crash between the two would leave them in both.
        await markMoved(folder, withoutSecrets(url), nodeDisk);
        marked = true;
      });
    } catch (error) {
      if (earlier !== undefined) throw moreOf(error, folder, earlier);
      if (marked && codeOf(error) !== "store/outcome-unknown") await unmarkMoved(folder, nodeDisk);
      throw error;
    }
    return copied;
  });
}

/** Opens the folder's store for as long as `work` runs, which is told the tables whose rows outlive a store. */
async function whileHeld<Value>(
  folder: string,
  tables: readonly Table<never>[],
  work: (store: RowExport, kept: readonly Table<never>[]) => Promise<Value>,
): Promise<Value> {
  const store = await openSqliteStore(folder, tables);
  try {
    return await work(
      store,
      tables.filter(({ durable }) => durable),
    );
  } finally {
    await store.close();
  }
}

/** The database as people know it. */
function withoutSecrets(url: string): string {
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username}${username && "@"}${host}${pathname}`;
}

/** An earlier move, of which nobody knew how it ended, left its mark. */
function moreOf(error: unknown, folder: string, earlier: string): unknown {
  if (!(error instanceof AppError) || error.code !== "store/conflict") return error;
  const more = `${folder} was marked as moved to ${earlier}: where that is this database, everything is there`;
  return new AppError(error.code, `${error.detail}. ${more}`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof AppError ? error.code : undefined;
}
