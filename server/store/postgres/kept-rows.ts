import { frozen } from "../../../platform/frozen.ts";
import { idOf, type SeenRow } from "./read-set.ts";

/** Enough for the cabinets and orders of a busy hub; some megabytes. */
const most = 2000;

/**
 * Rows as this hub last read or put them, the least used ones forgotten. They may have changed since: a transaction that uses
 * them finds out before anything counts that it did, and runs again with rows that were read anew.
 */
export class KeptRows {
  /** The one used last comes last. */
  readonly #rows = new Map<string, SeenRow>();

  get(table: string, key: string): SeenRow | undefined {
    const id = idOf(table, key);
    const seen = this.#rows.get(id);
    if (!seen) return undefined;
    this.#rows.delete(id);
    this.#rows.set(id, seen);
    return seen;
  }

  /** Takes note of a row as the database has it, or that it has none. From now on nobody can change it in place. */
  keep(seen: SeenRow): void {
    const id = idOf(seen.table, seen.key);
    this.#rows.delete(id);
    if (!seen.line) return;
    frozen(seen.row);
    this.#rows.set(id, seen);
    if (this.#rows.size <= most) return;
    const [oldest] = this.#rows.keys();
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  forget(table: string, key: string): void {
    this.#rows.delete(idOf(table, key));
  }

  forgetAll(): void {
    this.#rows.clear();
  }
}
