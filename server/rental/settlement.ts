import type { Answer, CreditView } from "./credit-view.ts";
import {
  chargeMoved,
  type Decision,
  moved,
  queryAgain,
  queryCredit,
  review,
  unchanged,
  withChargeIn,
} from "./decision.ts";
import { markLost } from "./loan.ts";
import { fen } from "./money.ts";
import type { Charge, Order } from "./order.ts";
import { askedOfProvider, cancelCredit, completeCredit } from "./order-steps.ts";
import { providerTime, reviewedFor } from "./provider-time.ts";
import { backOff, queryLimit } from "./time-limits.ts";

/** The outcome of `complete`. Accepted means completed, not paid: the query says what was collected. */
export function onCompletionAnswered(order: Order, answer: Answer<unknown>, attempt: number, now: number): Decision {
  if (order.state !== "settling" || !order.charge) return unchanged(order);
  const { charge } = order;
  // The provider has it already, as a query showed: an answer that comes after that decides nothing.
  if (charge.state === "completed" || charge.state === "owed") return { order, effects: [queryCredit(now)] };
  // The try that stood in the calendar after a failure was this one: what became of it is open again.
  const tried = charge.state === "failed" ? withChargeIn(order, charge, "due") : order;
  switch (answer.outcome) {
    case "ok":
      return { order: withChargeIn(order, charge, "completed"), effects: [queryCredit(now)] };
    case "unknown":
      return { order: tried, effects: [queryCredit(now + backOff(attempt), attempt)] };
    case "refused":
      if (answer.reason === "payment-failed") return collectionFailed(order, charge, now);
      if (answer.reason === "already-completed") return { order: tried, effects: [queryCredit(now)] };
      return {
        order: withChargeIn(order, { ...charge, refusedBy: answer.providerCode }, "due"),
        effects: [queryCredit(now)],
      };
  }
}

/** @param instead the query took the place of a `complete` that may have been sent or not */
export function onCreditSeenWhileSettling(
  order: Order,
  answer: Answer<CreditView>,
  attempt: number,
  instead: boolean,
  now: number,
): Decision {
  const { charge } = order;
  if (!charge) return unchanged(order);
  if (instead && charge.state === "failed") {
    // The try that stood in the calendar may have been made: what became of it is open again.
    return onCreditSeenWhileSettling(withChargeIn(order, charge, "due"), answer, attempt, false, now);
  }
  if (answer.outcome !== "ok") return queryAgain(order, attempt, now);
  const view = answer.value;
  switch (view.useState) {
    case "cancelled":
      if (charge.collectedByHand !== undefined) return paid(order, charge, view, now);
      return review(order, { code: "cancelled-while-lent" }, now);
    case "borrowed":
      // Above 500 yuan the rider confirms by SMS (product document 2.3.1); that is not a failure.
      if (view.payment === "in-progress") return queryAgain(order, attempt, now);
      // The next try stands in the calendar already; a look in between changes nothing.
      if (charge.state === "failed") return unchanged(order);
      if (charge.refusedBy) return review(order, { code: "completion-refused", providerCode: charge.refusedBy }, now);
      if (attempt + 1 >= queryLimit) return review(order, { code: "completion-not-taken" }, now);
      return { order, effects: completeCredit(order, charge, now + backOff(attempt), attempt + 1) };
    case "restored":
      return restored(order, charge, view, attempt, now);
  }
}

function restored(order: Order, charge: Charge, view: CreditView, attempt: number, now: number): Decision {
  const asked = askedOfProvider(charge);
  // An operator has ended it outside: what the provider shows as asked for and not collected is of no account.
  if (charge.collectedByHand !== undefined) return notPaidTwice(paid(order, charge, view, now).order, view, now);
  const otherAmount = view.payAmount !== undefined && view.payAmount !== asked;
  if (otherAmount || (view.payKind !== undefined && view.payKind !== charge.kind)) {
    const shown = view.payAmount === undefined ? {} : { shown: view.payAmount };
    const shownKind = view.payKind === undefined ? {} : { shownKind: view.payKind };
    return review(order, { code: "collected-otherwise", asked, kind: charge.kind, ...shown, ...shownKind }, now);
  }
  if (asked === 0) return paid(order, charge, view, now);
  // Without the payment function the amount is only shown to the rider (product document 3.1).
  if (order.tariff.collectedBy === "merchant") {
    return charge.state === "owed" ? unchanged(order) : { order: withChargeIn(order, charge, "owed"), effects: [] };
  }
  if (view.payment === "paid") return paid(order, charge, view, now);
  if (view.payment === "failed") {
    // A completed order can't be completed again (product document 3.2).
    return review(withChargeIn(order, charge, "failed"), { code: "payment-failed" }, now);
  }
  const completed = charge.state === "completed" ? order : withChargeIn(order, charge, "completed");
  return queryAgain(completed, attempt, now);
}

