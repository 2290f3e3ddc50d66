import { AppError } from "../../platform/app-error.ts";
import { resolveDoubts } from "./cabinet-evidence.ts";
import { withdraw } from "./confirmation.ts";
import { chargeMoved, type Decision, moved, queryCredit, unchanged, withLoan } from "./decision.ts";
import { markLost, markNotOpened, markReturned } from "./loan.ts";
import { type Fen, fen } from "./money.ts";
import type { OperatorAct } from "./operator-act.ts";
import { type Charge, commandIssuedAt, type Loan, type Order } from "./order.ts";
import { advance, cancelOrder } from "./order-steps.ts";
import { withoutOffers } from "./other-slot.ts";
import { writeOffWakes } from "./overdue.ts";
import { earliestDueTime, latestDueTime, mayExtend, mayShorten, shorten, withTimes } from "./renewal.ts";
import { withReportsClosed } from "./report-outcome.ts";
import { operatorsTime } from "./reported-time.ts";
import { withReturnsAccepted } from "./return-proof.ts";
import { sightingWakes } from "./rider-reports.ts";
import { loanTransitions, step } from "./transitions.ts";

type ActOf<Name extends OperatorAct["act"]> = Extract<OperatorAct, { act: Name }>;

/**
 * Evidence that an operator gives counts like a cabinet's. An order under review stays so until `close-review`: only then
 * does it go on by itself.
 * @throws AppError order/illegal-event where the act means nothing to the order as it is
 */
export function applyOperatorAct(order: Order, act: OperatorAct, now: number): Decision {
  switch (act.act) {
    case "pause-billing":
      if (order.charge || isPausedByOperator(order)) throw illegal(order, act);
      return { order: { ...order, pauses: [...order.pauses, { from: now }] }, effects: [] };
    case "resume-billing":
      if (order.review || order.pauses.every(({ to }) => to !== undefined)) throw illegal(order, act);
      return { order: withoutOpenPause(order, now), effects: [] };
    case "mark-returned":
      return markReturnedByOperator(order, act, now);
    case "mark-not-returned":
      return markNotReturned(order, act);
    case "mark-not-opened":
      return advance(
        withLoan(order, markNotOpened(loanIn(order, act, ["unknown", "lent"]), "decided-by-a-person")),
        now,
      );
    case "mark-lost":
      return advance(withLoan(order, markLost(loanIn(order, act, ["lent"]))), now);
    case "lower-amount":
      return lowerAmount(order, act, act.amount, now);
    case "waive":
      return lowerAmount(order, act, fen(0), now);
    case "extend":
      if (!mayExtend(order, act.until)) throw illegal(order, act);
      return withTimes(
        order,
        { expiresAt: operatorsTime("until", act.until, { most: latestDueTime(order, now) }) },
        now,
      );
    case "shorten":
      if (!mayShorten(order, act.until)) throw illegal(order, act);
      return shorten(order, operatorsTime("until", act.until, { least: earliestDueTime(order, now) }));
    case "cancel":
      return cancelled(order, act, now);
    case "end-by-hand":
      return endedByHand(order, act, now);
    case "retry-settlement":
      if (order.review || order.state !== "settling" || order.charge?.state !== "failed") throw illegal(order, act);
      return { order: withChargeDue(order), effects: [queryCredit(now)] };
    case "mark-collected":
      return markCollected(order, act, now);
    case "record-refund":
      return recordRefund(order, act, now);
    case "close-review":
      if (!order.review) throw illegal(order, act);
      return goOn(
        withReturnsAccepted(withReportsClosed(withoutOffers(withoutOpenPause(withoutReview(order), now)))),
        now,
      );
  }
}

/** When an item came back; of one that is back but not dated, only while an operator is asked. */
function markReturnedByOperator(order: Order, act: ActOf<"mark-returned">, now: number): Decision {
  const loan = loanIn(order, act, ["opening", "unknown", "lent", "returned"]);
  const at = operatorsTime("at", act.at, { least: commandIssuedAt(order, loan), most: now });
  if (!loan.returned) {
    const back = markReturned(loan, { place: order.place, slot: loan.slot }, at);
    return advance(withLoan(order, back), now);
  }
  const { undated, ...back } = loan.returned;
  if (!undated || !order.review || order.charge) throw illegal(order, act);
  return { order: withLoan(order, { ...loan, returned: { ...back, at } }), effects: [] };
}

/**
 * The return was false, and the item is out again. What the rider reported of it was false too, also where that return had
 * borne it out: it must not save rent. Once the order is charged that can't be undone: the provider takes one charge for an
 * order, and completes it once (product document 3.2).
 */
function markNotReturned(order: Order, act: ActOf<"mark-not-returned">): Decision {
  const loan = loanIn(order, act, ["returned"]);
  if (order.charge) throw new AppError("order/return-charged");
  const { returned: _, report, ...out } = loan;
  const refuted = report && ({ ...report, outcome: "refuted" } as const);
  const state = step(loanTransitions, loan.state, "lent");
  const reopened = withLoan(order, { ...out, state, ...(refuted && { report: refuted }) });
  return { order: reopened, effects: writeOffWakes(reopened) };
}

/** A call with the old amount may still be under way: then the query finds another amount, and an operator looks again. */
function lowerAmount(order: Order, act: OperatorAct, amount: Fen, now: number): Decision {
  const { charge, amountLimit = order.deposit } = order;
  if (!charge) {
    if (order.state === "cancelling" || order.endedAt !== undefined || amount >= amountLimit) throw illegal(order, act);
    return { order: { ...order, amountLimit: amount }, effects: [] };
  }
  if (!isOpen(order, charge) || charge.state === "owed" || amount >= charge.amount) throw illegal(order, act);
  const lines = [...charge.lines, { what: "waived" as const, count: 1, amount: amount - charge.amount }];
  return withCharge(order, { ...chargeMoved(charge, "due"), amount, lines }, now);
}

