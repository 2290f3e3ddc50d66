import { type PriceList, priceListTable } from "../pricing/price-list-table.ts";
import type { Order } from "../rental/order.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { NotingTransaction } from "../store/noting-transaction.ts";
import { type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
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
/** Their names. */
const toldTables = new Set(told.keys());

/**
 * The store, with what its transactions make true put into the outbox by the same transaction: nothing is forgotten where the
 * hub dies, and nothing is told that did not come about. While no webhook listens, it is the store itself.
 */
export function toldStore(store: Store, outbox: Pick<Outbox, "isHeard" | "noteIn">): Store {
  return {
    transact: (work) => {
      if (!outbox.isHeard) return store.transact(work);
      return store.transact(async (tx) => {
        const noting = new NotingTransaction(tx, toldTables);
        const value = await work(noting);
        for (const { table, before, after } of noting.changes) {
          const tell = told.get(table);
          if (tell === undefined) continue;
          const { types, subject, data } = tell(before as never, after as never);
          for (const type of types) await outbox.noteIn(tx, type, subject, data);
        }
        return value;
      });
    },
    watch: (listener, lookAgain) => store.watch(listener, lookAgain),
    lease: (table, until, limit, lease) => store.lease(table, until, limit, lease),
    close: () => store.close(),
  };
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
