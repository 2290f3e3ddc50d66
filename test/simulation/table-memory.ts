import { AppError } from "../../platform/app-error.ts";
import { frozen } from "../../platform/frozen.ts";
import type { Table } from "../../server/store/store.ts";
import { DueList } from "./due-list.ts";
import { EntryIndex } from "./entry-index.ts";

/** A row with everything under which it stands. */
interface Kept {
  readonly row: unknown;
  readonly rests: boolean;
  readonly claims: readonly string[];
  readonly entries: readonly string[];
  readonly dueAt: number | undefined;
}

/**
 * The rows of one table, with everything by which they are found, kept in step with every change. A row that rests
 * claims nothing and is never due. Rows are frozen when they are first given out.
 */
export class TableMemory {
  readonly #table: Table<unknown>;
  readonly #kept = new Map<string, Kept>();
  readonly #resting = new Set<string>();
  readonly #holders = new Map<string, string>();
  readonly #livingUnder = new EntryIndex();
  readonly #restingUnder = new EntryIndex();
  readonly #due = new DueList();
  /** The keys of living rows in order; undefined after one has come or gone. */
  #living: readonly string[] | undefined;

  constructor(table: Table<unknown>) {
    this.#table = table;
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

  /** Keys under an entry, those of resting rows too: the last first, at most `limit` before `before`. */
  lastKeys(entry: string, limit: number, before: string | undefined): string[] {
    return [...this.#livingUnder.under(entry), ...this.#restingUnder.under(entry)]
      .filter((key) => before === undefined || key < before)
      .toSorted()
      .toReversed()
      .slice(0, limit);
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

  delete(key: string): void {
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
