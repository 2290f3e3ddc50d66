import { type Decision, moved, unchanged } from "./decision.ts";
import type { Effect } from "./effect.ts";
import { type Fen, fen } from "./money.ts";
import { type CancelReason, type Charge, commandIdOf, isLost, isUnproven, type Loan, type Order } from "./order.ts";
import { itemBills, withinLimit } from "./order-bill.ts";
import { withReportsSettled } from "./report-outcome.ts";
import { answerGrace } from "./time-limits.ts";
import { loanTransitions, step } from "./transitions.ts";

/** Takes the order as far as its loans allow: to active, to cancelling, to settling. */
export function advance(before: Order, now: number): Decision {
  const order = withReportsSettled(before, now);
  if (order.review || order.choosing) return unchanged(order);
  if (order.state === "confirmed") {
    if (order.loans.some((loan) => loan.openedAt !== undefined)) return advance(moved(order, "active", now), now);
    if (order.loans.every((loan) => loan.state === "not-opened")) return cancelOrder(order, "not-opened", now);
  }
  if (order.state === "active" && order.loans.every((loan) => loan.state === "not-opened")) {
    return cancelOrder(order, "not-opened", now);
  }
  if (
    order.state === "active" &&
    order.loans.every(({ state }) => state === "returned" || state === "not-opened" || state === "lost") &&
    !order.loans.some(isUnproven)
  ) {
    return settle(order, now);
  }
  return unchanged(order);
}

/** Sends the command that opens each waiting loan's slot; it may be carried out for `openWithin` from now, never later. */
export function openSlots(order: Order, now: number): Decision {
  const expiresAt = now + order.terms.openWithin;
  const effects: Effect[] = [];
  const loans = order.loans.map((loan) => {
    if (loan.state !== "waiting") return loan;
    const command = { id: commandIdOf(order.orderNo, loan.loanNo), expiresAt };
    const opening = { ...loan, state: step(loanTransitions, loan.state, "opening"), command };
    effects.push(openSlot(order, opening, now, 0), answerOverdue(loan.loanNo, expiresAt + answerGrace, 0));
    return opening;
  });
  return { order: { ...order, loans }, effects };
}

/** The open command of a loan; sent again after its expiry it opens nothing: it asks what became of it. */
export function openSlot(
  order: Order,
  loan: Loan & { command: NonNullable<Loan["command"]> },
  dueAt: number,
  attempt: number,
): Effect {
  const { id, expiresAt } = loan.command;
  return {
    type: "open-slot",
    key: `open-slot/${loan.loanNo}`,
    dueAt,
    attempt,
    cabinetId: order.place.cabinetId,
    slot: loan.slot,
    commandId: id,
    issuedAt: expiresAt - order.terms.openWithin,
    expiresAt,
  };
}

export function answerOverdue(loanNo: number, dueAt: number, attempt: number): Effect {
  return { type: "wake", key: `wake/answer/${loanNo}`, about: { what: "answer-overdue", loanNo }, dueAt, attempt };
}

/** Nothing was lent: the credit order is given back (product document 5.4). */
export function cancelOrder(order: Order, reason: CancelReason, now: number): Decision {
  const cancelling: Order = { ...moved(order, "cancelling", now), cancelReason: reason };
  return { order: cancelling, effects: cancelCredit(cancelling, now, 0) };
}

export function cancelCredit(order: Order, dueAt: number, attempt: number): Effect[] {
  if (!order.credit) throw new Error(`order ${order.orderNo} has no credit order to cancel`);
  return [{ type: "cancel-credit", key: "cancel-credit", creditOrderNo: order.credit.orderNo, dueAt, attempt }];
}

/** Nothing is out any more: all loans together, in one charge, which is rent or damages (product document 3.2, FAQ 2). */
function settle(order: Order, now: number): Decision {
  const kind = order.loans.some(isLost) ? "damage" : "rent";
  const bill = withinLimit(order, itemBills(order, now));
  const charge: Charge = { kind, ...bill, restoredAt: restoredAt(order, now), state: "due", failures: 0 };
  const settling: Order = { ...moved(order, "settling", now), charge };
  return { order: settling, effects: completeCredit(settling, charge, now, 0) };
}

/**
 * When the last item came back, as the provider is told. It refuses a restore time at or before its borrow time
 * (rent.complete); its clock has whole seconds.
 */
export function restoredAt(order: Order, now: number): number {
  const borrowedAt = order.credit?.borrowedAt ?? order.createdAt;
  const modifiedAt = order.modification?.times.borrowedAt ?? borrowedAt;
  return Math.max(borrowedAt + 1000, modifiedAt + 1000, ...itemBills(order, now).map(({ until }) => until));
}

/** What an operator has collected, or written off, the provider is not asked for. */
export function askedOfProvider({ amount, collectedByHand }: Charge): Fen {
  return collectedByHand === undefined ? amount : fen(0);
}

export function completeCredit(order: Order, charge: Charge, dueAt: number, attempt: number): Effect[] {
  if (!order.credit) throw new Error(`order ${order.orderNo} has no credit order to complete`);
  const { kind, restoredAt } = charge;
  const amount = askedOfProvider(charge);
  const shopName = order.loans.findLast((loan) => loan.returned)?.returned?.place.name ?? order.place.name;
  const creditOrderNo = order.credit.orderNo;
  return [
    {
      type: "complete-credit",
      key: "complete-credit",
      creditOrderNo,
      kind,
      amount,
      restoredAt,
      shopName,
      dueAt,
      attempt,
    },
  ];
}
