import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { OrderNo } from "../../protocol/ids.ts";
import { noConduct, withConduct } from "../rental/conduct.ts";
import { decide } from "../rental/decide.ts";
import type { Decision } from "../rental/decision.ts";
import type { OrderEvent } from "../rental/event.ts";
import { postings } from "../rental/ledger.ts";
import type { Order } from "../rental/order.ts";
import { type OrderRequest, requestOrder } from "../rental/request.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import {
  type Actor,
  type AuditEntry,
  type OrderRecord,
  type OutsideQuery,
  orderTable,
  type RequestKey,
} from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { followed, isFromOutside, type Paced, paced } from "./outside-queries.ts";

/** What is known of an event beside it; all but `done` is kept in the timeline if the event changes something. */
export interface Circumstances extends Pick<AuditEntry, "request" | "evidence"> {
  /** The pending effect whose outcome the event is. */
  readonly done?: number;
}

/** The one place where an order changes: state, effects and audit entry in one transaction. */
export class OrderService {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Keeps a new order. @throws AppError store/conflict where the rider's seat, the slot or the item is taken */
  async requestIn(tx: Transaction, request: OrderRequest, actor: Actor, key?: RequestKey): Promise<Order> {
    const now = this.#clock.now();
    const decision = requestOrder(request, now);
    if (await tx.get(orderTable, request.orderNo)) throw new AppError("store/conflict", "this order number is taken");
    const empty = { order: decision.order, effects: [], nextEffectId: 1, audit: [], ledger: [] };
    const record = absorb(empty, decision, {
      at: now,
      actor,
      cause: { type: "requested", request },
      state: decision.order.state,
      ...(key && { request: key }),
    });
    await tx.put(orderTable, record);
    return decision.order;
  }

  /**
   * Tells an order what happened.
   * @param done the id of the pending effect whose outcome this is. What a query saw counts for nothing if its effect is not
   * pending any more: a newer query is, or nobody needs to know.
   * @throws AppError order/unknown
   */
  apply(orderNo: OrderNo, event: OrderEvent, actor: Actor, done?: number): Promise<Order> {
    return this.#store.transact((tx) => this.applyIn(tx, orderNo, event, actor, done === undefined ? {} : { done }));
  }

  /** As `apply`, inside a transaction that changes other rows too. */
  async applyIn(
    tx: Transaction,
    orderNo: OrderNo,
    told: OrderEvent,
    actor: Actor,
    { done, ...kept }: Circumstances = {},
  ): Promise<Order> {
    const record = await tx.get(orderTable, orderNo);
    if (!record) throw new AppError("order/unknown");
    const event = await withDistrust(tx, record.order, told);
    if (done !== undefined && event.type === "credit-seen" && !hasEffect(record, done)) return record.order;
    const now = this.#clock.now();
    const { decision, outsideQuery } = paceQueries(record, event, now, done);
    const open = withOutsideQuery(done === undefined ? record : without(record, done), outsideQuery);
    const next =
      decision.order === record.order && decision.effects.length === 0
        ? open
        : absorb(open, decision, {
            at: now,
            actor,
            cause: event,
            state: decision.order.state,
            ...kept,
          });
    if (next !== record) await tx.put(orderTable, next);
    if (decision.order !== record.order) await noteConduct(tx, record.order, decision.order, now);
    return decision.order;
  }

  /** An effect without an outcome of its own (a command that was sent) has been performed. */
  async performed(orderNo: OrderNo, effectId: number): Promise<void> {
    await this.#store.transact(async (tx) => {
      const record = await tx.get(orderTable, orderNo);
      if (record) await tx.put(orderTable, without(record, effectId));
    });
  }
}

/**
 * A write-off, with whether the cabinet that lent the item is distrusted by now: read in the transaction that would write it
 * off, so that no mark comes too late.
 */
async function withDistrust(tx: Transaction, { place }: Order, event: OrderEvent): Promise<OrderEvent> {
  if (event.type !== "woken" || event.about.what !== "given-up-for-lost") return event;
  const cabinet = await tx.get(cabinetTable, place.cabinetId);
  return cabinet?.distrusted ? { ...event, distrusted: true } : event;
}

async function noteConduct(tx: Transaction, before: Order, after: Order, now: number): Promise<void> {
  if (withConduct(noConduct, before, after, now) === noConduct) return;
  const { riderId } = after;
  const conduct = (await tx.get(riderTable, riderId))?.conduct ?? noConduct;
  await tx.put(riderTable, { riderId, conduct: withConduct(conduct, before, after, now) });
}

/** The order as its audit entries make it, from nothing. It equals the stored order (promise S9). */
export function replay(audit: readonly AuditEntry[]): Order | undefined {
  let order: Order | undefined;
  for (const { cause, at } of audit) {
    if (cause.type === "requested") order = requestOrder(cause.request, at).order;
    else if (order) order = decide(order, cause, at).order;
  }
  return order;
}

function paceQueries(record: OrderRecord, event: OrderEvent, now: number, done?: number): Paced {
  const decision = decide(record.order, event, now);
  if (isFromOutside(event)) return paced(record, decision, now);
  const answered = record.effects.find(({ id }) => id === done)?.type === "query-credit";
  return answered ? followed(record, decision, now) : { decision, outsideQuery: record.outsideQuery };
}

function withOutsideQuery(record: OrderRecord, outsideQuery: OutsideQuery | undefined): OrderRecord {
  return outsideQuery === undefined || outsideQuery === record.outsideQuery ? record : { ...record, outsideQuery };
}

function absorb(record: OrderRecord, decision: Decision, entry: AuditEntry): OrderRecord {
  const replaced = new Set(decision.effects.map((effect) => effect.key));
  const added = decision.effects.map((effect, index) => ({ ...effect, id: record.nextEffectId + index }));
  const kept = isOver(decision.order) ? [] : record.effects.filter((effect) => !replaced.has(effect.key));
  return {
    ...record,
    order: decision.order,
    effects: [...kept, ...added],
    nextEffectId: record.nextEffectId + added.length,
    audit: decision.order === record.order && record.audit.length > 0 ? record.audit : [...record.audit, entry],
    ledger: [...record.ledger, ...postings(record.order, decision.order, entry.at)],
  };
}

/** Whether nothing that was asked for before may still be done: an operator decides from here on, or all is done. */
function isOver(order: Order): boolean {
  return order.review !== undefined || order.state === "settled" || order.state === "cancelled";
}

function hasEffect({ effects }: OrderRecord, effectId: number): boolean {
  return effects.some(({ id }) => id === effectId);
}

function without(record: OrderRecord, effectId: number): OrderRecord {
  const effects = record.effects.filter((effect) => effect.id !== effectId);
  return effects.length === record.effects.length ? record : { ...record, effects };
}
