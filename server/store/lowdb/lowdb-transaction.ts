import type { Change, Claim, Table, Transaction } from "../store.ts";
import type { TableMemory } from "./table-memory.ts";

/** A change, with what was kept under its key before, to put it back. */
export interface Undo {
  readonly memory: TableMemory;
  readonly change: Change;
  /** The row as JSON; undefined: it was deleted. */
  readonly text: string | undefined;
  before: unknown;
  readonly wasBuried: boolean;
}

/** Takes changes back, the last one first. */
export function undo(changes: readonly Undo[]): void {
  for (const { memory, change, before, wasBuried } of changes.toReversed()) {
    if (before === undefined) memory.delete(change.key, wasBuried);
    else memory.put(before);
  }
}

/** A row at rest, found but not read yet. */
export interface RestingRow {
  readonly key: string;
  read(): Promise<unknown>;
}

/** What a transaction asks of the archive. */
export interface RestingRows {
  get(table: string, key: string): Promise<unknown>;
  /** Whether a copy of the row rests there, or is on its way. */
  holds(table: string, key: string): Promise<boolean>;
  /**
   * Rows under an entry (undefined: all), the last key first: at most `limit` of those before `before` that are not
   * `hidden`.
   */
  page(
    table: string,
    entry: string | undefined,
    limit: number,
    before: string | undefined,
    hidden: (key: string) => boolean,
  ): Promise<readonly RestingRow[]>;
}

/** Where there is no archive: what rests stays in memory. */
const noArchive: RestingRows = {
  get: async () => undefined,
  holds: async () => false,
  page: async () => [],
};

/** Works on the memory itself, since transactions take turns, and notes how to take every change back. */
export class LowdbTransaction implements Transaction {
  readonly changes: Undo[] = [];
  readonly #memories: ReadonlyMap<string, TableMemory>;
  readonly #archive: RestingRows;
  #ended = false;

  constructor(memories: ReadonlyMap<string, TableMemory>, archive: RestingRows = noArchive) {
    this.#memories = memories;
    this.#archive = archive;
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const memory = this.#memory(table.name);
    return (memory.decides(key) ? memory.get(key) : await this.#archive.get(table.name, key)) as Row | undefined;
  }

  async find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#memory(table.name).find(entry) as Row[];
  }

  page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    return this.lastRows(table, entry, limit, before);
  }

  /** As `page`, and of the whole table where `entry` is undefined. */
  async lastRows<Row>(table: Table<Row>, entry: string | undefined, limit: number, before: string | undefined) {
    const memory = this.#memory(table.name);
    const hidden = (key: string) => memory.decides(key);
    const resting = await this.#archive.page(table.name, entry, limit, before, hidden);
    const here = memory.lastKeys(entry, limit, before).map((key) => ({ key, read: async () => memory.get(key) }));
    const found = [...here, ...resting].toSorted((one, other) => (one.key < other.key ? 1 : -1)).slice(0, limit);
    return (await Promise.all(found.map((row) => row.read()))) as Row[];
  }

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#memory(table.name).all() as Row[];
  }

  /** As `Store.claim`, in a store that no other process has. */
  claim<Row>(table: Table<Row>, until: number, limit: number): Claim<Row> {
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
    const text = JSON.stringify(row);
    const kept = JSON.parse(text) as Row;
    const undo = this.#undo(memory, { table: table.name, key: table.key(kept) }, text);
    memory.put(kept);
    this.changes.push(undo);
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const memory = this.#memory(table.name);
    const bury = await this.#archive.holds(table.name, key);
    if (memory.get(key) === undefined && (!bury || memory.buried.has(key))) return;
    const undo = this.#undo(memory, { table: table.name, key }, undefined);
    memory.delete(key, bury);
    this.changes.push(undo);
  }

  /** From here on the memory belongs to others: work that forgot to await would change it unseen. */
  end(): void {
    this.#ended = true;
  }

  #undo(memory: TableMemory, change: Change, text: string | undefined): Undo {
    return { memory, change, text, before: memory.get(change.key), wasBuried: memory.buried.has(change.key) };
  }

  #memory(table: string): TableMemory {
    if (this.#ended) throw new Error("the transaction has ended: an await is missing in its work");
    const memory = this.#memories.get(table);
    if (memory === undefined) throw new Error(`the store was opened without the table ${table}`);
    return memory;
  }
}
