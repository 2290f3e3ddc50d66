import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import { makeDataFolder } from "../../../platform/data-folder.ts";
import { holdFolder } from "../../../platform/folder-lock.ts";
import { inconsistencies } from "./consistency.ts";
import { Database } from "./database.ts";
import { logPath, refuseWithoutLog, storePath } from "./open-sqlite.ts";
import { checkVersion, markClosed, refuseOldForm, tableNames } from "./schema.ts";
import { readLine, selected } from "./stored-row.ts";
import { lookAtLog } from "./write-ahead-log.ts";

/** How many rows of a table live, and how many are done with. */
export interface TableCount {
  readonly living: number;
  readonly resting: number;
}

export interface StoreCheck {
  readonly counts: ReadonlyMap<string, TableCount>;
  /** What is wrong. */
  readonly damages: readonly string[];
}

const rowsAtOnce = 1000;

/**
 * Reads all of the embedded store in `folder`, which may be in use, and checks every page, checksum and list.
 * @throws AppError request/invalid, store/older, store/damaged where not even its rows can be counted
 */
export async function checkStore(folder: string): Promise<StoreCheck> {
  return reading(folder, (database) => {
    refuseOldForm(database);
    const pages = database.all("PRAGMA integrity_check(20)").map(([text]) => String(text));
    const damages = pages.filter((text) => text !== "ok");
    const counts = new Map<string, TableCount>();
    for (const table of tableNames(database)) counts.set(table, checkRows(database, table, damages));
    return { counts, damages: [...damages, ...inconsistencies(database, "all")] };
  });
}

/**
 * Copies the embedded store in `from`, which may be in use, as it is at one moment. `to` must be empty or missing; it is
 * a store only once the copy is whole and on disk.
 * @throws AppError store/damaged, request/invalid, store/write-failed, folder/unusable
 */
export async function copyStore(from: string, to: string): Promise<void> {
  const unfinished = join(to, "unfinished.db");
  // Riders' data: for the owner alone, as what it is a copy of.
  await makeDataFolder(to);
  await rm(unfinished, { force: true });
  if ((await readdir(to)).length > 0)
    throw new AppError("request/invalid", `${to} is not empty; nothing is overwritten`);
  await (await open(unfinished, "wx", 0o600)).close();
  await reading(from, (database) => database.run("VACUUM INTO ?1", unfinished));
  const copy = new Database(unfinished, "edit");
  try {
    // No log belongs to it.
    markClosed(copy);
  } finally {
    copy.close();
  }
  await syncFile(unfinished);
  await rename(unfinished, storePath(to));
  await syncFile(to);
}

/** Reads a store, which stays as it is: with its log, where a hub that died has left one. */
async function reading<Value>(folder: string, work: (database: Database) => Value): Promise<Value> {
  const path = storePath(folder);
  if (!(await isThere(path))) throw new AppError("request/invalid", `there is no ${path}: ${folder} holds no store`);
  const lock = await holdFolder(folder).catch(unlessHeld);
  try {
    // A hub that has it has looked at the log when it began, and writes it now.
    const log = lock && (await lookAtLog(logPath(path)));
    if (log === "missing") refuseWithoutLog(path);
    const database = new Database(path, log === "missing" || log === "empty" ? "still" : "read");
    try {
      checkVersion(database);
      return work(database);
    } finally {
      database.close();
    }
  } finally {
    await lock?.release();
  }
}

function unlessHeld(error: unknown): undefined {
  if (error instanceof AppError && error.code === "store/held") return undefined;
  throw error;
}

/** @param damages is added to */
function checkRows(database: Database, table: string, damages: string[]): TableCount {
  let living = 0;
  let resting = 0;
  for (let last = 0; ; ) {
    const lines = database.all(
      `SELECT ${selected}, rowid FROM main.rows WHERE table_name = ?1 AND rowid > ?2 ORDER BY rowid LIMIT ?3`,
      table,
      last,
      rowsAtOnce,
    );
    for (const line of lines) {
      try {
        if (readLine(database.path, table, line).restsIn === null) living++;
        else resting++;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        damages.push(error.detail);
      }
      last = Number(line.at(-1));
    }
    if (lines.length < rowsAtOnce) break;
  }
  // They are there under a name that is no text.
  if (living + resting === 0 && damages.length === 0) damages.push(`rows of ${table} are not what was written`);
  return { living, resting };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
