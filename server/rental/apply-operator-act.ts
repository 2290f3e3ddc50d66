import { AppError } from "../../platform/app-error.ts";
import { type ActBounds, type ArgumentRange, guardAct, type Obstacle } from "./act-guards.ts";
import { resolveDoubts } from "./cabinet-evidence.ts";
import { withdraw } from "./confirmation.ts";
import { chargeMoved, type Decision, moved, queryCredit, unchanged } from "./decision.ts";
import { markLost, markNotOpened, markReturned } from "./loan.ts";
import { type Fen, fen } from "./money.ts";
import type { OperatorAct } from "./operator-act.ts";
import type { Charge, Loan, Order } from "./order.ts";
import { advance, cancelOrder } from "./order-steps.ts";
import { withoutOffers } from "./other-slot.ts";
import { writeOffWakes } from "./overdue.ts";
import { shorten, withTimes } from "./renewal.ts";
import { withReportsClosed } from "./report-outcome.ts";
import { withReturnsAccepted } from "./return-proof.ts";
import { closeObjection } from "./rider-objections.ts";
import { sightingWakes } from "./rider-reports.ts";
import { loanTransitions, step } from "./transitions.ts";

type ActOf<Name extends OperatorAct["act"]> = Extract<OperatorAct, { act: Name }>;

/**
 * Evidence that an operator gives counts like a cabinet's. An order under review stays so until `close-review`: only then
 * does it go on by itself.
 * @throws AppError order/illegal-event or order/return-charged, with the obstacle, where the act is not possible;
 * order/out-of-bounds, which says what would be allowed
 */
export function applyOperatorAct(order: Order, act: OperatorAct, now: number): Decision {
  const guarded = guardAct(order, act, now);
  if (typeof guarded === "string") throw refusal(order, act, guarded);
  checkBounds(act, guarded);
  return applied(order, act, now);
}

/** What an act makes of an order to which it is possible. */
function applied(order: Order, act: OperatorAct, now: number): Decision {
  switch (act.act) {
    case "pause-billing":
      return { order: { ...order, pauses: [...order.pauses, { from: now }] }, effects: [] };
    case "resume-billing":
      return { order: withoutOpenPause(order, now), effects: [] };
    case "mark-returned":
      return markReturnedByOperator(order, act, now);
    case "mark-not-returned":
      return markNotReturned(order, act, now);
    case "mark-not-opened":
      return advance(
        withLoanChanged(order, act, (loan) => markNotOpened(loan, "decided-by-a-person")),
        now,
      );
    case "mark-lost":
      return advance(withLoanChanged(order, act, markLost), now);
    case "lower-amount":
      return lowerAmount(order, act.amount, now);
    case "waive":
      return lowerAmount(order, fen(0), now);
    case "extend":
      return withTimes(order, { expiresAt: act.until }, now);
    case "shorten":
      return shorten(order, act.until);
    case "cancel":
      if (order.state === "requested") return withdraw(order, "decided-by-a-person", now);
      return cancelOrder(withoutOffers(order), "decided-by-a-person", now);
    case "end-by-hand":
      return endedByHand(order, now);
    case "retry-settlement":
      return { order: withChargeDue(order), effects: [queryCredit(now)] };
    case "mark-collected":
      return markCollected(order, act, now);
    case "record-refund":
      return { order: { ...order, refund: { amount: act.amount, at: now } }, effects: [] };
    case "close-objection": {
      const { objectionNo, outcome, answer } = act;
      const decision = { at: now, outcome, ...(answer !== undefined && { answer }) };
      return { order: closeObjection(order, objectionNo, decision), effects: [] };
    }
    case "close-review":
      return goOn(
        withReturnsAccepted(withReportsClosed(withoutOffers(withoutOpenPause(withoutReview(order), now)), now)),
        now,
      );
  }
}

/** When an item came back; also of one that is back but not dated: then an operator is being asked, and the order waits. */
function markReturnedByOperator(order: Order, act: ActOf<"mark-returned">, now: number): Decision {
  const after = withLoanChanged(order, act, (loan) => {
    if (!loan.returned) return markReturned(loan, { place: order.place, slot: loan.slot }, act.at);
    const { undated: _, ...back } = loan.returned;
    return { ...loan, returned: { ...back, at: act.at } };
  });
  return advance(after, now);
}

