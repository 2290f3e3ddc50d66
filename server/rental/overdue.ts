import type { EpochMs, ItemId } from "../../protocol/ids.ts";
import type { Order } from "./order.ts";

/** When a loan's time is over: the provider then tells the rider, and chases (product document 3.1). */
export function dueAt({ tariff }: Order, openedAt: EpochMs): EpochMs {
  return openedAt + tariff.longestLoanHours * 3_600_000;
}

/** The items of an order that should be back at `now`. */
export function overdueLoans(order: Order, now: EpochMs): { since: EpochMs; itemId?: ItemId }[] {
  return order.loans.flatMap(({ state, openedAt, itemId }) => {
    if (state !== "lent" || openedAt === undefined || dueAt(order, openedAt) > now) return [];
    return [{ since: dueAt(order, openedAt), ...(itemId === undefined ? {} : { itemId }) }];
  });
}
