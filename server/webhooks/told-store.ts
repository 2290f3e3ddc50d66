import { type PriceList, priceListTable } from "../pricing/price-list-table.ts";
import type { Order } from "../rental/order.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store, Table, Transaction, Wanted } from "../store/store.ts";
import type { EventType } from "./event-types.ts";
import { cabinetEvents, presenceEvents } from "./fleet-events.ts";
import { orderEvents, toldOrder } from "./order-events.ts";
import type { Outbox } from "./outbox.ts";

/** One thing that happened: its type, what it is about, and what is told of it. */
interface Happened {
  readonly types: readonly EventType[];
  readonly subject: string;
  readonly data: object;
}

/** What a change of a row is to other systems, by the name of its table. Rows of other tables are not told of. */
const told: ReadonlyMap<string, (before: never, after: never) => Happened> = new Map<
  string,
  (before: never, after: never) => Happened
>([
  [orderTable.name, orderChange],
  [cabinetStateTable.name, presenceChange],
  [cabinetTable.name, cabinetChange],
  [priceListTable.name, priceListChange],
]);

/**
 * The store, with what its transactions make true put into the outbox by the same transaction: nothing is forgotten where the
 * hub dies, and nothing is told that did not come about. While no webhook listens, it is the store itself.
 */
export function toldStore(store: Store, outbox: Pick<Outbox, "isHeard" | "noteIn">): Store {
  return {
    transact: (work) => {
      if (!outbox.isHeard) return store.transact(work);
      return store.transact(async (tx) => {
        const telling = new TellingTransaction(tx);
        const value = await work(telling);
        for (const { types, subject, data } of telling.happened)
          for (const type of types) await outbox.noteIn(tx, type, subject, data);
        return value;
      });
    },
    watch: (listener, lookAgain) => store.watch(listener, lookAgain),
    lease: (table, until, limit, lease) => store.lease(table, until, limit, lease),
    close: () => store.close(),
  };
}

/** One row that was changed: how it was before the transaction, and how it is after it. */
interface Changed {
  readonly before: unknown;
  after: unknown;
}

/** A transaction that remembers what it changes in the tables that are told of. */
class TellingTransaction implements Transaction {
  readonly #tx: Transaction;
  readonly #read = new Map<string, unknown>();
  readonly #changed = new Map<string, Map<string, Changed>>();

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  get happened(): Happened[] {
    return [...this.#changed].flatMap(([name, rows]) => {
      const tell = told.get(name);
      if (tell === undefined) return [];
      return [...rows.values()].map(({ before, after }) => tell(before as never, after as never));
    });
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const row = await this.#tx.get(table, key);
    if (told.has(table.name) && !this.#read.has(idOf(table, key))) this.#read.set(idOf(table, key), row);
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
    if (told.has(table.name)) await this.#note(table, table.key(row), row);
    return this.#tx.put(table, row);
  }

  delete<Row>(table: Table<Row>, key: string): Promise<void> {
    return this.#tx.delete(table, key);
  }

  async #note<Row>(table: Table<Row>, key: string, row: Row): Promise<void> {
    const rows = this.#changed.get(table.name) ?? new Map<string, Changed>();
    this.#changed.set(table.name, rows);
    const known = rows.get(key);
    if (known !== undefined) {
      known.after = row;
      return;
    }
    const id = idOf(table, key);
    rows.set(key, { before: this.#read.has(id) ? this.#read.get(id) : await this.#tx.get(table, key), after: row });
  }
}

function idOf({ name }: { readonly name: string }, key: string): string {
  return `${name} ${key}`;
}

function orderChange(before: OrderRecord | undefined, { order }: OrderRecord): Happened {
  const was: Order | undefined = before?.order;
  return { types: was === order ? [] : orderEvents(was, order), subject: order.orderNo, data: toldOrder(order) };
}

function presenceChange(before: CabinetState | undefined, after: CabinetState): Happened {
  const { cabinetId, presence } = after;
  const data = { cabinetId, online: presence.online, since: presence.since };
  return { types: presenceEvents(before, after), subject: cabinetId, data };
}

function cabinetChange(before: Cabinet | undefined, after: Cabinet): Happened {
  const { cabinetId, name, disabled, distrusted } = after;
  const marks = {
    ...(disabled && { disabledSince: disabled.since, reason: disabled.reason }),
    ...(distrusted && { distrustedSince: distrusted.since, distrustCode: distrusted.reason.code }),
  };
  return { types: cabinetEvents(before, after), subject: cabinetId, data: { cabinetId, name, ...marks } };
}

function priceListChange(before: PriceList | undefined, after: PriceList): Happened {
  const { number, effectiveAt, publishedAt, withdrawn } = after;
  const isWithdrawn = withdrawn !== undefined && before?.withdrawn === undefined;
  const types: EventType[] = before === undefined ? ["prices.published"] : isWithdrawn ? ["prices.withdrawn"] : [];
  const times = { effectiveAt, publishedAt, ...(withdrawn && { withdrawnAt: withdrawn.at }) };
  return { types, subject: String(number), data: { number, ...times } };
}
