import { AppError } from "../../../platform/app-error.ts";
import type { Table } from "../store.ts";
import { DueList } from "./due-list.ts";

/** The rows of one table with everything by which they are found, kept in step with every change. */
export class TableMemory {
  readonly #table: Table<unknown>;
  readonly #rows = new Map<string, unknown>();
  readonly #holders = new Map<string, string>();
  readonly #indexed = new Map<string, Set<string>>();
  readonly #due = new DueList();

  constructor(table: Table<unknown>) {
    this.#table = table;
  }

  get(key: string): unknown {
    return this.#rows.get(key);
  }

  find(entry: string): unknown[] {
    return this.#pick([...(this.#indexed.get(entry) ?? [])].toSorted());
  }

  all(): unknown[] {
    return this.#pick([...this.#rows.keys()].toSorted());
  }

  due(until: number, limit: number): unknown[] {
    return this.#pick(this.#due.until(until, limit));
  }

  /** In no particular order. */
  rows(): Iterable<unknown> {
    return this.#rows.values();
  }

  /** @throws AppError store/conflict; nothing has changed then */
  put(row: unknown): void {
    const key = this.#table.key(row);
    for (const claim of this.#table.unique(row)) {
      const holder = this.#holders.get(claim);
      if (holder !== undefined && holder !== key)
        throw new AppError("store/conflict", `${claim} of ${this.#table.name} ${key} belongs to ${holder}`);
    }
    this.delete(key);
    this.#rows.set(key, row);
    for (const claim of this.#table.unique(row)) this.#holders.set(claim, key);
    for (const entry of this.#table.index(row)) this.#keysUnder(entry).add(key);
    const at = this.#table.dueAt(row);
    if (at !== undefined) this.#due.add({ at, key });
  }

  delete(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.delete(key);
    for (const claim of this.#table.unique(row)) this.#holders.delete(claim);
    for (const entry of this.#table.index(row)) {
      const keys = this.#keysUnder(entry);
      keys.delete(key);
      if (keys.size === 0) this.#indexed.delete(entry);
    }
    const at = this.#table.dueAt(row);
    if (at !== undefined) this.#due.remove({ at, key });
  }

  #pick(keys: readonly string[]): unknown[] {
    return keys.map((key) => this.#rows.get(key));
  }

  #keysUnder(entry: string): Set<string> {
    let keys = this.#indexed.get(entry);
    if (keys === undefined) {
      keys = new Set();
      this.#indexed.set(entry, keys);
    }
    return keys;
  }
}
