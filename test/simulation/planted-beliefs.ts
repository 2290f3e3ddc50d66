import type { OrderEvents } from "../../server/fleet/order-events.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { reportCheck } from "../../server/rental/time-limits.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Table } from "../../server/store/store.ts";

/** What a cabinet tells an order, changed. */
export function changedEvents(orders: OrderEvents, change: (event: OrderEvent) => OrderEvent): OrderEvents {
  return { applyIn: (tx, orderNo, event, actor) => orders.applyIn(tx, orderNo, change(event), actor) };
}

/** As if the cabinet's picture showed each item that it says to have taken in. */
export function asShown(event: OrderEvent): OrderEvent {
  if (event.type !== "item-returned") return event;
  const { unseen: _, ...shown } = event;
  return shown;
}

/** As if nobody knew where the item is that a cabinet says to have given out. */
export function asNowhereElse(event: OrderEvent): OrderEvent {
  if (event.type !== "slot-answered" && event.type !== "slot-seen") return event;
  const { elsewhere: _, ...believed } = event;
  return believed;
}

/** The store does not keep an item from being lent twice. */
export function withoutItemClaims(table: Table<OrderRecord>): Table<OrderRecord> {
  return { ...table, unique: (record) => table.unique(record).filter((claim) => !claim.startsWith("item/")) };
}

/** Each report of a loan starts the looks for evidence again, as if it were the first. */
export function withRestartedLooks(record: OrderRecord): OrderRecord {
  const { cause, at } = record.audit.at(-1) ?? {};
  if (cause?.type !== "rider-reported" || at === undefined) return record;
  const effects = record.effects.map((effect) =>
    effect.type === "wake" && effect.about.what === "report-due" && effect.about.loanNo === cause.loanNo
      ? { ...effect, dueAt: at + reportCheck(0), attempt: 0 }
      : effect,
  );
  return { ...record, effects };
}
