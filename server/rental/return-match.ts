import type { CabinetId, EpochMs, ItemId } from "../../protocol/ids.ts";
import { type Loan, mayHoldItem, type Order } from "./order.ts";

/** What a cabinet reports of an item that went in. `latest`: it went in at this time at the latest. */
export interface ReportedReturn {
  readonly cabinetId: CabinetId;
  readonly itemId?: ItemId;
  readonly latest: EpochMs;
}

export interface Match {
  readonly order: Order;
  readonly loan: Loan;
}

/**
 * The loan that a return ends: by the item's id into any cabinet, or without an id only where exactly one loan from
 * this cabinet can be meant. undefined: a person matches it.
 */
export function matchReturn(orders: readonly Order[], report: ReportedReturn): Match | undefined {
  const matches = orders.flatMap((order) =>
    order.loans.filter((loan) => mayEnd(order, loan, report)).map((loan) => ({ order, loan })),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

function mayEnd(order: Order, loan: Loan, report: ReportedReturn): boolean {
  if (!mayHoldItem(order, loan)) return false;
  const item = loan.itemId ?? loan.expectedItemId;
  if (item !== report.itemId) return false;
  if (item === undefined && order.place.cabinetId !== report.cabinetId) return false;
  if (loan.state === "lent") return true;
  // An arrival from before the command was sent is how the item got there, not its return.
  return loan.command !== undefined && report.latest > loan.command.expiresAt - order.terms.openWithin;
}
