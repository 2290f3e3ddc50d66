import { crc32 } from "node:zlib";
import type { IndexEntries } from "../sql/index-entries.ts";
import type { Table } from "../store.ts";
import { damaged, type Line, type SqlValue, textOf } from "./database.ts";

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
  /** Its search columns as JSON; empty: it is not searched. */
  readonly searched: string;
}

/** Of a row after its table, in the order of `valuesOf`. */
export const columns = "key, body, claims, entries, rests_in, due_at, searched, checksum";

/** What a statement selects for `readLine`: whatever damage has made of a column, it comes as what it should be. */
export const selected = `
  CAST(key AS BLOB), CAST(body AS BLOB), CAST(claims AS BLOB), CAST(entries AS BLOB), CAST(rests_in AS BLOB),
  CAST(due_at AS REAL), CAST(searched AS BLOB), CAST(checksum AS INTEGER)`;

/** @throws AppError store/damaged where the checksum is not that of the row */
export function readLine(path: string, table: string, line: Line): StoredRow {
  const [key, body, claims, entries, restsIn, dueAt, searched, checksum] = line;
  const row: StoredRow = {
    key: textOf(key),
    body: textOf(body),
    claims: textOf(claims),
    entries: textOf(entries),
    restsIn: restsIn === null ? null : textOf(restsIn),
    dueAt: dueAt as number | null,
    searched: textOf(searched),
  };
  // Over the bytes that came: to write the text as bytes again would take longer than all else here.
  if (checksumOf(table, row, body as Uint8Array) !== checksum)
    throw damaged(path, `row ${row.key} of ${table} is not what was written`);
  return row;
}

/** The values of a row after its table. */
export function valuesOf(table: string, row: StoredRow): SqlValue[] {
  const { key, body, claims, entries, restsIn, dueAt, searched } = row;
  return [key, body, claims, entries, restsIn, dueAt, searched, checksumOf(table, row, body)];
}

/** @param key as the file has it */
export function storedRow(key: string, body: string, { claims, entries, ...rest }: IndexEntries): StoredRow {
  return { key, body, claims: JSON.stringify(claims), entries: JSON.stringify(entries), ...rest };
}

export function storedIndexEntries({ claims, entries, restsIn, dueAt, searched }: StoredRow): IndexEntries {
  return { claims: textsOf(claims), entries: textsOf(entries), restsIn, dueAt, searched };
}

/** Whether two rows are found by the same. Lists are written in an order of their own: equal lists are equal texts. */
export function isFoundAlike(one: StoredRow, other: StoredRow): boolean {
  return (
    one.claims === other.claims &&
    one.entries === other.entries &&
    one.restsIn === other.restsIn &&
    one.dueAt === other.dueAt &&
    one.searched === other.searched
  );
}

export function schemaOf({ durable }: Pick<Table<never>, "durable">): "main" | "temp" {
  return durable ? "main" : "temp";
}

function textsOf(list: string): string[] {
  return JSON.parse(list) as string[];
}

// No text of the file holds the character between the parts. What is not searched has the checksum of files of form 1.
function checksumOf(table: string, row: StoredRow, body: string | Uint8Array): number {
  const { key, claims, entries, restsIn, dueAt, searched } = row;
  const more = searched && `\0${searched}`;
  const before = crc32(`${table}\0${key}\0`);
  return crc32(`\0${claims}\0${entries}\0${restsIn ?? ""}\0${dueAt ?? ""}${more}`, crc32(body, before));
}
