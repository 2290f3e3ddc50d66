import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { Table } from "../store.ts";
import { frozenCopy } from "./lowdb-transaction.ts";
import type { Move } from "./move.ts";
import { TableMemory } from "./table-memory.ts";

/** The hot document: everything but the rows in the archive, and how far the archive is valid. */
export interface Live {
  /** The number of the newest segment: the rows of those that follow are still here. */
  readonly lastSegment: number;
  readonly tables: Readonly<Record<string, LiveTable>>;
}

interface LiveTable {
  /** In no particular order. */
  readonly rows: readonly unknown[];
  /** Keys that were deleted while the archive held a copy. */
  readonly buried: readonly string[];
}

export const liveFormat = "jiehuan-live/2";

export function livePath(folder: string): string {
  return join(folder, "live.json");
}

export function archiveFolder(folder: string): string {
  return join(folder, "archive");
}

export function emptyLive(): Live {
  return { lastSegment: 0, tables: {} };
}

/** The memories as they are to be on disk: rows that leave with the move are in the archive then. */
export function pictureOf(memories: ReadonlyMap<string, TableMemory>, lastSegment: number, move?: Move): Live {
  const tables = [...memories].map(([name, memory]): [string, LiveTable] => {
    const rows = [...memory.entries()].filter(([key, row]) => move?.takes(name, key, row) !== true);
    return [name, { rows: rows.map(([, row]) => row), buried: [...memory.buried] }];
  });
  return { lastSegment, tables: Object.fromEntries(tables) };
}

/** @throws AppError store/damaged for a table that is not among `tables`, store/conflict */
export function loadTables(path: string, live: Live, tables: readonly Table<never>[]): Map<string, TableMemory> {
  const memories = new Map(tables.map((table) => [table.name, new TableMemory(table)]));
  for (const [name, { rows, buried }] of Object.entries(live.tables)) {
    const memory = memories.get(name);
    if (memory === undefined) throw unknownTable(path, name);
    for (const row of rows) memory.put(frozenCopy(row));
    for (const key of buried) memory.delete(key, true);
  }
  return memories;
}

export function unknownTable(path: string, name: string): AppError {
  return new AppError("store/damaged", `${path} holds the table ${name}, which this version does not know.`);
}
