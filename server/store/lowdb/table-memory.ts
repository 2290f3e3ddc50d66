import { AppError } from "../../../platform/app-error.ts";
import type { Table } from "../store.ts";
import { DueList } from "./due-list.ts";
import { EntryIndex } from "./entry-index.ts";

/**
 * The rows of one table that the hot document holds, with everything by which they are found, kept in step with every
 * change. A row that rests and was not moved into the archive yet is here too, but claims nothing and is never due.
 */
export class TableMemory {
  readonly #table: Table<unknown>;
  readonly #rows = new Map<string, unknown>();
  readonly #resting = new Set<string>();
  readonly #buried = new Set<string>();
  readonly #holders = new Map<string, string>();
  readonly #livingUnder = new EntryIndex();
  readonly #restingUnder = new EntryIndex();
  readonly #due = new DueList();

  constructor(table: Table<unknown>) {
    this.#table = table;
  }

  get(key: string): unknown {
    return this.#rows.get(key);
  }

  find(entry: string): unknown[] {
    return this.#pick([...this.#livingUnder.under(entry)].toSorted());
  }

  all(): unknown[] {
    return this.#pick([...this.#rows.keys()].filter((key) => !this.#resting.has(key)).toSorted());
  }

  due(until: number, limit: number): unknown[] {
    return this.#pick(this.#due.until(until, limit));
  }

  /** Keys under an entry (undefined: of all rows), those of resting rows too: the last first, at most `limit` before `before`. */
  lastKeys(entry: string | undefined, limit: number, before: string | undefined): string[] {
    const keys =
      entry === undefined
        ? [...this.#rows.keys()]
        : [...this.#livingUnder.under(entry), ...this.#restingUnder.under(entry)];
    return keys
      .filter((key) => before === undefined || key < before)
      .toSorted()
      .toReversed()
      .slice(0, limit);
  }

  /** All rows by key, in no particular order. */
  entries(): Iterable<[string, unknown]> {
    return this.#rows.entries();
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
    return this.#rows.has(key) || this.#buried.has(key);
  }

  /** How the row is kept in the archive; undefined: it lives. */
  asResting(key: string): { row: unknown; month: string; entries: readonly string[] } | undefined {
    const row = this.#rows.get(key);
    const month = row === undefined ? undefined : this.#table.restsIn(row);
    return month === undefined ? undefined : { row, month, entries: this.#table.index(row) };
  }

  /** @throws AppError store/conflict; nothing has changed then */
  put(row: unknown): void {
    const key = this.#table.key(row);
    const living = this.#table.restsIn(row) === undefined;
    const claims = living ? this.#table.unique(row) : [];
    for (const claim of claims) {
      const holder = this.#holders.get(claim);
      if (holder !== undefined && holder !== key)
        throw new AppError("store/conflict", `${claim} of ${this.#table.name} ${key} belongs to ${holder}`);
    }
    this.delete(key, false);
    this.#rows.set(key, row);
    if (!living) {
      this.#resting.add(key);
      this.#restingUnder.add(this.#table.index(row), key);
      return;
    }
    for (const claim of claims) this.#holders.set(claim, key);
    this.#livingUnder.add(this.#table.index(row), key);
    const at = this.#table.dueAt(row);
    if (at !== undefined) this.#due.add({ at, key });
  }

  /** @param bury whether the archive may hold a copy of the row */
  delete(key: string, bury: boolean): void {
    if (bury) this.#buried.add(key);
    else this.#buried.delete(key);
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.delete(key);
    if (this.#resting.delete(key)) {
      this.#restingUnder.remove(this.#table.index(row), key);
      return;
    }
    for (const claim of this.#table.unique(row)) this.#holders.delete(claim);
    this.#livingUnder.remove(this.#table.index(row), key);
    const at = this.#table.dueAt(row);
    if (at !== undefined) this.#due.remove({ at, key });
  }

  #pick(keys: readonly string[]): unknown[] {
    return keys.map((key) => this.#rows.get(key));
  }
}
