import { crc32 } from "node:zlib";
import type { Place } from "../sql/place.ts";
import type { Table } from "../store.ts";
import { damaged, type Line, type SqlValue } from "./database.ts";

/** A row as the file has it; lists of texts are read where they are needed. */
export interface StoredRow {
  /** As the file has it. */
  readonly key: string;
  readonly body: string;
  readonly claims: string;
  readonly entries: string;
  readonly restsIn: string | null;
  /** Epoch ms. */
  readonly dueAt: number | null;
}

/** What a statement selects for `readLine`. */
export const columns = "key, body, claims, entries, rests_in, due_at, checksum";

/** @throws AppError store/damaged where the checksum is not that of the row */
export function readLine(path: string, table: string, line: Line): StoredRow {
  const [key, body, claims, entries, restsIn, dueAt, checksum] = line;
  const row = { key, body, claims, entries, restsIn, dueAt } as StoredRow;
  if (checksumOf(table, row) !== checksum)
    throw damaged(path, `row ${String(key)} of ${table} is not what was written`);
  return row;
}

/** The values of a row after its table, in the order of `columns`. */
export function valuesOf(table: string, row: StoredRow): SqlValue[] {
  const { key, body, claims, entries, restsIn, dueAt } = row;
  return [key, body, claims, entries, restsIn, dueAt, checksumOf(table, row)];
}

/** @param key as the file has it */
export function storedRow(key: string, body: string, { claims, entries, restsIn, dueAt }: Place): StoredRow {
  return { key, body, claims: JSON.stringify(claims), entries: JSON.stringify(entries), restsIn, dueAt };
}

export function placeIn({ claims, entries, restsIn, dueAt }: StoredRow): Place {
  return { claims: textsOf(claims), entries: textsOf(entries), restsIn, dueAt };
}

export function schemaOf({ durable }: Pick<Table<never>, "durable">): "main" | "temp" {
  return durable ? "main" : "temp";
}

function textsOf(list: string): string[] {
  return JSON.parse(list) as string[];
}

// No text of the file holds the character between the parts.
function checksumOf(table: string, { key, body, claims, entries, restsIn, dueAt }: StoredRow): number {
  return crc32(`${table}\0${key}\0${body}\0${claims}\0${entries}\0${restsIn ?? ""}\0${dueAt ?? ""}`);
}
