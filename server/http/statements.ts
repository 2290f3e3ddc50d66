import type { Loan, Order } from "../rental/order.ts";
import type { ReportOutcome, RiderReport } from "../rental/report.ts";
import type { Statement } from "./rider-api.ts";

/** What the rider has said of an order, the oldest first. */
export function statementsOf({ loans, objections = [] }: Order): Statement[] {
  const said = [
    ...loans.flatMap(ofLoan),
    ...objections.map(({ kind, text, at, decision }): Statement => {
      const { outcome, answer, at: decidedAt } = decision ?? {};
      return {
        what: kind,
        ...(text !== undefined && { text }),
        at,
        outcome: outcome === undefined ? "open" : outcome === "upheld" ? "confirmed" : "refuted",
        ...(decidedAt !== undefined && { decidedAt }),
        ...(answer !== undefined && { answer }),
      };
    }),
  ];
  return said.toSorted((one, other) => one.at - other.at);
}

function ofLoan({ loanNo, report, formerReports = [], declaredLostAt, returned }: Loan): Statement[] {
  const reports = [...formerReports, ...(report ? [report] : [])].map((one) => ofReport(loanNo, one));
  if (declaredLostAt === undefined) return reports;
  const wasBack = returned !== undefined && returned.at < declaredLostAt;
  const outcome = wasBack ? "refuted" : "confirmed";
  return [...reports, { what: "lost", loanNo, at: declaredLostAt, outcome, decidedAt: declaredLostAt }];
}

function ofReport(loanNo: number, { claim, at, outcome, decidedAt }: RiderReport): Statement {
  const decided = decidedAt !== undefined && { decidedAt };
  return { what: claim, loanNo, at, outcome: inRidersWords(outcome), ...decided };
}

function inRidersWords(outcome: ReportOutcome | undefined): Statement["outcome"] {
  if (outcome === undefined) return "open";
  return outcome === "borne-out" ? "confirmed" : "refuted";
}