/**
 * The return was false, and the item is out again. What the rider reported of it was false too, also where that return had
 * borne it out: it must not save rent.
 */
function markNotReturned(order: Order, act: ActOf<"mark-not-returned">, now: number): Decision {
  const reopened = withLoanChanged(order, act, (loan) => {
    const { returned: _, report, ...out } = loan;
    const refuted = report && ({ ...report, outcome: "refuted", decidedAt: now } as const);
    return { ...out, state: step(loanTransitions, out.state, "lent"), ...(refuted && { report: refuted }) };
  });
  return { order: reopened, effects: writeOffWakes(reopened) };
}

/** A call with the old amount may still be under way: then the query finds another amount, and an operator looks again. */
function lowerAmount(order: Order, amount: Fen, now: number): Decision {
  const { charge } = order;
  if (!charge) return { order: { ...order, amountLimit: amount }, effects: [] };
  const lines = [...charge.lines, { what: "waived" as const, count: 1, amount: amount - charge.amount }];
  return withCharge(order, { ...chargeMoved(charge, "due"), amount, lines }, now);
}

/** The operator has ended the credit order in the provider's back office. */
function endedByHand(order: Order, now: number): Decision {
  const { charge, state } = order;
  if (state === "requested") {
    return { order: { ...moved(order, "lapsed", now), lapseReason: "decided-by-a-person" }, effects: [] };
  }
  if (state === "cancelling") return { order: moved(order, "cancelled", now), effects: [] };
  // The guard lets no order through that is being settled and has no charge.
  return { order: { ...moved(order, "settled", now), charge: chargeMoved(charge as Charge, "paid") }, effects: [] };
}

/** What was collected outside of the provider; the credit order is then completed with nothing to pay. */
function markCollected(order: Order, act: ActOf<"mark-collected">, now: number): Decision {
  // The guard lets no order through that has no charge.
  const collected: Charge = { ...(order.charge as Charge), collectedByHand: act.amount, paidAt: now };
  if (collected.state !== "owed") return withCharge(order, chargeMoved(collected, "due"), now);
  return { order: { ...moved(order, "settled", now), charge: chargeMoved(collected, "paid") }, effects: [] };
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

/** Billing goes on. The pause of a report that nobody has decided is taken out: only a decision could have justified it. */
function withoutOpenPause(order: Order, now: number): Order {
  const kept = order.pauses.filter(({ reportOf }) => reportOf === undefined);
  return { ...order, pauses: kept.map((pause) => ({ ...pause, to: pause.to ?? now })) };
}

/** The order with the loan that an act is about as `change` makes it. */
function withLoanChanged(order: Order, { loanNo }: { readonly loanNo: number }, change: (loan: Loan) => Loan): Order {
  return { ...order, loans: order.loans.map((loan) => (loan.loanNo === loanNo ? change(loan) : loan)) };
}

function checkBounds(act: OperatorAct, { amount, time }: ActBounds): void {
  if (amount && "amount" in act) checkRange("amount", act.amount, amount, String);
  if (time && "at" in act) checkRange("at", act.at, time, spokenTime);
  if (time && "until" in act) checkRange("until", act.until, time, spokenTime);
}

/** @throws AppError order/out-of-bounds */
function checkRange(name: string, value: number, { from, to }: ArgumentRange, spoken: (value: number) => string): void {
  if (value < from) throw new AppError("order/out-of-bounds", `${name} must be at least ${spoken(from)}`);
  if (value > to) throw new AppError("order/out-of-bounds", `${name} must be at most ${spoken(to)}`);
}

function spokenTime(time: number): string {
  return `${time} (${new Date(time).toISOString()})`;
}

function refusal(order: Order, { act }: OperatorAct, obstacle: Obstacle): AppError {
  const code = obstacle === "return-charged" ? "order/return-charged" : "order/illegal-event";
  const loans = order.loans.map(({ state }) => state).join(", ");
  return new AppError(code, `${act} is not possible to an order that is ${order.state} (loans ${loans}): ${obstacle}`, {
    obstacle,
  });
}
