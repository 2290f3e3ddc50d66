import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { Disk } from "../../../platform/disk.ts";
import type { RestingRow, RestingRows } from "./lowdb-transaction.ts";
import type { Move } from "./move.ts";
import { RecentlyUsed } from "./recently-used.ts";
import { Segment, type SegmentIndex } from "./segment.ts";
import { encodeSegment, type IndexedRow, type RestingCopy } from "./segment-format.ts";
import { parseSegmentName, type SegmentName, segmentName } from "./segment-name.ts";

/** About 250 kB of memory each. */
const indexesKept = 32;

/** The bounds of a segment: its index must be quick to load, its file quick to write. */
const mostRows = 1000;
const mostBytes = 4_000_000;

interface Found {
  readonly segment: Segment;
  readonly row: IndexedRow;
}

/**
 * The rows that left the hot document, in segments that are never changed. Of two copies of a row the one in the segment
 * with the higher number is the newer. Memory holds a summary of each segment that was ever asked, and some indexes.
 */
export class Archive implements RestingRows {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #indexes = new RecentlyUsed<Segment, SegmentIndex>(indexesKept);
  /** By table, the newest last. */
  readonly #segments = new Map<string, Segment[]>();
  #last: number;
  #arriving: Move | undefined;

  private constructor(folder: string, disk: Disk, last: number) {
    this.#folder = folder;
    this.#disk = disk;
    this.#last = last;
  }

  /**
   * Opens the segments up to number `last`. Others come from a move that did not get as far as the hot document, which
   * then has their rows: they are set aside. @throws AppError store/damaged where a segment is missing
   */
  static async open(folder: string, disk: Disk, last: number): Promise<Archive> {
    const archive = new Archive(folder, disk, last);
    const names = await segmentNames(folder, disk);
    const present = names.filter(({ number }) => number <= last);
    checkComplete(folder, present, last);
    for (const { text, number } of names) {
      const path = join(folder, text);
      if (number > last) await disk.rename(path, `${path}.unused`);
    }
    archive.adopt(present.map((name) => archive.#segment(name)));
    return archive;
  }

  /** The number of the newest segment. */
  get last(): number {
    return this.#last;
  }

  /** The tables of which rows rest here. */
  tables(): Iterable<string> {
    return this.#segments.keys();
  }

  /** From here on rows of the move count as held, since they will be. */
  expect(move: Move | undefined): void {
    this.#arriving = move;
  }

  /** Writes the rows of a move durably, in segments that the archive has only once they are adopted. */
  async write(move: Move): Promise<Segment[]> {
    const segments: Segment[] = [];
    for (const { table, month, copies } of move.groups())
      for (const part of inParts(copies)) {
        const name = segmentName(month, table, this.#last + segments.length + 1);
        await this.#writeSegment(name, part);
        segments.push(this.#segment(name));
      }
    return segments;
  }

  /** @param segments in the order of their numbers, all newer than those that are here */
  adopt(segments: readonly Segment[]): void {
    for (const segment of segments) {
      const { table, number } = segment.name;
      this.#last = number;
      const known = this.#segments.get(table);
      if (known) known.push(segment);
      else this.#segments.set(table, [segment]);
    }
  }

  async get(table: string, key: string): Promise<unknown> {
    const found = await this.#locate(table, key);
    return found?.segment.read(found.row);
  }

  async holds(table: string, key: string): Promise<boolean> {
    return this.#arriving?.has(table, key) === true || (await this.#locate(table, key)) !== undefined;
  }

  async page(
    table: string,
    entry: string | undefined,
    limit: number,
    before: string | undefined,
    hidden: (key: string) => boolean,
  ): Promise<readonly RestingRow[]> {
    let found: Found[] = [];
    for (const segment of await this.#byLastKey(table)) {
      const { lastKey } = await segment.summary();
      // The segments that follow end even earlier.
      if (found.length >= limit && (found.at(-1)?.row.key ?? "") >= lastKey) break;
      const here: Found[] = [];
      for await (const row of segment.backwards(entry, before)) {
        if (here.length >= limit) break;
        if (!hidden(row.key) && !(await this.#isReplaced(segment, row.key))) here.push({ segment, row });
      }
      found = [...found, ...here].toSorted((one, other) => (one.row.key < other.row.key ? 1 : -1)).slice(0, limit);
    }
    return found.map(({ segment, row }) => ({ key: row.key, read: () => segment.read(row) }));
  }

  async #locate(table: string, key: string): Promise<Found | undefined> {
    for (const segment of this.#thatMayHold(table, key)) {
      const row = await segment.locate(key);
      if (row !== undefined) return { segment, row };
    }
    return undefined;
  }

  /** Whether a newer segment holds a copy of the row. */
  async #isReplaced(segment: Segment, key: string): Promise<boolean> {
    for (const newer of this.#thatMayHold(segment.name.table, key)) {
      if (newer === segment) return false;
      if ((await newer.locate(key)) !== undefined) return true;
    }
    return false;
  }

  /** The newest first. Each order that is new is looked for in all segments: those that say no at once are not awaited. */
  *#thatMayHold(table: string, key: string): Generator<Segment> {
    const segments = this.#segments.get(table) ?? [];
    for (let place = segments.length - 1; place >= 0; place--) {
      const segment = segments[place] as Segment;
      if (!segment.excludes(key)) yield segment;
    }
  }

  async #byLastKey(table: string): Promise<Segment[]> {
    const segments = this.#segments.get(table) ?? [];
    const keyed = await Promise.all(
      segments.map(async (segment) => ({ segment, lastKey: (await segment.summary()).lastKey })),
    );
    return keyed.toSorted((one, other) => (one.lastKey < other.lastKey ? 1 : -1)).map(({ segment }) => segment);
  }

  async #writeSegment(name: SegmentName, copies: readonly RestingCopy[]): Promise<void> {
    const folder = join(this.#folder, name.month);
    const path = join(this.#folder, name.text);
    await this.#disk.makeFolder(folder);
    const file = await this.#disk.create(path);
    try {
      await file.write(encodeSegment(name.text, copies));
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#disk.syncFolder(folder);
  }

  #segment(name: SegmentName): Segment {
    return new Segment(name, join(this.#folder, name.text), this.#disk, this.#indexes);
  }
}

/** The segments in an archive's folder by number, finished or not. */
export async function segmentNames(folder: string, disk: Disk): Promise<SegmentName[]> {
  const names: SegmentName[] = [];
  for (const month of await disk.list(folder))
    for (const file of await disk.list(join(folder, month))) {
      const name = parseSegmentName(month, file);
      if (name !== undefined) names.push(name);
    }
  return names.toSorted((one, other) => one.number - other.number);
}

/** @throws AppError store/damaged unless `names` are the numbers from 1 to `last` */
export function checkComplete(folder: string, names: readonly SegmentName[], last: number): void {
  const wrong = names.findIndex(({ number }, place) => number !== place + 1);
  if (wrong < 0 && names.length === last) return;
  throw new AppError(
    "store/damaged",
    `${folder} is damaged: segment ${wrong < 0 ? names.length + 1 : wrong + 1} of ${last} is missing, or a number is ` +
      "there twice. Nothing was changed. Put the segments of a backup in their places, or restore the whole backup: " +
      "`npm run store -- restore <backup> <folder>`.",
  );
}

function inParts(copies: readonly RestingCopy[]): RestingCopy[][] {
  const parts: RestingCopy[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const copy of copies) {
    if (bytes + copy.text.length > mostBytes || (parts.at(-1)?.length ?? 0) >= mostRows) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(copy);
    bytes += copy.text.length;
  }
  return parts;
}
