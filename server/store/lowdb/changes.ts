import type { Undo } from "./lowdb-transaction.ts";
import type { Move } from "./move.ts";
import type { TableMemory } from "./table-memory.ts";

/** What one record of the log changes: all of its transactions together, each row as it is after them. */
export interface Changes {
  /** The number of the archive's newest segment, where rows went there. */
  readonly lastSegment?: number;
  readonly tables: Readonly<Record<string, TableChanges>>;
}

interface TableChanges {
  /** How many rows there are afterwards. */
  readonly count: number;
  readonly put: readonly unknown[];
  /** Keys of rows that were deleted or went to the archive. */
  readonly gone: readonly string[];
  /** Keys of rows that were deleted while the archive held a copy. */
  readonly buried: readonly string[];
}

/** Rows that are in segments already, the last of which has the number `lastSegment`. */
export interface Departure {
  readonly move: Move;
  readonly lastSegment: number;
}

/** The record of transactions that are in the memories already, as JSON; undefined: nothing of it must be on disk. */
export function encodeChanges(
  memories: ReadonlyMap<string, TableMemory>,
  commits: readonly (readonly Undo[])[],
  departure: Departure | undefined,
): string | undefined {
  const changed = new Map<TableMemory, Map<string, string | undefined>>();
  for (const { memory, change, text } of commits.flat()) {
    const rows = changed.get(memory) ?? new Map<string, string | undefined>();
    changed.set(memory, rows.set(change.key, text));
  }
  const tables: string[] = [];
  for (const [name, memory] of memories) {
    const rows = changed.get(memory);
    const leaving = departure?.move.stillHere(name, memory) ?? [];
    if (rows === undefined && leaving.length === 0) continue;
    tables.push(`${JSON.stringify(name)}:${encodeTable(memory, rows ?? new Map(), leaving)}`);
  }
  if (tables.length === 0 && departure === undefined) return undefined;
  const beginning = departure === undefined ? "" : `"lastSegment":${departure.lastSegment},`;
  return `{${beginning}"tables":{${tables.join(",")}}}`;
}

function encodeTable(
  memory: TableMemory,
  rows: ReadonlyMap<string, string | undefined>,
  leaving: readonly string[],
): string {
  const put: string[] = [];
  const gone = [...leaving];
  const buried: string[] = [];
  for (const [key, text] of rows)
    if (text !== undefined) put.push(text);
    else if (memory.buried.has(key)) buried.push(key);
    else gone.push(key);
  const count = memory.size - leaving.length;
  return `{"count":${count},"put":[${put.join(",")}],"gone":${JSON.stringify(gone)},"buried":${JSON.stringify(buried)}}`;
}
