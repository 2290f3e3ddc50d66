import { AppError } from "../../../platform/app-error.ts";
import type { Table } from "../store.ts";
import { DueList } from "./due-list.ts";
import { EntryIndex } from "./entry-index.ts";
import { frozen } from "./frozen.ts";

/** A row with everything under which it stands. */
interface Kept {
  readonly row: unknown;
  readonly rests: boolean;
  readonly claims: readonly string[];
  readonly entries: readonly string[];
  readonly dueAt: number | undefined;
}

/**
 * The rows of one table that are in memory, with everything by which they are found, kept in step with every change. A
 * row that rests and was not moved into the archive yet is here too, but claims nothing and is never due. Rows are
 * frozen when they are first given out: at a start most are not asked for.
 */
export class TableMemory {
  readonly #table: Table<unknown>;
  readonly #kept = new Map<string, Kept>();
  readonly #resting = new Set<string>();
  readonly #buried = new Set<string>();
  readonly #holders = new Map<string, string>();
  readonly #livingUnder = new EntryIndex();
  readonly #restingUnder = new EntryIndex();
  readonly #due = new DueList();
  /** The keys of living rows in order; undefined after one has come or gone. */
  #living: readonly string[] | undefined;

  constructor(table: Table<unknown>) {
    this.#table = table;
  }

  get durable(): boolean {
    return this.#table.durable;
  }

  get size(): number {
    return this.#kept.size;
  }

  keyOf(row: unknown): string {
    return this.#table.key(row);
  }

  get(key: string): unknown {
    return frozen(this.#kept.get(key)?.row);
  }

  find(entry: string): unknown[] {
    return this.#pick([...this.#livingUnder.under(entry)].toSorted());
  }

  all(): unknown[] {
    this.#living ??= [...this.#kept.keys()].filter((key) => !this.#resting.has(key)).toSorted();
    return this.#pick(this.#living);
  }

  due(until: number, limit: number): unknown[] {
    return this.#pick(this.#due.until(until, limit));
  }

  /** The earliest time after `time` at which a row is due. */
  nextDueAfter(time: number): number | undefined {
    return this.#due.nextAfter(time);
  }

  /** Keys under an entry (undefined: of all rows), those of resting rows too: the last first, at most `limit` before `before`. */
  lastKeys(entry: string | undefined, limit: number, before: string | undefined): string[] {
    const keys =
      entry === undefined
        ? [...this.#kept.keys()]
        : [...this.#livingUnder.under(entry), ...this.#restingUnder.under(entry)];
    return keys
      .filter((key) => before === undefined || key < before)
      .toSorted()
      .toReversed()
      .slice(0, limit);
  }

  /** All rows by key, in no particular order. */
  *entries(): Iterable<[string, unknown]> {
    for (const [key, { row }] of this.#kept) yield [key, row];
  }

  /** Keys of the rows that are here and could rest in the archive. */
  get resting(): ReadonlySet<string> {
    return this.#resting;
  }

  /** Keys of deleted rows of which the archive may hold a copy, which must not come to light. */
  get buried(): ReadonlySet<string> {
    return this.#buried;
  }

  /** Whether the archive is not to be asked for this row. */
  decides(key: string): boolean {
    return this.#kept.has(key) || this.#buried.has(key);
  }

  /** How the row is kept in the archive; undefined: it lives. */
  asResting(key: string): { row: unknown; month: string; entries: readonly string[] } | undefined {
    const kept = this.#kept.get(key);
    const month = kept?.rests === true ? this.#table.restsIn(kept.row) : undefined;
    return kept === undefined || month === undefined ? undefined : { row: kept.row, month, entries: kept.entries };
  }

  /** @param row is kept itself, and frozen. @throws AppError store/conflict; nothing has changed then */
  put(row: unknown): void {
    const key = this.#table.key(row);
    const rests = this.#table.restsIn(row) !== undefined;
    const claims = rests ? [] : this.#table.unique(row);
    for (const claim of claims) {
      const holder = this.#holders.get(claim);
      if (holder !== undefined && holder !== key)
        throw new AppError("store/conflict", `${claim} of ${this.#table.name} ${key} belongs to ${holder}`);
    }
    const before = this.#kept.get(key);
    if (before === undefined || before.rests !== rests) this.#living = undefined;
    if (before !== undefined) this.#forget(key, before);
    this.#buried.delete(key);
    const dueAt = rests ? undefined : this.#table.dueAt(row);
    const kept = { row, rests, claims, entries: this.#table.index(row), dueAt };
    this.#kept.set(key, kept);
    if (rests) {
      this.#resting.add(key);
      this.#restingUnder.add(kept.entries, key);
      return;
    }
    for (const claim of claims) this.#holders.set(claim, key);
    this.#livingUnder.add(kept.entries, key);
    if (dueAt !== undefined) this.#due.add({ at: dueAt, key });
  }

  /** @param bury whether the archive may hold a copy of the row */
  delete(key: string, bury: boolean): void {
    if (bury) this.#buried.add(key);
    else this.#buried.delete(key);
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#forget(key, kept);
    this.#kept.delete(key);
    this.#living = undefined;
  }

  /** Takes away by what the row is found. */
  #forget(key: string, { rests, claims, entries, dueAt }: Kept): void {
    if (rests) {
      this.#resting.delete(key);
      this.#restingUnder.remove(entries, key);
      return;
    }
    for (const claim of claims) this.#holders.delete(claim);
    this.#livingUnder.remove(entries, key);
    if (dueAt !== undefined) this.#due.remove({ at: dueAt, key });
  }

  #pick(keys: readonly string[]): unknown[] {
    return keys.map((key) => this.get(key));
  }
}
