import type { EpochMs } from "../../protocol/ids.ts";
import type { Effect } from "./effect.ts";
import type { Order } from "./order.ts";
import type { Tariff } from "./tariff.ts";

/** How long an item may be kept, and what one renewal adds; ms (product document 3.1). */
export function longestLoan({ longestLoanHours }: Tariff): number {
  return longestLoanHours * 3_600_000;
}

/** The items of an order that should be back at `now`: the provider tells the rider, and chases (product document 3.1). */
export function overdueLoans(order: Order, now: EpochMs): { since: EpochMs; itemId?: string }[] {
  return order.loans.flatMap(({ state, itemId }) => {
    if (state !== "lent" || order.expiresAt > now) return [];
    return [{ since: order.expiresAt, ...(itemId === undefined ? {} : { itemId }) }];
  });
}

/** When nobody waits for a lent item any longer; a renewal sets it anew. */
export function writeOffWake({ expiresAt, terms }: Order, loanNo: number): Effect {
  const about = { what: "given-up-for-lost", loanNo } as const;
  return { type: "wake", key: `wake/lost/${loanNo}`, about, dueAt: expiresAt + terms.lostAfter, attempt: 0 };
}

/** For every item that is out. */
export function writeOffWakes(order: Order): Effect[] {
  return order.loans.flatMap(({ state, loanNo }) => (state === "lent" ? [writeOffWake(order, loanNo)] : []));
}
