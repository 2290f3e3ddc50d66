import type { EpochMs } from "../../protocol/ids.ts";
import type { Loan, Order } from "./order.ts";
import type { Pause } from "./price.ts";
import type { ReportOutcome, RiderReport } from "./report.ts";

export type ReportedLoan = Loan & { readonly report: RiderReport };

/** Whether neither evidence nor an operator has decided what the rider reported of the loan. */
export function isUndecided(loan: Loan): loan is ReportedLoan {
  return loan.report !== undefined && loan.report.outcome === undefined;
}

/**
 * The order with every report decided that the state of its loan decides, and without the pauses of decided reports. A
 * report that is true needs no pause: its loan ends at the time of the evidence. One that is not true must not save rent.
 */
export function withReportsSettled(order: Order, now: EpochMs): Order {
  return withOutcomes(order, outcomeByEvidence, now);
}

/** An operator closes a review: what was reported of an item that is still out counts as refuted. */
export function withReportsClosed(order: Order, now: EpochMs): Order {
  return withOutcomes(order, outcomeAtClose, now);
}

function outcomeAtClose({ state }: ReportedLoan): ReportOutcome | undefined {
  if (state === "lent") return "refuted";
  return state === "returned" ? "borne-out" : undefined;
}

/** The pauses that lower the rent of one loan: a report pauses the loan of which it is made, and no other. */
export function pausesOf({ pauses }: Order, loanNo: number): readonly Pause[] {
  return pauses.filter(({ reportOf }) => reportOf === undefined || reportOf === loanNo);
}

/** Whether the loan's rent stands still. */
export function isPaused(order: Order, loan: Loan): boolean {
  return pausedSince(order, loan) !== undefined;
}

/** When the loan's rent began to stand still; undefined: it runs. */
export function pausedSince(order: Order, { loanNo }: Loan): EpochMs | undefined {
  const open = pausesOf(order, loanNo).flatMap(({ from, to }) => (to === undefined ? [from] : []));
  return open.length === 0 ? undefined : Math.min(...open);
}

function withOutcomes(order: Order, outcomeOf: (loan: ReportedLoan) => ReportOutcome | undefined, now: EpochMs): Order {
  const loans = order.loans.map((loan) => {
    const outcome = isUndecided(loan) ? outcomeOf(loan) : undefined;
    return loan.report && outcome ? { ...loan, report: { ...loan.report, outcome, decidedAt: now } } : loan;
  });
  const undecided = loans.filter(isUndecided).map(({ loanNo }) => loanNo);
  const pauses = order.pauses.filter(({ reportOf }) => reportOf === undefined || undecided.includes(reportOf));
  const same = pauses.length === order.pauses.length && loans.every((loan, index) => loan === order.loans[index]);
  return same ? order : { ...order, loans, pauses };
}

function outcomeByEvidence({ state, report, returned }: ReportedLoan): ReportOutcome | undefined {
  switch (state) {
    case "waiting":
    case "opening":
    case "unknown":
      return undefined;
    case "lent":
      // The rider said that nothing was taken before anybody knew; now the slot is known to have opened.
      return report.inDoubt ? "refuted" : undefined;
    case "not-opened":
      return "borne-out";
    case "lost":
      return "refuted";
    case "returned":
      if (!returned || returned.undated) return undefined;
      return report.claim === "returned" && returned.at <= report.at ? "borne-out" : "refuted";
  }
}
