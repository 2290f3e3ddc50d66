import type { Loan, Order } from "../rental/order.ts";
import { isPaused, isUndecided } from "../rental/report-outcome.ts";
import { mayDeclareLost, mayReport } from "../rental/rider-reports.ts";
import type { Claim, ItemView } from "./rider-api.ts";

const claims = ["not-opened", "returned"] as const;

/** A loan as its rider sees it. @param amount what the item comes to, fen */
export function itemView(order: Order, loan: Loan, amount: number | undefined): ItemView {
  const { loanNo, slot, offeredUntil, openedAt, returned, report } = loan;
  return {
    loanNo,
    slot,
    state: stateOf(loan),
    ...(offeredUntil !== undefined && { offeredUntil }),
    ...(openedAt !== undefined && { openedAt }),
    ...(returned && {
      returnedAt: returned.at,
      returnedTo: { place: returned.place.name, slot: returned.slot },
    }),
    ...(report && loan.state === "lent" && { reported: report.claim }),
    ...(loan.state === "lent" && isPaused(order, loan) && { paused: true as const }),
    ...(amount !== undefined && { amount }),
    ...(mayDeclareLost(order, loanNo) && { buyOut: order.tariff.totalCap }),
    mayReport: claims.filter((claim) => mayReport(order, loanNo) && !isPending(loan, claim)),
  };
}

/** Whether the rider has said just this, and nobody has decided it. */
function isPending(loan: Loan, claim: Claim): boolean {
  return isUndecided(loan) && loan.report.claim === claim;
}

function stateOf({ state, offeredUntil }: Loan): ItemView["state"] {
  switch (state) {
    case "waiting":
      return offeredUntil === undefined ? "waiting" : "offered";
    case "unknown":
      return "checking";
    case "opening":
    case "lent":
    case "returned":
    case "lost":
    case "not-opened":
      return state;
  }
}
