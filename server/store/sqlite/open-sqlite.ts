import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import { expectWritable } from "../../../platform/data-folder.ts";
import { holdFolder } from "../../../platform/folder-lock.ts";
import type { Log } from "../../../platform/log.ts";
import { indexEntriesOf } from "../sql/index-entries.ts";
import type { Table } from "../store.ts";
import { inconsistencies } from "./consistency.ts";
import { Database, damaged } from "./database.ts";
import {
  checkVersion,
  formOf,
  isNew,
  isOpen,
  markClosed,
  markOpen,
  noteForm,
  prepareTables,
  tableNames,
} from "./schema.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { isFoundAlike, readLine, selected, storedRow } from "./stored-row.ts";
import { type LogState, lookAtLog } from "./write-ahead-log.ts";

/** The file of the embedded store in its folder. */
export function storePath(folder: string): string {
  return join(folder, "store.db");
}

/** Beside the file: what is committed and not yet in its place. */
export function logPath(path: string): string {
  return `${path}-wal`;
}

const silent: Pick<Log, "warn"> = { warn() {} };
/** Of SQLite's file format: how many pages of which size the file has. */
const headerLength = 100;
/** Few enough that they are garbage before they are moved out of the young generation. */
const rowsAtOnce = 100;

/**
 * Opens the embedded store in `folder`, which it holds until `close`, and looks at everything that lives.
 * @param log told where a crash cut off what nobody had been told of
 * @param connect opens the file; tests hold it up, or let it fail
 * @throws AppError store/held, folder/unusable, store/damaged, store/older, store/newer, store/write-failed
 */
export async function openSqliteStore(
  folder: string,
  tables: readonly Table<never>[],
  log: Pick<Log, "warn"> = silent,
  connect: (path: string) => Database = (path) => new Database(path, "serve"),
): Promise<SqliteStore> {
  const lock = await holdFolder(folder);
  try {
    await expectWritable(folder);
    return await openHeld(folder, tables, { letGo: () => lock.release(), log, connect });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface HeldParts {
  readonly letGo: () => Promise<void>;
  readonly log: Pick<Log, "warn">;
  readonly connect: (path: string) => Database;
}

async function openHeld(
  folder: string,
  tables: readonly Table<never>[],
  { letGo, log, connect }: HeldParts,
): Promise<SqliteStore> {
  await refuseOlder(folder);
  const path = storePath(folder);
  const left = await lookAtLog(logPath(path));
  if (left === "cut-off") log.warn({ folder }, "the last write was cut off; it had not been acknowledged");
  await refuseCut(path, left);
  if (left === "whole" || left === "cut-off") refuseNewer(path);
  const database = connect(path);
  try {
    prepareTables(database);
    markOpen(database);
    const wrong = inconsistencies(database, "living");
    if (wrong.length > 0) throw damaged(path, wrong.join("; "));
    refuseUnknown(database, tables);
    const store = new SqliteStore(database, new Set(tables.map(({ name }) => name)), letGo, log);
    for (const table of tables) if (table.durable) await putStaleAgain(database, store, table);
    return store;
  } catch (error) {
    closeRefused(database);
    throw error;
  }
}

/** Who only reads leaves the log to the version that it belongs to. @throws AppError store/newer, store/damaged */
function refuseNewer(path: string): void {
  const database = new Database(path, "read");
  try {
    if (!isNew(database)) checkVersion(database);
  } finally {
    database.close();
  }
}

/** SQLite removes the log when the connection ends, in the end with the process: the next start must not miss it. */
function closeRefused(database: Database): void {
  try {
    markClosed(database);
    database.emptyLog();
  } catch {
    // Where that fails, SQLite does not remove the log either.
  } finally {
    database.close();
  }
}

/** What version 0.1 kept is no empty folder. @throws AppError store/older */
async function refuseOlder(folder: string): Promise<void> {
  if (!(await readdir(folder)).includes("live.json")) return;
  throw new AppError(
    "store/older",
    `${folder} holds live.json, the data of an older version (0.1), which this one does not read. Move it into PostgreSQL ` +
      "with that version (npm run store -- move <folder>), or begin in an empty folder.",
  );
}

/**
 * Makes a file where there is none, and refuses one of which a part is gone. Nothing else is changed.
 * @param log what there is of its log
 * @throws AppError store/damaged
 */
async function refuseCut(path: string, log: LogState): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined && log !== "missing") throw damaged(path, "it is gone, but its log is there");
  // What it holds is its owner's business.
  if (found === undefined) await (await open(path, "wx", 0o600)).close();
  if (found === undefined || found.size === 0) return;
  if (log === "missing" || log === "empty") await refuseShort(path, found.size);
  if (log === "missing") refuseWithoutLog(path);
}

/** @throws AppError store/damaged where the file ends too early */
async function refuseShort(path: string, size: number): Promise<void> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerLength), 0, headerLength, 0);
    const pageSize = buffer.readUInt16BE(16);
    const length = buffer.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize);
    if (bytesRead < headerLength || size < length) throw damaged(path, "the end of it is gone");
  } finally {
    await file.close();
  }
}

/** @throws AppError store/damaged where the log is gone that belongs to the file */
export function refuseWithoutLog(path: string): void {
  const database = new Database(path, "still");
  try {
    checkVersion(database);
    if (isOpen(database)) throw damaged(path, `its log ${logPath(path)} is gone`);
  } finally {
    database.close();
  }
}

/** Rows would be lost out of sight. @throws AppError store/damaged */
function refuseUnknown(database: Database, tables: readonly Table<never>[]): void {
  const known = new Set(tables.map(({ name }) => name));
  const unknown = tableNames(database).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw damaged(database.path, `it has rows of ${unknown}, of which this version knows nothing`);
}

/** What an older version put is found as this one finds it; what rests too where the table has another form. */
async function putStaleAgain<Row>(database: Database, store: SqliteStore, table: Table<Row>): Promise<void> {
  const { form } = table;
  const hasForm = form === undefined || formOf(database, table.name) === form;
  await putRowsAgain(database, store, table, hasForm ? "AND rests_in IS NULL" : "");
  if (!hasForm) noteForm(database, table.name, form);
}

async function putRowsAgain<Row>(
  database: Database,
  store: SqliteStore,
  table: Table<Row>,
  condition: string,
): Promise<void> {
  for (let from = ""; ; ) {
    const lines = database.all(
      `SELECT ${selected} FROM main.rows WHERE table_name = ?1 ${condition} AND key >= ?2 ORDER BY key LIMIT ?3`,
      table.name,
      from,
      rowsAtOnce,
    );
    const stale: Row[] = [];
    for (const line of lines) {
      const stored = readLine(database.path, table.name, line);
      const row = JSON.parse(stored.body) as Row;
      if (!isFoundAlike(stored, storedRow(stored.key, stored.body, indexEntriesOf(table, row)))) stale.push(row);
      // The first that can come after it: nothing holds a NUL.
      from = `${stored.key}\u0001`;
    }
    await store.transact(async (tx) => {
      for (const row of stale) await tx.put(table, row);
    });
    if (lines.length < rowsAtOnce) return;
  }
}
