import type { OpeningResult, SlotReport } from "../../protocol/upward.ts";
import type { Elsewhere } from "./event.ts";
import type { Loan } from "./order.ts";
import { sensorLag } from "./time-limits.ts";
import { loanTransitions, step } from "./transitions.ts";

/** What evidence makes of a loan: the loan as it is now, or that two pieces of evidence contradict each other. */
export type Finding = Loan | "contradiction";

/**
 * The bridge's answer to the loan's open command, known at `at`. The same answer may come again.
 * @param elsewhere the item that it names can't have come out
 */
export function applyAnswer(loan: Loan, result: OpeningResult, at: number, elsewhere?: Elsewhere): Finding {
  switch (loan.state) {
    case "opening":
    case "unknown":
      return decidedBy(loan, result, at, elsewhere);
    case "not-opened":
      return result.outcome === "opened" ? "contradiction" : loan;
    case "lent":
    case "returned":
    case "lost":
      return result.outcome === "refused" ? "contradiction" : loan;
    case "waiting":
      return loan;
  }
}

function decidedBy(loan: Loan, result: OpeningResult, at: number, elsewhere: Elsewhere | undefined): Loan {
  switch (result.outcome) {
    case "opened":
      return lentUnless(loan, at, result.itemId ?? loan.expectedItemId, elsewhere);
    case "refused":
      return markNotOpened(loan, result.reason);
    case "unknown":
      return loan.state === "unknown" ? loan : markInDoubt(loan, result.reason, at);
  }
}

/** Something came out: this item, unless that is elsewhere; then nothing is known of it but what lay there instead. */
function lentUnless(loan: Loan, at: number, itemId: string | undefined, elsewhere: Elsewhere | undefined): Loan {
  if (!elsewhere) return markLent(loan, at, itemId);
  const { expectedItemId: _, ...unknownItem } = loan;
  return markLent(unknownItem, at, elsewhere.instead);
}

/** A look at the slot, taken at `at`. It decides only what is in doubt, and only once the sensors must be right. */
export function applySnapshot(loan: Loan, report: SlotReport, at: number, elsewhere?: Elsewhere): Loan {
  if (loan.state !== "unknown" || !loan.doubt || !loan.command) return loan;
  if (at < loan.doubt.since + sensorLag || at <= loan.command.expiresAt) return loan;
  switch (report.state) {
    case "unreadable":
      return loan;
    case "empty":
      // When it was taken nobody saw: billing starts with the look that proves it.
      return lentUnless(loan, at, loan.expectedItemId, elsewhere);
    case "occupied":
      if (report.itemId === loan.expectedItemId) return markNotOpened(loan, "seen-in-place");
      if (report.itemId === undefined || loan.expectedItemId === undefined) return loan;
      return lentUnless(loan, at, loan.expectedItemId, elsewhere);
  }
}

export function markInDoubt(loan: Loan, reason: NonNullable<Loan["doubt"]>["reason"], since: number): Loan {
  return { ...loan, state: step(loanTransitions, loan.state, "unknown"), doubt: { since, reason } };
}

/** The item went in at `at`. A loan in doubt had opened, then; how long before, nobody saw. */
export function markReturned(loan: Loan, to: Omit<NonNullable<Loan["returned"]>, "at">, at: number): Loan {
  const out =
    loan.state === "lent"
      ? loan
      : markLent(loan.state === "opening" ? markInDoubt(loan, "no-answer", at) : loan, at, loan.expectedItemId);
  const notBefore = Math.max(at, loan.openedAt ?? at);
  return { ...out, state: step(loanTransitions, out.state, "returned"), returned: { ...to, at: notBefore } };
}

/** The item does not come back: the loan ends without it. */
export function markLost(loan: Loan): Loan {
  return { ...loan, state: step(loanTransitions, loan.state, "lost") };
}

function markLent(loan: Loan, openedAt: number, itemId: string | undefined): Loan {
  const { doubt: _, ...settled } = loan;
  const state = step(loanTransitions, loan.state, "lent");
  return { ...settled, state, openedAt, ...(itemId === undefined ? {} : { itemId }) };
}

/** The slot did not open, for certain. */
export function markNotOpened(loan: Loan, reason: NonNullable<Loan["notOpened"]>): Loan {
  const { doubt: _, ...settled } = loan;
  return { ...settled, state: step(loanTransitions, loan.state, "not-opened"), notOpened: reason };
}
