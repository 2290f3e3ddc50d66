import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { DocumentShape } from "../../../platform/document-file.ts";
import type { Table } from "../store.ts";
import type { Changes, Departure } from "./changes.ts";
import type { LogPlace } from "./log-header.ts";
import { noRecord } from "./log-record.ts";
import { TableMemory } from "./table-memory.ts";

/** The checkpoint: all rows but those in the archive, and how far the archive is valid, as they were at one moment. */
export interface Live {
  /** The number of the newest segment: the rows of those that follow are still here. */
  readonly lastSegment: number;
  /** The log in which the changes since then begin. Absent in the former format, which had none. */
  readonly log?: LogPlace;
  readonly tables: Readonly<Record<string, LiveTable>>;
}

interface LiveTable {
  /** In no particular order. */
  readonly rows: readonly unknown[];
  /** Keys that were deleted while the archive held a copy. */
  readonly buried: readonly string[];
}

/** About as much JSON as is made in a millisecond. */
const pieceLength = 128 * 1024;

export const liveShape: DocumentShape<Live> = {
  format: "jiehuan-live/3",
  formerFormats: ["jiehuan-live/2"],
};

/** Where the log of a store begins that had none. */
export const firstLog: LogPlace = { number: 1, follows: noRecord };

export function livePath(folder: string): string {
  return join(folder, "live.json");
}

export function archiveFolder(folder: string): string {
  return join(folder, "archive");
}

export function emptyLive(): Live {
  return { lastSegment: 0, tables: {} };
}

/** The memories as they are now: rows that leave are in the archive already. */
export function pictureOf(
  memories: ReadonlyMap<string, TableMemory>,
  lastSegment: number,
  departure?: Departure,
): Omit<Live, "log"> {
  const tables: Record<string, LiveTable> = {};
  for (const [name, memory] of memories) {
    const rows: unknown[] = [];
    for (const [key, row] of memory.entries()) if (departure?.move.takes(name, key, row) !== true) rows.push(row);
    tables[name] = { rows, buried: [...memory.buried] };
  }
  return { lastSegment: departure?.lastSegment ?? lastSegment, tables };
}

/** The number of the archive's newest segment after the changes. */
export function lastSegmentOf(live: Live, changes: readonly Changes[]): number {
  return changes.findLast(({ lastSegment }) => lastSegment !== undefined)?.lastSegment ?? live.lastSegment;
}

/**
 * Makes the memories of `tables` from the checkpoint and the changes since.
 * @throws AppError store/damaged for a table that is not among `tables` or has not as many rows as it had; store/conflict
 */
export function loadTables(
  path: string,
  { tables: checkpoint }: Live,
  changes: readonly Changes[],
  tables: readonly Table<never>[],
): Map<string, TableMemory> {
  const named = [checkpoint, ...changes.map((change) => change.tables)].flatMap((each) => Object.keys(each));
  const memories = new Map(tables.map((table) => [table.name, new TableMemory(table)]));
  for (const name of new Set(named)) {
    const memory = memories.get(name);
    if (memory === undefined) throw unknownTable(path, name);
    const buried = new Set(checkpoint[name]?.buried);
    const rows = new Map((checkpoint[name]?.rows ?? []).map((row) => [memory.keyOf(row), row]));
    let count: number | undefined;
    for (const { tables } of changes) {
      const changed = tables[name];
      if (changed === undefined) continue;
      for (const row of changed.put) {
        rows.set(memory.keyOf(row), row);
        buried.delete(memory.keyOf(row));
      }
      for (const key of [...changed.gone, ...changed.buried]) rows.delete(key);
      for (const key of changed.gone) buried.delete(key);
      for (const key of changed.buried) buried.add(key);
      count = changed.count;
    }
    if (count !== undefined && count !== rows.size)
      throw new AppError("store/damaged", `${path} and its logs give ${rows.size} rows of ${name}, not ${count}.`);
    for (const row of rows.values()) memory.put(row);
    for (const key of buried) memory.delete(key, true);
  }
  return memories;
}

export function unknownTable(path: string, name: string): AppError {
  return new AppError("store/damaged", `${path} holds the table ${name}, which this version does not know.`);
}

/** Its JSON, of which a piece is made only when it is asked for. */
export function* livePieces({ lastSegment, log, tables }: Live): Generator<string> {
  let piece = `{"lastSegment":${lastSegment},"log":${JSON.stringify(log)},"tables":{`;
  for (const [place, [name, { rows, buried }]] of Object.entries(tables).entries()) {
    piece += `${place > 0 ? "," : ""}${JSON.stringify(name)}:{"buried":${JSON.stringify(buried)},"rows":[`;
    for (const [place, row] of rows.entries()) {
      piece += `${place > 0 ? "," : ""}${JSON.stringify(row)}`;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = "";
    }
    piece += "]}";
  }
  yield `${piece}}}`;
}
