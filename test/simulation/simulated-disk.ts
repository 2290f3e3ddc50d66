import type { Change, Table } from "../../server/store/store.ts";
import { TableMemory } from "./table-memory.ts";

export interface Written extends Change {
  /** undefined: deleted. */
  readonly row: unknown;
}

type Listener = (written: Written, before: unknown) => void;

/** What is kept of the hubs' rows, on one machine's disk or in a database: it outlives every hub. */
export class SimulatedDisk {
  readonly #rows = new Map<string, Map<string, unknown>>();
  readonly #listeners: Listener[] = [];
  /** Written by a write that was reported as failed. The next one that succeeds replaces it. */
  #inDoubt: readonly Written[] = [];

  /** @param listener told of each row with what it replaces */
  onWritten(listener: Listener): void {
    this.#listeners.push(listener);
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    return this.#rows.get(table.name)?.get(key) as Row | undefined;
  }

  rows<Row>(table: Table<Row>): Row[] {
    return [...(this.#rows.get(table.name)?.values() ?? [])] as Row[];
  }

  write(batch: readonly Written[]): void {
    this.#inDoubt = [];
    for (const written of batch) {
      const before = this.#rows.get(written.table)?.get(written.key);
      this.#set(written);
      for (const listener of this.#listeners) listener(written, before);
    }
  }

  /** What was written is lost, and what was there before is there again. */
  lose(lost: readonly Written[]): void {
    for (const written of lost) this.#set(written);
  }

  writeInDoubt(batch: readonly Written[]): void {
    this.#inDoubt = batch;
  }

  /** What a new process finds. Rows of a table that is not durable went with the process before it. */
  load(table: Table<never>): TableMemory {
    if (this.#inDoubt.length > 0) this.write(this.#inDoubt);
    if (!table.durable) this.#rows.delete(table.name);
    const memory = new TableMemory(table);
    for (const row of this.#rows.get(table.name)?.values() ?? []) memory.put(row);
    return memory;
  }

  #set({ table, key, row }: Written): void {
    const rows = this.#rows.get(table) ?? new Map<string, unknown>();
    this.#rows.set(table, rows);
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
  }
}
