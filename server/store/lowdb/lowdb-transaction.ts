import type { Change, Table, Transaction } from "../store.ts";
import type { TableMemory } from "./table-memory.ts";

/** What a row was before a change, to put it back. */
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
export class LowdbTransaction implements Transaction {
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

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#memory(table.name).all() as Row[];
  }

  async due<Row>(table: Table<Row>, until: number, limit: number): Promise<readonly Row[]> {
    return this.#memory(table.name).due(until, limit) as Row[];
  }

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const memory = this.#memory(table.name);
    const kept = frozenCopy(row);
    const key = table.key(kept);
    const before = memory.get(key);
    memory.put(kept);
    this.changes.push({ memory, change: { table: table.name, key }, before });
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const memory = this.#memory(table.name);
    const before = memory.get(key);
    if (before === undefined) return;
    memory.delete(key);
    this.changes.push({ memory, change: { table: table.name, key }, before });
  }

  /** From here on the memory belongs to others: work that forgot to await would change it unseen. */
  end(): void {
    this.#ended = true;
  }

  #memory(table: string): TableMemory {
    if (this.#ended) throw new Error("the transaction has ended: an await is missing in its work");
    const memory = this.#memories.get(table);
    if (memory === undefined) throw new Error(`the store was opened without the table ${table}`);
    return memory;
  }
}

/** The row as it will come back from disk, so that nobody learns only after a restart what JSON does not carry. */
export function frozenCopy<Row>(row: Row): Row {
  return JSON.parse(JSON.stringify(row), (_, value: unknown) => Object.freeze(value)) as Row;
}
