import { AppError } from "../../platform/app-error.ts";
import { type Decision, queryCredit, unchanged, withLoan } from "./decision.ts";
import { askAgain, giveUpLater } from "./lending.ts";
import { lost, notOpened, returned } from "./loan.ts";
import { fen } from "./money.ts";
import type { OperatorAct } from "./operator-act.ts";
import type { Charge, Loan, Order } from "./order.ts";
import { advance } from "./progress.ts";

/**
 * Evidence that a person gives counts like a cabinet's. An order under review stays so until `close-review`: only then
 * does it go on by itself.
 * @throws AppError order/illegal-event where the act means nothing to the order as it is
 */
export function operatorActed(order: Order, act: OperatorAct, now: number): Decision {
  switch (act.act) {
    case "pause-billing":
      if (order.charge || pausedSince(order) !== undefined) throw illegal(order, act);
      return { order: { ...order, pauses: [...order.pauses, { from: now }] }, effects: [] };
    case "resume-billing":
      if (order.review || pausedSince(order) === undefined) throw illegal(order, act);
      return { order: withoutOpenPause(order, now), effects: [] };
    case "mark-returned": {
      const loan = loanIn(order, act, ["opening", "unknown", "lent"]);
      if (act.at > now) throw new AppError("order/illegal-event", "a return can't be in the future");
      const back = returned(loan, { place: order.place, slot: loan.slot }, act.at);
      return advance(withLoan(order, back), now);
    }
    case "mark-not-opened":
      return advance(withLoan(order, notOpened(loanIn(order, act, ["unknown"]), "decided-by-a-person")), now);
    case "mark-lost":
      return advance(withLoan(order, lost(loanIn(order, act, ["lent"]))), now);
    case "lower-amount":
      return lowerAmount(order, act, now);
    case "close-review":
      if (!order.review) throw illegal(order, act);
      return goOn(withoutOpenPause(withoutReview(order), now), now);
  }
}

/** A call with the old amount may still be under way: then the query finds another amount, and a person looks again. */
function lowerAmount(order: Order, act: Extract<OperatorAct, { act: "lower-amount" }>, now: number): Decision {
  const { charge } = order;
  const open = charge !== undefined && order.state === "settling" && (order.review || charge.state === "failed");
  if (!open || charge.state === "completed" || act.amount >= charge.amount) throw illegal(order, act);
  const lines = [...charge.lines, { what: "waived" as const, count: 1, amount: act.amount - charge.amount }];
  const lowered: Order = { ...order, charge: { ...charge, amount: fen(act.amount), lines, state: "due" } };
  return order.review ? { order: lowered, effects: [] } : { order: lowered, effects: [queryCredit(now)] };
}

/** What an order would wait for if it had never been under review. */
function goOn(order: Order, now: number): Decision {
  const decision = advance(order, now);
  if (decision.order !== order) return decision;
  switch (order.state) {
    case "requested":
    case "cancelling":
      return { order, effects: [queryCredit(now)] };
    case "confirmed":
    case "active":
      return { order, effects: [...askAgain(order, now), ...giveUpLater(order)] };
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
  if (!order.charge || order.charge.state === "completed") return order;
  const { refusedBy: _, ...charge } = order.charge;
  const due: Charge = { ...charge, state: "due", failures: 0 };
  return { ...order, charge: due };
}

function withoutReview(order: Order): Order {
  const { review: _, ...rest } = order;
  return rest;
}

function pausedSince(order: Order): number | undefined {
  return order.pauses.find((pause) => pause.to === undefined)?.from;
}

function withoutOpenPause(order: Order, now: number): Order {
  return { ...order, pauses: order.pauses.map((pause) => ({ ...pause, to: pause.to ?? now })) };
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
