import type { Change, Leased, Table, Transaction } from "../../server/store/store.ts";
import type { TableMemory } from "./table-memory.ts";

/** A change, with what was kept under its key before, to put it back. */
export interface Undo {
  readonly memory: TableMemory;
  readonly change: Change;
  readonly before: unknown;
}

/** Takes changes back, the last one first. */
export function undo(changes: readonly Undo[]): void {
  for (const { memory, change, before } of changes.toReversed()) {
    if (before === undefined) memory.delete(change.key);
    else memory.put(before);
  }
}

/** Works on the memory itself, since transactions take turns, and notes how to take every change back. */
export class MemoryTransaction implements Transaction {
  readonly changes: Undo[] = [];
  readonly #memories: ReadonlyMap<string, TableMemory>;
  #ended = false;

  constructor(memories: ReadonlyMap<string, TableMemory>) {
    this.#memories = memories;
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    return this.#memory(table.name).get(key) as Row | undefined;
  }

  async find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#memory(table.name).find(entry) as Row[];
  }

  async page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    const memory = this.#memory(table.name);
    return memory.lastKeys(entry, limit, before).map((key) => memory.get(key) as Row);
  }

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#memory(table.name).all() as Row[];
  }

  async prefetch(): Promise<void> {}

  /** As `Store.claim`, in a store that no other process has. */
  claim<Row>(table: Table<Row>, until: number, limit: number): Leased<Row> {
    const memory = this.#memory(table.name);
    const due = memory.due(until, limit) as Row[];
    return {
      rows: due.map((row) => ({ row, takeover: null })),
      mayBeMore: due.length === limit,
      nextDueAt: memory.nextDueAfter(until),
    };
  }

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const memory = this.#memory(table.name);
    // What is kept is the row as it comes back from disk, so that nobody learns only then what JSON does not carry.
    const kept = JSON.parse(JSON.stringify(row)) as Row;
    const undo = this.#undo(memory, { table: table.name, key: table.key(kept) });
    memory.put(kept);
    this.changes.push(undo);
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const memory = this.#memory(table.name);
    if (memory.get(key) === undefined) return;
    const undo = this.#undo(memory, { table: table.name, key });
    memory.delete(key);
    this.changes.push(undo);
  }

  /** From here on the memory belongs to others: work that forgot to await would change it unseen. */
  end(): void {
    this.#ended = true;
  }

  #undo(memory: TableMemory, change: Change): Undo {
    return { memory, change, before: memory.get(change.key) };
  }

  #memory(table: string): TableMemory {
    if (this.#ended) throw new Error("the transaction has ended: an await is missing in its work");
    const memory = this.#memories.get(table);
    if (memory === undefined) throw new Error(`the store was opened without the table ${table}`);
    return memory;
  }
}
