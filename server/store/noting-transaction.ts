import type { Table, Transaction, Wanted } from "./store.ts";

/** A row that a transaction changed. */
export interface NotedChange {
  /** The name of its table. */
  readonly table: string;
  /** How it was before the transaction; undefined: it is new. */
  readonly before: unknown;
  /** How the transaction left it. */
  readonly after: unknown;
}

/** A transaction that notes whether it changes anything durable, and what it makes of the rows of some tables. */
export class NotingTransaction implements Transaction {
  readonly #tx: Transaction;
  readonly #noted: ReadonlySet<string>;
  /** Rows of those tables as they were when they were read first. */
  readonly #read = new Map<string, unknown>();
  readonly #changes = new Map<string, NotedChange>();
  #writes = false;

  /** @param noted names of the tables whose changes are noted; rows that are deleted are not */
  constructor(tx: Transaction, noted: ReadonlySet<string>) {
    this.#tx = tx;
    this.#noted = noted;
  }

  /** What is not durable says nothing of the disk. */
  get writes(): boolean {
    return this.#writes;
  }

  /** One for each row, in the order in which they were first put. */
  get changes(): readonly NotedChange[] {
    return [...this.#changes.values()];
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const row = await this.#tx.get(table, key);
    const id = idOf(table, key);
    if (this.#noted.has(table.name) && !this.#read.has(id)) this.#read.set(id, row);
    return row;
  }

  find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#tx.find(table, entry);
  }

  page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    return this.#tx.page(table, entry, limit, before);
  }

  all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#tx.all(table);
  }

  prefetch(wanted: readonly Wanted[]): Promise<void> {
    return this.#tx.prefetch(wanted);
  }

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const key = table.key(row);
    const id = idOf(table, key);
    const isNoted = this.#noted.has(table.name);
    if (isNoted && !this.#read.has(id)) await this.get(table, key);
    await this.#tx.put(table, row);
    this.#writes ||= table.durable;
    if (isNoted) this.#changes.set(id, { table: table.name, before: this.#read.get(id), after: row });
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    await this.#tx.delete(table, key);
    this.#writes ||= table.durable;
  }
}

function idOf({ name }: { readonly name: string }, key: string): string {
  return `${name} ${key}`;
}