/** Nothing may be out, and no door may be moving. */
function cancelled(order: Order, act: ActOf<"cancel">, now: number): Decision {
  if (order.state === "requested") return withdraw(order, "decided-by-a-person", now);
  const nothingOut = order.loans.every(({ state }) => state === "waiting" || state === "not-opened");
  if ((order.state !== "confirmed" && order.state !== "active") || !nothingOut) throw illegal(order, act);
  return cancelOrder(withoutOffers(order), "decided-by-a-person", now);
}

/** The provider's side can't be ended from here: the person has seen to it there, and answers for it. */
function endedByHand(order: Order, act: OperatorAct, now: number): Decision {
  const { charge, state } = order;
  if (!order.review) throw illegal(order, act);
  if (state === "requested") {
    return { order: { ...moved(order, "lapsed", now), lapseReason: "decided-by-a-person" }, effects: [] };
  }
  if (state === "cancelling") return { order: moved(order, "cancelled", now), effects: [] };
  if (state !== "settling" || charge?.collectedByHand === undefined) throw illegal(order, act);
  return { order: { ...moved(order, "settled", now), charge: chargeMoved(charge, "paid") }, effects: [] };
}

/** What was collected outside of the provider; the credit order is then completed with nothing to pay. */
function markCollected(order: Order, act: ActOf<"mark-collected">, now: number): Decision {
  const { charge } = order;
  if (!charge || !isOpen(order, charge) || charge.collectedByHand !== undefined || act.amount > charge.amount) {
    throw illegal(order, act);
  }
  const collected: Charge = { ...charge, collectedByHand: act.amount, paidAt: now };
  if (charge.state !== "owed") return withCharge(order, chargeMoved(collected, "due"), now);
  return { order: { ...moved(order, "settled", now), charge: chargeMoved(collected, "paid") }, effects: [] };
}

/** The product has no refund: it is made in the back office, once, and written down here. */
function recordRefund(order: Order, act: ActOf<"record-refund">, now: number): Decision {
  const { charge, refund, state } = order;
  const received = charge?.collectedByHand ?? charge?.amount ?? 0;
  if (state !== "settled" || refund || act.amount === 0 || act.amount > received) throw illegal(order, act);
  return { order: { ...order, refund: { amount: act.amount, at: now } }, effects: [] };
}

/** Whether a charge waits for money that an operator may still decide about. */
function isOpen(order: Order, charge: Charge): boolean {
  const waits = charge.state === "failed" || charge.state === "owed" || order.review !== undefined;
  return order.state === "settling" && waits && charge.state !== "completed";
}

/** The query decides what the provider must still be told. */
function withCharge(order: Order, charge: Charge, now: number): Decision {
  return { order: { ...order, charge }, effects: [queryCredit(now)] };
}

/** What an order would wait for if it had never been under review. */
function goOn(order: Order, now: number): Decision {
  const decision = advance(order, now);
  if (decision.order !== order) return decision;
  // No door was to open while the order was under review, and the rider is no longer in front of it.
  if (order.state === "confirmed" && order.loans.every(({ state }) => state === "waiting")) {
    return cancelOrder(order, "confirmed-too-late", now);
  }
  switch (order.state) {
    case "requested":
    case "cancelling":
      return { order, effects: [queryCredit(now)] };
    case "confirmed":
    case "active":
      return {
        order,
        effects: [
          ...resolveDoubts(order, now),
          ...writeOffWakes(order),
          ...sightingWakes(order, now),
          // The call may have been made before the review: the query decides whether the provider is told again.
          ...(order.modification ? [queryCredit(now)] : []),
        ],
      };
    case "settling":
      return { order: withChargeDue(order), effects: [queryCredit(now)] };
    case "settled":
    case "lapsed":
    case "cancelled":
      return unchanged(order);
  }
}

/** The refusal or the failures that led here are dealt with: the query decides whether to collect again. */
function withChargeDue(order: Order): Order {
  if (!order.charge || order.charge.state === "completed" || order.charge.state === "owed") return order;
  const { refusedBy: _, ...charge } = chargeMoved(order.charge, "due");
  return { ...order, charge: { ...charge, failures: 0 } };
}

/** New times that the provider refused are dealt with too: they are not sent again. */
function withoutReview(order: Order): Order {
  const { review: _, modification, ...rest } = order;
  return modification && modification.refusedBy === undefined ? { ...rest, modification } : rest;
}

function isPausedByOperator({ pauses }: Order): boolean {
  return pauses.some(({ to, reportOf }) => to === undefined && reportOf === undefined);
}

/** Billing goes on. The pause of a report that nobody has decided is taken out: only a decision could have justified it. */
function withoutOpenPause(order: Order, now: number): Order {
  const kept = order.pauses.filter(({ reportOf }) => reportOf === undefined);
  return { ...order, pauses: kept.map((pause) => ({ ...pause, to: pause.to ?? now })) };
}

function loanIn(order: Order, act: Extract<OperatorAct, { loanNo: number }>, states: readonly Loan["state"][]): Loan {
  const loan = order.loans.find(({ loanNo }) => loanNo === act.loanNo);
  if (!loan || !states.includes(loan.state)) throw illegal(order, act);
  return loan;
}

function illegal(order: Order, { act }: OperatorAct): AppError {
  const loans = order.loans.map((loan) => loan.state).join(", ");
  return new AppError(
    "order/illegal-event",
    `${act} means nothing to an order that is ${order.state} (loans ${loans})`,
  );
}
