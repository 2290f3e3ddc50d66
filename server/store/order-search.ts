import { bookDay } from "../rental/book-day.ts";
import { usualItemKind } from "../rental/item-kind.ts";
import { balances, type LedgerEntry } from "../rental/ledger.ts";
import { commandIssuedAt, type Loan, type Order } from "../rental/order.ts";
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
    by_hand: sum("collected-by-hand"),
    ...openings(order),
  };
}

/** Only slots that a cabinet was told to open count. A slot is slow or quick by the clock of the hub. */
function openings(order: Order): Pick<SearchColumns, "opened" | "not_opened" | "opening_ms" | "lent_ms"> {
  const told = order.loans.filter(({ command }) => command !== undefined);
  const times = told.flatMap((loan) => {
    const issuedAt = commandIssuedAt(order, loan);
    const { openedAt } = loan;
    return issuedAt === undefined || openedAt === undefined ? [] : [Math.max(0, Math.round(openedAt - issuedAt))];
  });
  return {
    opened: times.length,
    not_opened: told.filter(({ state, openedAt }) => state === "not-opened" && openedAt === undefined).length,
    opening_ms: times.reduce((all, time) => all + time, 0),
    lent_ms: order.loans.reduce((all, loan) => all + lentFor(loan), 0),
  };
}

/** How long the item was out, ms; 0 until it is back. */
function lentFor({ openedAt, returned }: Loan): number {
  return openedAt === undefined || returned === undefined ? 0 : Math.max(0, Math.round(returned.at - openedAt));
}
