import type { Disk } from "../../../platform/disk.ts";
import type { RecentlyUsed } from "./recently-used.ts";
import {
  damagedSegment,
  decodeIndex,
  decodeRow,
  decodeSummary,
  entryTerm,
  type IndexedRow,
  keyTerm,
  type SegmentSummary,
} from "./segment-format.ts";
import type { SegmentName } from "./segment-name.ts";

export type SegmentIndex = readonly IndexedRow[];

/** Enough for the summary of 4,000 keys and entries; a longer one is read again. */
const usualSummary = 16 * 1024;

/** One file of the archive: rows that were moved there together. Its summary stays in memory once it was needed. */
export class Segment {
  readonly name: SegmentName;
  readonly #path: string;
  readonly #disk: Disk;
  readonly #indexes: RecentlyUsed<Segment, SegmentIndex>;
  #summary: SegmentSummary | undefined;

  constructor(name: SegmentName, path: string, disk: Disk, indexes: RecentlyUsed<Segment, SegmentIndex>) {
    this.name = name;
    this.#path = path;
    this.#disk = disk;
    this.#indexes = indexes;
  }

  /** Whether its summary is in memory and says that there is no such row. */
  excludes(key: string): boolean {
    return this.#summary !== undefined && !mayHold(this.#summary, key);
  }

  /** Undefined: this segment has no such row. @throws AppError store/damaged */
  async locate(key: string): Promise<IndexedRow | undefined> {
    if (!mayHold(await this.summary(), key)) return undefined;
    const index = await this.index();
    return index[placeOf(index, key)]?.key === key ? index[placeOf(index, key)] : undefined;
  }

  /** Rows under an entry (undefined: all) with keys before `before`, the last one first. @throws AppError store/damaged */
  async *backwards(entry: string | undefined, before: string | undefined): AsyncGenerator<IndexedRow> {
    const { firstKey, filter } = await this.summary();
    if (before !== undefined && before <= firstKey) return;
    if (entry !== undefined && !filter.mayHold(entryTerm(entry))) return;
    const index = await this.index();
    const end = before === undefined ? index.length : placeOf(index, before);
    for (let place = end - 1; place >= 0; place--) {
      const row = index[place] as IndexedRow;
      if (entry === undefined || row.entries.includes(entry)) yield row;
    }
  }

  async read(row: IndexedRow): Promise<unknown> {
    const { rowsAt } = await this.summary();
    return decodeRow(this.#path, row, await this.#disk.readPart(this.#path, rowsAt + row.at, row.length));
  }

  async summary(): Promise<SegmentSummary> {
    for (let length = usualSummary; this.#summary === undefined; length *= 4) {
      const beginning = await this.#disk.readPart(this.#path, 0, length);
      this.#summary = decodeSummary(this.#path, this.name.text, beginning);
      if (this.#summary === undefined && beginning.length < length)
        throw damagedSegment(this.#path, "its beginning is cut short");
    }
    return this.#summary;
  }

  index(): Promise<SegmentIndex> {
    return this.#indexes.get(this, async () => {
      const { indexAt, rowsAt } = await this.summary();
      return decodeIndex(this.#path, await this.#disk.readPart(this.#path, indexAt, rowsAt - indexAt));
    });
  }
}

function mayHold({ firstKey, lastKey, filter }: SegmentSummary, key: string): boolean {
  return key >= firstKey && key <= lastKey && filter.mayHold(keyTerm(key));
}

/** Where the key is in the index, or belongs. */
function placeOf(index: SegmentIndex, key: string): number {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index[middle] as IndexedRow).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
