import type { EpochMs } from "../../protocol/ids.ts";
import type { Loan, Order } from "../rental/order.ts";
import { byItem, byLender, byLentItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import type { UnmatchedEvent } from "../store/unmatched-event-table.ts";
import { latestTime } from "./event-time.ts";
import { asReturnOf, fitsInTime, isOtherItem } from "./unmatched-return.ts";

/** A loan that an unmatched return may have ended. */
export interface ReturnCandidate {
  readonly order: Order;
  readonly loan: Loan;
  /** same: the ids say so · unread: one of them has none · other: both have one, and they differ. */
  readonly item: "same" | "unread" | "other";
}

/** More of them help nobody: an operator then names the order. */
const most = 20;
const closeness = { same: 0, unread: 1, other: 2 } as const;

/**
 * The loans that an unmatched return may have ended: those of its item, and those of this cabinet's items that are out. The
 * likeliest first: by the item's id, then what went out last.
 */
export async function returnCandidates(
  tx: Transaction,
  unmatchedEvent: UnmatchedEvent,
  now: EpochMs,
): Promise<readonly ReturnCandidate[]> {
  const { cabinetId, event } = unmatchedEvent;
  if (event?.body.kind !== "returned") return [];
  const { itemId } = event.body;
  const entries = [
    ...(itemId === undefined ? [] : [byLentItem(itemId)]),
    byItem(undefined, cabinetId),
    byLender(cabinetId),
  ];
  const records = (await Promise.all(entries.map((entry) => tx.find(orderTable, entry)))).flat();
  const orders = new Map(records.map(({ order }) => [order.orderNo, order]));
  const latest = latestTime(event.at);
  const found: ReturnCandidate[] = [];
  for (const order of orders.values())
    for (const loan of order.loans) {
      const fits = fitsInTime(latest, order, loan) && (await asReturnOf(tx, unmatchedEvent, order, loan, now));
      if (fits) found.push({ order, loan, item: itemOf(loan, itemId) });
    }
  return found
    .toSorted(
      (one, other) =>
        closeness[one.item] - closeness[other.item] || (other.loan.openedAt ?? 0) - (one.loan.openedAt ?? 0),
    )
    .slice(0, most);
}

function itemOf(loan: Loan, returned: string | undefined): ReturnCandidate["item"] {
  if (isOtherItem(loan, returned)) return "other";
  return returned !== undefined && (loan.itemId ?? loan.expectedItemId) === returned ? "same" : "unread";
}
