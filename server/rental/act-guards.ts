import type { EpochMs } from "../../protocol/ids.ts";
import type { OperatorAct } from "./operator-act.ts";
import { type Charge, commandIssuedAt, type Loan, type Order } from "./order.ts";
import { earliestDueTime, hasItemOut, latestDueTime } from "./renewal.ts";
import { hasEnded, type LoanState } from "./transitions.ts";

/** Why an operator's act is not possible now: a code that never changes. It becomes text where somebody reads it. */
export type Obstacle =
  | "already-paused"
  | "not-paused"
  | "already-charged"
  | "no-charge"
  | "charge-under-way"
  | "charge-completed"
  | "charge-owed"
  | "already-waived"
  | "already-collected"
  | "already-refunded"
  | "nothing-received"
  | "not-settled"
  | "return-charged"
  | "under-review"
  | "not-under-review"
  | "not-collected"
  | "order-not-over"
  | "order-ended"
  | "order-cancelling"
  | "no-such-loan"
  | "item-waiting"
  | "item-opening"
  | "item-in-doubt"
  | "item-out"
  | "item-returned"
  | "item-lost"
  | "item-not-opened"
  | "slot-in-doubt"
  | "something-lent"
  | "nothing-out"
  | "no-later-time"
  | "no-earlier-time"
  | "no-such-objection"
  | "objection-decided";

/** From where to where an argument may be, both included. */
export interface ArgumentRange {
  readonly from: number;
  readonly to: number;
}

/** What an argument of a possible act may be: an amount in fen, or a time in epoch ms. */
export interface ActBounds {
  readonly amount?: ArgumentRange;
  readonly time?: ArgumentRange;
}

/** An act without its arguments: what it is about. */
export type ActTarget = OperatorAct extends infer Act ? (Act extends unknown ? Targeted<Act> : never) : never;
type Targeted<Act> = Pick<Act, Extract<keyof Act, "act" | "loanNo" | "objectionNo">>;

const unlimited: ActBounds = {};

/** Whether an operator's act is possible: within which bounds, or why it is not. The act itself obeys this answer. */
export function guardAct(order: Order, target: ActTarget, now: EpochMs): ActBounds | Obstacle {
  switch (target.act) {
    case "pause-billing":
      return pauseGuard(order);
    case "resume-billing":
      if (order.review) return "under-review";
      return order.pauses.every(({ to }) => to !== undefined) ? "not-paused" : unlimited;
    case "mark-returned":
      return returnGuard(order, loanOf(order, target.loanNo), now);
    case "mark-not-returned":
      return falseReturnGuard(order, loanOf(order, target.loanNo));
    case "mark-not-opened":
      return loanGuard(loanOf(order, target.loanNo), ["unknown", "lent"]);
    case "mark-lost":
      return loanGuard(loanOf(order, target.loanNo), ["lent"]);
    case "lower-amount":
      return loweringGuard(order);
    case "waive": {
      const guarded = loweringGuard(order);
      return typeof guarded === "string" ? guarded : unlimited;
    }
    case "extend":
      if (!hasItemOut(order)) return "nothing-out";
      return timesWithin({ from: order.expiresAt + 1, to: latestDueTime(order, now) }) ?? "no-later-time";
    case "shorten":
      if (!hasItemOut(order)) return "nothing-out";
      return timesWithin({ from: earliestDueTime(order, now), to: order.expiresAt - 1 }) ?? "no-earlier-time";
    case "cancel":
      return cancelGuard(order);
    case "end-by-hand":
      return endByHandGuard(order);
    case "retry-settlement":
      return retryGuard(order);
    case "mark-collected":
      return collectedGuard(order);
    case "record-refund":
      return refundGuard(order);
    case "close-objection":
      return objectionGuard(order, target.objectionNo);
    case "close-review":
      return order.review ? unlimited : "not-under-review";
  }
}

function pauseGuard(order: Order): ActBounds | Obstacle {
  if (order.charge) return "already-charged";
  if (hasEnded(order.state)) return "order-ended";
  if (order.state === "cancelling") return "order-cancelling";
  const paused = order.pauses.some(({ to, reportOf }) => to === undefined && reportOf === undefined);
  return paused ? "already-paused" : unlimited;
}

/** When an item came back; of one that is back but not dated, only while an operator is asked. */
function returnGuard(order: Order, loan: Loan | undefined, now: EpochMs): ActBounds | Obstacle {
  const guarded = loanGuard(loan, ["opening", "unknown", "lent", "returned"]);
  if (typeof guarded === "string" || loan === undefined) return guarded;
  if (loan.returned) {
    if (!loan.returned.undated) return "item-returned";
    if (order.charge) return "already-charged";
    if (!order.review) return "not-under-review";
  }
  const from = commandIssuedAt(order, loan) ?? order.createdAt;
  return { time: { from, to: Math.max(from, now) } };
}

