import { seal } from "../../protocol/seal.ts";
import { parseUpTopic } from "../../protocol/topics.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { EventIntake, type JournalAnswer } from "../../server/fleet/event-intake.ts";
import type { OrderEvents } from "../../server/fleet/order-events.ts";
import { OrderService } from "../../server/orders/order-service.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { type Order, orderOfCommand } from "../../server/rental/order.ts";
import { cabinetStateTable } from "../../server/store/cabinet-state-table.ts";
import { cabinetTable } from "../../server/store/cabinet-table.ts";
import { type Actor, type OrderRecord, orderTable, type PendingEffect } from "../../server/store/order-table.ts";
import type { Store, Transaction } from "../../server/store/store.ts";
import { storeWith } from "../support/store-with.ts";
import type { Heard, HubSide } from "./seams.ts";

/** Takes an event in again that it has had already. */
export class ForgetfulIntake extends EventIntake {
  readonly #hub: HubSide;

  constructor(hub: HubSide, orders: ConstructorParameters<typeof EventIntake>[1]) {
    super(hub.store, orders, hub.clock, silentLog);
    this.#hub = hub;
  }

  override async take(cabinetId: string, event: CabinetEvent): Promise<JournalAnswer | undefined> {
    const journal = this.#hub.disk.get(cabinetTable, cabinetId)?.journal;
    if (journal?.id !== event.journalId || event.seq > journal.committed) return super.take(cabinetId, event);
    await this.#setCommitted(cabinetId, event.seq - 1);
    const answer = await super.take(cabinetId, event);
    await this.#setCommitted(cabinetId, journal.committed);
    return answer && { ...answer, committed: journal.committed };
  }

  async #setCommitted(cabinetId: string, committed: number): Promise<void> {
    await this.#hub.store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (cabinet?.journal) await tx.put(cabinetTable, { ...cabinet, journal: { ...cabinet.journal, committed } });
    });
  }
}

/** Takes an event for one of this moment. */
export class LateIntake extends EventIntake {
  readonly #clock: HubSide["clock"];

  constructor({ store, clock }: HubSide, orders: ConstructorParameters<typeof EventIntake>[1]) {
    super(store, orders, clock, silentLog);
    this.#clock = clock;
  }

  override take(cabinetId: string, event: CabinetEvent): Promise<JournalAnswer | undefined> {
    return super.take(cabinetId, { ...event, at: { latest: this.#clock.now(), uncertainty: 0 } });
  }
}

/** Takes a cabinet offline whatever connection is said to be lost. */
export function believingWills(message: Heard, { store }: HubSide): Heard {
  const place = parseUpTopic(message.topic);
  if (place?.channel === "presence" && message.payload.includes('"lost"'))
    void store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, place.cabinetId);
      if (state) await tx.put(cabinetStateTable, { ...state, presence: { ...state.presence, online: false } });
    });
  return message;
}

/** Takes a notification for the truth. */
export class BelievingDesk extends OrderService {
  override apply(orderNo: string, event: OrderEvent, actor: Actor, done?: number): Promise<Order> {
    const value = { creditOrderNo: "20000001", useState: "borrowed" } as const;
    const believed: OrderEvent = { type: "credit-seen", attempt: 0, answer: { outcome: "ok", value } };
    return super.apply(orderNo, event.type === "credit-noticed" ? believed : event, actor, done);
  }
}

/** Takes a rider's word that an item is back for a return. */
export class BelievingRiderDesk extends OrderService {
  override async applyIn(tx: Transaction, orderNo: string, event: OrderEvent, actor: Actor): Promise<Order> {
    const order = (await tx.get(orderTable, orderNo))?.order;
    const at =
      event.type === "rider-reported" && event.report.claim === "returned" ? order?.loans[0]?.openedAt : undefined;
    if (!order || event.type !== "rider-reported" || at === undefined) return super.applyIn(tx, orderNo, event, actor);
    const { loanNo } = event;
    return super.applyIn(tx, orderNo, { type: "item-returned", loanNo, place: order.place, slot: 1, at }, actor);
  }
}

/** Pauses billing for good where a rider reports something. */
export class PausingRiderDesk extends OrderService {
  override async applyIn(tx: Transaction, orderNo: string, event: OrderEvent, actor: Actor): Promise<Order> {
    const order = await super.applyIn(tx, orderNo, event, actor);
    const isPaused = order.pauses.some(({ to, reportOf }) => to === undefined && reportOf === undefined);
    if (event.type !== "rider-reported" || order.state !== "active" || order.review || isPaused) return order;
    const pause: OrderEvent = { type: "operator-acted", act: { act: "pause-billing" }, reason: "planted" };
    return super.applyIn(tx, orderNo, pause, actor);
  }
}

/** Sightings of items that were away until the look itself. */
export function changedSightings(orders: OrderEvents): OrderEvents {
  return {
    applyIn(tx, orderNo, event, actor) {
      if (event.type !== "item-seen") return orders.applyIn(tx, orderNo, event, actor);
      const { sighting } = event;
      const dated = { ...event, sighting: { ...sighting, before: { out: true, at: sighting.at } as const } };
      return orders.applyIn(tx, orderNo, dated, actor);
    },
  };
}

/** A store that keeps something else of orders than it is given. */
export function changedOrders(store: Store, change: (record: OrderRecord) => OrderRecord): Store {
  return wrapped(store, (tx) => ({
    put: (table, row) =>
      tx.put(table, table.name === orderTable.name ? (change(row as OrderRecord) as typeof row) : row),
  }));
}

export const silentLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A store whose transactions are changed. */
export function wrapped(store: Store, change: (tx: Transaction) => Partial<Transaction>): Store {
  return storeWith(store, {
    transact: (work) => store.transact((tx) => work({ ...forwarded(tx), ...change(tx) })),
  });
}

function forwarded(tx: Transaction): Transaction {
  return {
    get: (...call) => tx.get(...call),
    find: (...call) => tx.find(...call),
    all: (...call) => tx.all(...call),
    page: (...call) => tx.page(...call),
    prefetch: (...call) => tx.prefetch(...call),
    put: (...call) => tx.put(...call),
    delete: (...call) => tx.delete(...call),
  };
}

/** Does not see which slots and items are held, nor what a rider has. */
export function blindStore(store: Store): Store {
  return wrapped(store, (tx) => ({
    find: async (table, entry) => (/^(held|item|rider)/.test(entry) ? [] : tx.find(table, entry)),
  }));
}

/** Sends a command as soon as it is decided. */
export function hastyStore(store: Store, hub: () => HubSide): Store {
  return wrapped(store, (tx) => ({
    put: async (table, row) => {
      if (table.name === orderTable.name) for (const effect of (row as OrderRecord).effects) sendAtOnce(effect, hub());
      await tx.put(table, row);
    },
  }));
}

function sendAtOnce(effect: PendingEffect, { link, sealKeyOf }: HubSide): void {
  if (effect.type !== "open-slot") return;
  const { cabinetId, slot, commandId: id, issuedAt, expiresAt } = effect;
  const orderNo = orderOfCommand(id) ?? "";
  const command = { v: 1, action: "open", id, orderNo, slot, issuedAt, expiresAt, ttl: expiresAt - issuedAt } as const;
  void link.publish(cabinetId, "command", seal(sealKeyOf(cabinetId), cabinetId, command));
}

/** An order of whose timeline an entry is gone. */
export function withoutSecondEntry(record: OrderRecord): OrderRecord {
  return { ...record, audit: record.audit.filter((_, index) => index !== 1) };
}
