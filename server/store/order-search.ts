import { bookDay } from "../rental/book-day.ts";
import { balances, type LedgerEntry } from "../rental/ledger.ts";
import type { Order } from "../rental/order.ts";
import { usualItemKind } from "../rental/rate-plan.ts";
import type { SearchColumns } from "./search-columns.ts";

/**
 * By what operators search an order, and what it adds to the totals of the day on which it was made. The sums are those of
 * its ledger: what was charged, with what was waived or written off of it.
 */
export function orderSearch({
  order,
  ledger,
}: {
  readonly order: Order;
  readonly ledger: readonly LedgerEntry[];
}): SearchColumns {
  const { createdAt, place, itemKind = usualItemKind, state, review, charge } = order;
  const sums = balances(ledger);
  const sum = (account: Parameters<typeof sums.get>[0]) => sums.get(account) ?? 0;
  return {
    at: createdAt,
    day: bookDay(createdAt),
    site: place.cabinetId,
    kind: itemKind,
    state,
    review: review?.reason.code ?? null,
    amount: charge?.amount ?? null,
    // What was earned is a credit. Never -0, which JSON does not carry.
    charged: 0 - sum("rent") - sum("damages"),
    fees: sum("service-fee"),
    refunded: sum("refunds"),
    owed: sum("receivable"),
    written_off: sum("written-off"),
  };
}
