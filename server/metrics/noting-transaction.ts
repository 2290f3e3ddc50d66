import { type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Table, Transaction, Wanted } from "../store/store.ts";

/** What one transaction made of an order. */
export interface OrderChange {
  /** Undefined: the order is new. */
  readonly before: OrderRecord | undefined;
  readonly after: OrderRecord;
}

/** A transaction that notes whether it changes anything durable, and what it makes of orders. */
export class NotingTransaction implements Transaction {
  readonly #tx: Transaction;
  readonly #read = new Map<string, OrderRecord | undefined>();
  readonly #written = new Map<string, OrderRecord>();
  #writes = false;

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  /** What is not durable says nothing of the disk. */
  get writes(): boolean {
    return this.#writes;
  }

  /** Complete where every order that is put was read by its number before, as the order desk does. */
  get orders(): OrderChange[] {
    return [...this.#written].map(([orderNo, after]) => ({ before: this.#read.get(orderNo), after }));
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const row = await this.#tx.get(table, key);
    if (isOrders(table) && !this.#read.has(key)) this.#read.set(key, row as OrderRecord | undefined);
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
    await this.#tx.put(table, row);
    this.#writes ||= table.durable;
    if (isOrders(table)) this.#written.set(table.key(row), row as OrderRecord);
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    await this.#tx.delete(table, key);
    this.#writes ||= table.durable;
  }
}

function isOrders(table: { readonly name: string }): boolean {
  return table.name === orderTable.name;
}
