import type { EpochMs } from "../../protocol/ids.ts";
import { type Decision, unchanged } from "./decision.ts";
import type { Loan, Order } from "./order.ts";
import { answerGrace, leaveAfter } from "./time-limits.ts";

/**
 * From when on the rider may leave an order of which nobody knows whether its slots opened: when no command can be carried
 * out any more, and not before `leaveAfter`. undefined: there is nothing to leave.
 */
export function mayLeaveFrom(order: Order): EpochMs | undefined {
  const doubtful = order.loans.filter(isInDoubt);
  const open = order.loans.every((loan) => isInDoubt(loan) || loan.state === "not-opened");
  if (order.state !== "confirmed" || order.left !== undefined || order.choosing || !open || doubtful.length === 0) {
    return undefined;
  }
  const { openWithin } = order.terms;
  const times = doubtful.map(({ command }) => command.expiresAt + Math.max(answerGrace, leaveAfter - openWithin));
  return Math.max(...times);
}

/**
 * The rider says that nothing came out, and goes. The order goes on: what a cabinet shows later still counts, and an
 * operator sees it in the queue. It does not keep the rider from borrowing elsewhere any more.
 */
export function onRiderLeft(order: Order, now: EpochMs): Decision {
  const from = mayLeaveFrom(order);
  if (from === undefined || now < from) return unchanged(order);
  const loans = order.loans.map((loan): Loan => {
    if (!isInDoubt(loan)) return loan;
    return { ...loan, report: { claim: "not-opened", at: now, count: 1, inDoubt: true } };
  });
  return { order: { ...order, loans, left: now }, effects: [] };
}

type DoubtfulLoan = Loan & { readonly command: NonNullable<Loan["command"]> };

/** Whether a command was sent, and nobody knows if the slot opened. */
function isInDoubt(loan: Loan): loan is DoubtfulLoan {
  return loan.command !== undefined && (loan.state === "opening" || loan.state === "unknown");
}
