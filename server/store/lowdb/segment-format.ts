import { createHash } from "node:crypto";
import { AppError } from "../../../platform/app-error.ts";
import { decodeDocument, encodeDocument } from "../../../platform/document-format.ts";
import { frozen } from "./frozen.ts";
import { TermFilter } from "./term-filter.ts";

/**
 * A segment is a file that is written once and never changed: a summary and an index, each a document with a checksum
 * (document-format.ts), then the rows, one line of JSON each, whose checksums stand in the index. So a row is read, and
 * known to be whole, without reading the others.
 */
const format = "jiehuan-archive/1";

/** A row as it goes into the archive, with the index entries that it had. */
export interface RestingCopy {
  readonly key: string;
  readonly entries: readonly string[];
  /** The row as JSON. */
  readonly text: string;
}

/** What is kept in memory of a segment. */
export interface SegmentSummary {
  readonly rows: number;
  readonly firstKey: string;
  readonly lastKey: string;
  /** Of all keys and entries. */
  readonly filter: TermFilter;
  readonly indexAt: number;
  readonly rowsAt: number;
}

/** Where a row stands, counted in bytes from `rowsAt`. */
export interface IndexedRow {
  readonly key: string;
  readonly entries: readonly string[];
  readonly at: number;
  readonly length: number;
  readonly sha256: string;
}

interface StoredSummary {
  readonly segment: string;
  readonly rows: number;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly filter: string;
  readonly indexLength: number;
}

/** Under which a key stands in the filter. */
export function keyTerm(key: string): string {
  return `key ${key}`;
}

/** Under which an index entry stands in the filter. */
export function entryTerm(entry: string): string {
  return `entry ${entry}`;
}

/** @param name the segment's own name, so that a file in another one's place is noticed; `copies` are one at least */
export function encodeSegment(name: string, copies: readonly RestingCopy[]): Buffer {
  const sorted = copies.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const lines: Buffer[] = [];
  const index: IndexedRow[] = [];
  let at = 0;
  for (const { key, entries, text } of sorted) {
    const line = Buffer.from(`${text}\n`);
    index.push({ key, entries, at, length: line.length, sha256: sha256(line) });
    lines.push(line);
    at += line.length;
  }
  const indexed = encodeDocument(format, index);
  const terms = new Set(sorted.flatMap(({ key, entries }) => [keyTerm(key), ...entries.map(entryTerm)]));
  const summary: StoredSummary = {
    segment: name,
    rows: sorted.length,
    firstKey: sorted[0]?.key ?? "",
    lastKey: sorted.at(-1)?.key ?? "",
    filter: TermFilter.of(terms).bytes.toString("base64"),
    indexLength: indexed.length,
  };
  return Buffer.concat([encodeDocument(format, summary), indexed, ...lines]);
}

/** Undefined: the beginning does not reach far enough. @throws AppError store/damaged */
export function decodeSummary(path: string, name: string, beginning: Buffer): SegmentSummary | undefined {
  const end = endOfDocument(beginning);
  if (end === undefined) return undefined;
  const summary = decode(path, beginning.subarray(0, end)) as StoredSummary;
  if (summary.segment !== name) throw damagedSegment(path, `it is a copy of ${summary.segment}`);
  const { rows, firstKey, lastKey, filter, indexLength } = summary;
  const bytes = new TermFilter(Buffer.from(filter, "base64"));
  return { rows, firstKey, lastKey, filter: bytes, indexAt: end, rowsAt: end + indexLength };
}

/** The rows of a segment, sorted by key. @throws AppError store/damaged */
export function decodeIndex(path: string, bytes: Buffer): readonly IndexedRow[] {
  return decode(path, bytes) as IndexedRow[];
}

/** @throws AppError store/damaged */
export function decodeRow(path: string, { key, sha256: expected }: IndexedRow, line: Buffer): unknown {
  if (sha256(line) !== expected) throw damagedSegment(path, `the row ${key} does not match its checksum`);
  return frozen(JSON.parse(line.toString()));
}

/** Checks every byte; answers how many rows there are. @throws AppError store/damaged */
export function verifySegment(path: string, name: string, bytes: Buffer): number {
  const summary = decodeSummary(path, name, bytes);
  if (summary === undefined) throw damagedSegment(path, "its beginning is cut short");
  const index = decodeIndex(path, bytes.subarray(summary.indexAt, summary.rowsAt));
  let end = summary.rowsAt;
  for (const row of index) {
    decodeRow(path, row, bytes.subarray(end, end + row.length));
    end += row.length;
  }
  if (end !== bytes.length) throw damagedSegment(path, "something was added at its end");
  return index.length;
}

export function damagedSegment(path: string, damage: string): AppError {
  return new AppError(
    "store/damaged",
    `${path} is damaged: ${damage}. Nothing was changed. Put the same file of a backup in its place; ` +
      "`npm run store -- check` says whether that mended it.",
  );
}

function decode(path: string, bytes: Buffer): unknown {
  const document = decodeDocument(format, bytes);
  if ("damage" in document) throw damagedSegment(path, document.damage);
  return document.data;
}

/** A document has three lines. */
function endOfDocument(bytes: Buffer): number | undefined {
  let end = 0;
  for (let line = 1; line <= 3; line++) {
    end = bytes.indexOf("\n", end) + 1;
    if (end === 0) return undefined;
  }
  return end;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
