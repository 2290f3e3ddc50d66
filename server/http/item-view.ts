import type { Loan, Order } from "../rental/order.ts";
import { isUndecided, mayReport } from "../rental/reporting.ts";
import type { ItemView } from "./rider-api.ts";

const claims = ["not-opened", "returned"] as const;

/** A loan as its rider sees it. */
export function itemView(order: Order, loan: Loan): ItemView {
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
    ...(report && isUndecided(loan) && { reported: report.claim }),
    mayReport: claims.filter((claim) => mayReport(order, loanNo, claim)),
  };
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
