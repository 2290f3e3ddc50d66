import type { RestingCopy } from "./segment-format.ts";
import type { TableMemory } from "./table-memory.ts";

/** What a move takes at most, so that it never holds much. */
const mostRows = 2000;

interface Leaving {
  readonly row: unknown;
  readonly month: string;
  readonly entries: readonly string[];
}

/** Rows on their way from the hot document to the archive, as they were when they were picked. */
export class Move {
  readonly #tables = new Map<string, Map<string, Leaving>>();

  static of(memories: ReadonlyMap<string, TableMemory>): Move {
    const move = new Move();
    let left = mostRows;
    for (const [table, memory] of memories) {
      const rows = new Map<string, Leaving>();
      for (const key of memory.resting) {
        if (left-- <= 0) break;
        const leaving = memory.asResting(key);
        if (leaving !== undefined) rows.set(key, leaving);
      }
      move.#tables.set(table, rows);
    }
    return move;
  }

  has(table: string, key: string): boolean {
    return this.#tables.get(table)?.has(key) === true;
  }

  /** Whether the row leaves with this move: not if it was changed since. */
  takes(table: string, key: string, row: unknown): boolean {
    return this.#tables.get(table)?.get(key)?.row === row;
  }

  /** Keys of the rows in the memory that leave with this move. */
  stillHere(table: string, memory: TableMemory): string[] {
    return [...(this.#tables.get(table) ?? [])].flatMap(([key, { row }]) => (memory.get(key) === row ? [key] : []));
  }

  /** The rows of each table and month. */
  *groups(): Iterable<{ table: string; month: string; copies: RestingCopy[] }> {
    for (const [table, rows] of this.#tables) {
      const months = new Map<string, RestingCopy[]>();
      for (const [key, { row, month, entries }] of rows) {
        const copies = months.get(month) ?? [];
        copies.push({ key, entries, text: JSON.stringify(row) });
        months.set(month, copies);
      }
      for (const [month, copies] of months) yield { table, month, copies };
    }
  }

  /** Takes the rows out of memory, but those that were changed since: of these the memory has the newer copy. */
  leave(memories: ReadonlyMap<string, TableMemory>): void {
    for (const [table, memory] of memories) for (const key of this.stillHere(table, memory)) memory.delete(key, false);
  }
}