function paid(order: Order, charge: Charge, { fundNo, paidAt }: CreditView, now: number): Decision {
  const told = providerTime(order, "payment", charge.paidAt === undefined ? paidAt : undefined, now);
  const done: Charge = {
    ...chargeMoved(charge, "paid"),
    paidAt: charge.paidAt ?? told.at ?? now,
    ...(fundNo !== undefined && { fundNo }),
  };
  return reviewedFor(told, { order: { ...moved(order, "settled", now), charge: done }, effects: [] }, now);
}

/** Whether an operator has taken the money, and the rider may pay it in the wallet all the same. */
export function mayBePaidTwice({ charge, refund }: Order): boolean {
  return charge?.collectedByHand !== undefined && charge.collectedByHand > 0 && refund === undefined;
}

/** Nothing moves a settled order; that it was paid for twice an operator must know, who gives one of the two back. */
export function onCreditSeenWhenSettled(
  order: Order,
  answer: Answer<CreditView>,
  attempt: number,
  now: number,
): Decision {
  if (!mayBePaidTwice(order)) return unchanged(order);
  if (answer.outcome !== "ok") return queryAgain(order, attempt, now);
  return notPaidTwice(order, answer.value, now);
}

function notPaidTwice(order: Order, { payment, payAmount = fen(0) }: CreditView, now: number): Decision {
  if (payment !== "paid" || payAmount === 0) return unchanged(order);
  return review(order, { code: "paid-twice", amount: payAmount }, now);
}

/**
 * The credit order ended without us while something was out. A rider may pay for what was lost in the wallet (product
 * document FAQ 5.3): then the item is his and the order is closed. Everything else an operator must look at.
 */
export function onCreditEndedElsewhere(order: Order, view: CreditView, now: number): Decision {
  const { payment, payKind, payAmount = 0 } = view;
  const back = providerTime(order, "restoring", view.restoredAt, now);
  const gone = order.loans.filter((loan) => loan.state === "lent");
  const bought = view.useState === "restored" && payment === "paid" && payKind === "damage";
  const nothingInDoubt = order.loans.every(
    ({ state }) => state === "lent" || state === "returned" || state === "not-opened",
  );
  const withinDeposit = payAmount > 0 && payAmount <= order.deposit;
  if (order.state !== "active" || !bought || !nothingInDoubt || !withinDeposit) {
    return review(order, { code: "ended-elsewhere", useState: view.useState }, now);
  }
  const lines = [{ what: "lost" as const, count: gone.length, amount: payAmount }];
  const restoredAt = back.at ?? now;
  const charge: Charge = { kind: "damage", amount: fen(payAmount), lines, restoredAt, state: "due", failures: 0 };
  const loans = order.loans.map((loan) => (loan.state === "lent" ? markLost(loan) : loan));
  return reviewedFor(back, paid(moved({ ...order, loans }, "settling", now), charge, view, now), now);
}

/** Tried again at once, the next day, three days later … with the same amount (product document 3.3). */
function collectionFailed(order: Order, charge: Charge, now: number): Decision {
  const failed: Charge = { ...chargeMoved(charge, "failed"), failures: charge.failures + 1 };
  const after: Order = { ...order, charge: failed };
  const delay = order.terms.collectionRetries[failed.failures - 1];
  if (delay === undefined) return review(after, { code: "collection-failed" }, now);
  return { order: after, effects: completeCredit(after, failed, now + delay, 0) };
}

/** The outcome of `cancel`. */
export function onCancellationAnswered(order: Order, answer: Answer<null>, attempt: number, now: number): Decision {
  if (order.state !== "cancelling") return unchanged(order);
  if (answer.outcome === "ok" || (answer.outcome === "refused" && answer.reason === "already-cancelled")) {
    return { order: moved(order, "cancelled", now), effects: [] };
  }
  return { order, effects: [queryCredit(now + (answer.outcome === "unknown" ? backOff(attempt) : 0), attempt)] };
}

export function onCreditSeenWhileCancelling(
  order: Order,
  answer: Answer<CreditView>,
  attempt: number,
  now: number,
): Decision {
  if (answer.outcome !== "ok") return queryAgain(order, attempt, now);
  switch (answer.value.useState) {
    case "cancelled":
      return { order: moved(order, "cancelled", now), effects: [] };
    case "restored":
      return review(order, { code: "completed-unlent" }, now);
    case "borrowed":
      if (attempt + 1 >= queryLimit) return review(order, { code: "cancellation-not-taken" }, now);
      return { order, effects: cancelCredit(order, now + backOff(attempt), attempt + 1) };
  }
}