/** The provider takes one charge for an order, and completes it once (product document 3.2). */
function falseReturnGuard(order: Order, loan: Loan | undefined): ActBounds | Obstacle {
  const guarded = loanGuard(loan, ["returned"]);
  return typeof guarded !== "string" && order.charge ? "return-charged" : guarded;
}

/** The most that the order may cost, before there is a charge; then what is still to be collected. */
function loweringGuard(order: Order): ActBounds | Obstacle {
  const { charge, amountLimit = order.deposit } = order;
  if (!charge) {
    if (order.state === "cancelling") return "order-cancelling";
    if (order.endedAt !== undefined) return "order-ended";
    return amountLimit === 0 ? "already-waived" : { amount: { from: 0, to: amountLimit - 1 } };
  }
  const closed = whyNotOpen(order, charge);
  if (closed) return closed;
  // The amount is in the provider's books already, and the rider reads it there.
  if (charge.state === "owed") return "charge-owed";
  return charge.amount === 0 ? "already-waived" : { amount: { from: 0, to: charge.amount - 1 } };
}

/** Nothing may be out, and no slot may be opening. */
function cancelGuard({ state, loans, charge }: Order): ActBounds | Obstacle {
  if (state === "requested") return unlimited;
  if (charge) return "already-charged";
  if (state === "cancelling") return "order-cancelling";
  if (state !== "confirmed" && state !== "active") return "order-ended";
  if (loans.some((loan) => loan.state === "opening" || loan.state === "unknown")) return "slot-in-doubt";
  return loans.every((loan) => loan.state === "waiting" || loan.state === "not-opened") ? unlimited : "something-lent";
}

/** The provider's side can't be ended from here: the operator has seen to it there, and answers for it. */
function endByHandGuard({ state, review, charge }: Order): ActBounds | Obstacle {
  if (hasEnded(state)) return "order-ended";
  if (!review) return "not-under-review";
  if (state === "requested" || state === "cancelling") return unlimited;
  if (state !== "settling") return "order-not-over";
  return charge?.collectedByHand === undefined ? "not-collected" : unlimited;
}

function retryGuard(order: Order): ActBounds | Obstacle {
  const { charge, state, review } = order;
  if (!charge) return "no-charge";
  if (state !== "settling") return "order-ended";
  if (charge.state === "completed") return "charge-completed";
  if (charge.state === "owed") return "charge-owed";
  if (charge.state !== "failed") return "charge-under-way";
  return review ? "under-review" : unlimited;
}

function collectedGuard(order: Order): ActBounds | Obstacle {
  const { charge } = order;
  if (!charge) return "no-charge";
  const closed = whyNotOpen(order, charge);
  if (closed) return closed;
  return charge.collectedByHand === undefined ? { amount: { from: 0, to: charge.amount } } : "already-collected";
}

/** A refund is made in the provider's back office, once, and written down here. */
function refundGuard({ charge, refund, state }: Order): ActBounds | Obstacle {
  if (refund) return "already-refunded";
  if (state !== "settled") return "not-settled";
  const received = charge?.collectedByHand ?? charge?.amount ?? 0;
  return received === 0 ? "nothing-received" : { amount: { from: 1, to: received } };
}

function objectionGuard({ objections = [] }: Order, objectionNo: number): ActBounds | Obstacle {
  const objection = objections.find((one) => one.objectionNo === objectionNo);
  if (!objection) return "no-such-objection";
  return objection.decision ? "objection-decided" : unlimited;
}

/** Why a charge does not wait for money about which an operator may still decide. */
function whyNotOpen({ state, review }: Order, charge: Charge): Obstacle | undefined {
  if (state !== "settling") return "order-ended";
  if (charge.state === "completed") return "charge-completed";
  return charge.state === "failed" || charge.state === "owed" || review ? undefined : "charge-under-way";
}

const obstacleOfState: Record<LoanState, Obstacle> = {
  waiting: "item-waiting",
  opening: "item-opening",
  unknown: "item-in-doubt",
  lent: "item-out",
  returned: "item-returned",
  lost: "item-lost",
  "not-opened": "item-not-opened",
};

function loanGuard(loan: Loan | undefined, states: readonly LoanState[]): ActBounds | Obstacle {
  if (!loan) return "no-such-loan";
  return states.includes(loan.state) ? unlimited : obstacleOfState[loan.state];
}

function timesWithin(time: ArgumentRange): ActBounds | undefined {
  return time.from > time.to ? undefined : { time };
}

function loanOf({ loans }: Order, loanNo: number): Loan | undefined {
  return loans.find((loan) => loan.loanNo === loanNo);
}
