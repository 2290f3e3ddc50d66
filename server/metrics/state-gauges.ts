import { Gauge, Registry } from "prom-client";
import type { EpochMs } from "../../protocol/ids.ts";
import type { EffectBody } from "../rental/effect.ts";
import type { Charge, Order } from "../rental/order.ts";
import { reviewCodes } from "../rental/review-reason.ts";
import { hasEnded, type LoanState, type OrderState } from "../rental/transitions.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { driftCodes } from "../store/drift.ts";
import { orderTable, type PendingEffect } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import {
  kindOf,
  type UnmatchedEvent,
  type UnmatchedKind,
  unmatched,
  unmatchedEventTable,
} from "../store/unmatched-event-table.ts";

/** An effect is under way for some seconds, a call that the provider does not answer for ten; ms. */
const overdueAfter = 30_000;

const openOrders = ["requested", "confirmed", "active", "settling", "cancelling"] as const satisfies OrderState[];
const openLoans = ["waiting", "opening", "unknown", "lent"] as const satisfies LoanState[];
const openCharges = ["failed", "owed"] as const satisfies Charge["state"][];
const effectTypes = [
  "query-credit",
  "complete-credit",
  "cancel-credit",
  "modify-credit",
  "choose-slot",
  "open-slot",
  "look-at-slots",
  "wake",
] as const satisfies EffectBody["type"][];
const unmatchedKinds = ["result", "returned", "removed", "abnormal", "invalid"] as const satisfies UnmatchedKind[];

interface Picture {
  readonly unfinished: readonly Order[];
  readonly effects: readonly PendingEffect[];
  readonly reviews: readonly Order[];
  readonly charges: readonly Charge[];
  readonly registered: readonly Cabinet[];
  readonly cabinets: readonly CabinetState[];
  readonly unmatchedEvents: readonly UnmatchedEvent[];
}

/**
 * What is so now, read from the store when somebody asks. Where several hubs share a store each of them says the same:
 * take the maximum, not the sum.
 */
export class StateGauges {
  readonly registry = new Registry();
  readonly #orders = this.#gauge("jiehuan_orders", "Orders that have not ended, by state.", ["state"]);
  readonly #loans = this.#gauge("jiehuan_loans", "Loans of these orders, by state; lent: the item is out.", ["state"]);
  readonly #reviews = this.#gauge("jiehuan_orders_in_review", "Orders under review, by the code of the reason.", [
    "code",
  ]);
  readonly #oldestReview = this.#gauge(
    "jiehuan_review_oldest_seconds",
    "How long the oldest order under review has waited.",
    [],
  );
  readonly #effects = this.#gauge("jiehuan_effects_pending", "What orders ask for and is not done, by type.", ["type"]);
  readonly #overdue = this.#gauge(
    "jiehuan_effects_overdue",
    "Of that, what should have been done more than 30 s ago, by type.",
    ["type"],
  );
  readonly #oldestEffect = this.#gauge(
    "jiehuan_effect_oldest_due_seconds",
    "For how long the longest waiting of what is due has been due.",
    [],
  );
  readonly #charges = this.#gauge(
    "jiehuan_charges_open",
    "Charges that could not be collected (failed) or that an operator collects (owed).",
    ["state"],
  );
  readonly #chargedFen = this.#gauge("jiehuan_charges_open_fen", "Their amounts, in fen.", ["state"]);
  readonly #known = this.#gauge("jiehuan_cabinets_known", "Registered cabinets.", []);
  readonly #online = this.#gauge("jiehuan_cabinets_online", "Cabinets that are there.", []);
  readonly #distrusted = this.#gauge(
    "jiehuan_cabinets_distrusted",
    "Cabinets whose word alone decides nothing, until an operator clears the mark.",
    [],
  );
  readonly #drifts = this.#gauge("jiehuan_drifts", "Differences between cabinets and what the hub knows, by code.", [
    "code",
  ]);
  readonly #unmatchedEvents = this.#gauge(
    "jiehuan_unmatched_events",
    "Events of cabinets that belong to no order, by kind.",
    ["kind"],
  );

  /** Looks into the store once. @throws AppError what the store throws; the gauges are as they were then */
  async look(store: Store, now: EpochMs): Promise<void> {
    const picture = await store.transact(async (tx): Promise<Picture> => {
      // Who is done with rests, and only the others are of interest.
      const living = await tx.all(orderTable);
      const orders = living.map(({ order }) => order);
      return {
        unfinished: orders.filter(({ state }) => !hasEnded(state)),
        effects: living.flatMap(({ effects }) => effects),
        reviews: orders.filter(({ review }) => review !== undefined),
        charges: orders.flatMap(({ charge }) => charge ?? []),
        registered: await tx.all(cabinetTable),
        cabinets: await tx.all(cabinetStateTable),
        unmatchedEvents: await tx.find(unmatchedEventTable, unmatched),
      };
    });
    this.#show(picture, now);
  }

  #show(
    { unfinished: orders, effects, reviews, charges, registered, cabinets, unmatchedEvents }: Picture,
    now: EpochMs,
  ): void {
    const since = (times: readonly EpochMs[]) => Math.max(0, ...times.map((time) => now - time)) / 1000;
    for (const state of openOrders)
      this.#orders.set(
        { state },
        count(orders, (order) => order.state === state),
      );
    const loans = orders.flatMap((order) => order.loans);
    for (const state of openLoans)
      this.#loans.set(
        { state },
        count(loans, (loan) => loan.state === state),
      );
    for (const code of reviewCodes)
      this.#reviews.set(
        { code },
        count(reviews, ({ review }) => review?.reason.code === code),
      );
    this.#oldestReview.set(since(reviews.flatMap(({ review }) => (review ? [review.since] : []))));
    for (const type of effectTypes) {
      const alike = effects.filter((effect) => effect.type === type);
      this.#effects.set({ type }, alike.length);
      this.#overdue.set(
        { type },
        count(alike, ({ dueAt }) => dueAt < now - overdueAfter),
      );
    }
    this.#oldestEffect.set(since(effects.map(({ dueAt }) => dueAt)));
    for (const state of openCharges) {
      const alike = charges.filter((charge) => charge.state === state);
      this.#charges.set({ state }, alike.length);
      this.#chargedFen.set({ state }, sum(alike.map(({ amount }) => amount)));
    }
    this.#known.set(registered.length);
    this.#distrusted.set(count(registered, ({ distrusted }) => distrusted !== undefined));
    this.#online.set(count(cabinets, ({ presence }) => presence.online));
    const drifts = cabinets.flatMap(({ drift }) => drift);
    for (const code of driftCodes)
      this.#drifts.set(
        { code },
        count(drifts, (drift) => drift.code === code),
      );
    for (const kind of unmatchedKinds)
      this.#unmatchedEvents.set(
        { kind },
        count(unmatchedEvents, (unmatchedEvent) => kindOf(unmatchedEvent) === kind),
      );
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

function count<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.filter(is).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
