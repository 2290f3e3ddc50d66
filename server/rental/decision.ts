import type { Effect } from "./effect.ts";
import type { Charge, Loan, Order } from "./order.ts";
import type { ReviewReason } from "./review-reason.ts";
import { backOff, queryLimit } from "./time-limits.ts";
import {
  type ChargeState,
  chargeTransitions,
  hasEnded,
  type OrderState,
  orderTransitions,
  step,
} from "./transitions.ts";

/** What an event makes of an order, and what is to be done. The same `order` object means that nothing changed. */
export interface Decision {
  readonly order: Order;
  readonly effects: readonly Effect[];
}

export function unchanged(order: Order): Decision {
  return { order, effects: [] };
}

export function moved(order: Order, to: OrderState, now: number): Order {
  const state = step(orderTransitions, order.state, to);
  return hasEnded(state) ? { ...order, state, endedAt: now } : { ...order, state };
}

/** The charge after a step; one that is there already stays. */
export function chargeMoved(charge: Charge, to: ChargeState): Charge {
  return charge.state === to ? charge : { ...charge, state: step(chargeTransitions, charge.state, to) };
}

/** The order with its charge after a step. */
export function withChargeIn(order: Order, charge: Charge, to: ChargeState): Order {
  return { ...order, charge: chargeMoved(charge, to) };
}

/**
 * What a rider can bring about at will pauses nothing: a report that is refuted, and an item that was declared lost and is
 * brought back, must not save the rent of what is still out.
 */
const pausesNothing: ReadonlySet<ReviewReason["code"]> = new Set([
  "report-not-borne-out",
  "returned-after-write-off",
  "returned-before-write-off",
]);

/** An operator decides from here on; what runs by itself stops, and billing pauses unless the rider could have wanted that. */
export function review(order: Order, reason: ReviewReason, now: number): Decision {
  if (order.review) return unchanged(order);
  const pauses = pausesNothing.has(reason.code) ? order.pauses : [...order.pauses, { from: now }];
  return { order: { ...order, review: { since: now, reason }, pauses }, effects: [] };
}

export function withLoan(order: Order, loan: Loan): Order {
  return { ...order, loans: order.loans.map((other) => (other.loanNo === loan.loanNo ? loan : other)) };
}

export function queryCredit(dueAt: number, attempt = 0): Effect {
  return { type: "query-credit", key: "query-credit", dueAt, attempt };
}

/** Asks again, later each time; after many tries an operator looks. */
export function queryAgain(order: Order, attempt: number, now: number, delay = backOff(attempt)): Decision {
  if (attempt + 1 >= queryLimit) return review(order, { code: "provider-indefinite" }, now);
  return { order, effects: [queryCredit(now + delay, attempt + 1)] };
}
