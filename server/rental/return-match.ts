import type { CabinetId, EpochMs, ItemId, SlotNumber } from "../../protocol/ids.ts";
import { commandIssuedAt, isLost, isUnproven, type Loan, mayHoldItem, type Order } from "./order.ts";

/** What a cabinet reports of an item that went in. */
export interface ReportedReturn {
  readonly cabinetId: CabinetId;
  readonly slot: SlotNumber;
  readonly itemId?: ItemId;
  /** It did not go in before this time; null where no clock can tell. */
  readonly earliest: EpochMs | null;
  /** It went in at this time at the latest; null where no clock can tell. */
  readonly latest: EpochMs | null;
}

export interface Match {
  readonly order: Order;
  readonly loan: Loan;
}

/**
 * The loan that a return ends: by the item's id into any cabinet, or without an id only where exactly one loan from
 * this cabinet can be meant. undefined: an operator matches it.
 */
export function matchReturn(orders: readonly Order[], report: ReportedReturn): Match | undefined {
  const all = orders.flatMap((order) => order.loans.map((loan) => ({ order, loan })));
  const held = all.filter(({ order, loan }) => mayEnd(order, loan, report));
  // Whoever has the item now comes before whoever is said to have returned it elsewhere, and before whoever lost it once.
  const claimed = all.filter(({ order, loan }) => isClaimedElsewhere(loan, report) && isItsItem(order, loan, report));
  // Without an id any item that a technician puts in would count as the one that was lost.
  const isKnownItem = report.itemId !== undefined;
  const lost = all.filter(({ order, loan }) => isKnownItem && isLost(loan) && isItsItem(order, loan, report));
  const found = [held, claimed, lost].find(({ length }) => length > 0) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

function isClaimedElsewhere(loan: Loan, { cabinetId, itemId }: ReportedReturn): boolean {
  return itemId !== undefined && isUnproven(loan) && loan.returned?.place.cabinetId !== cabinetId;
}

function mayEnd(order: Order, loan: Loan, report: ReportedReturn): boolean {
  if (!mayHoldItem(order, loan) || !isItsItem(order, loan, report)) return false;
  const { earliest, latest } = report;
  if (earliest === null || latest === null) return loan.state === "lent";
  // An arrival from before the command was sent is how the item got there, or a former return that a bridge whose disk
  // was set back tells again.
  const sentAt = commandIssuedAt(order, loan);
  if (sentAt === undefined || latest < sentAt) return false;
  // What a look finds in the very slot that is to open may have lain there since before the command.
  const inItsSlot = order.place.cabinetId === report.cabinetId && loan.slot === report.slot;
  return loan.state === "lent" || !inItsSlot || earliest >= sentAt;
}

function isItsItem(order: Order, loan: Loan, report: ReportedReturn): boolean {
  const item = loan.itemId ?? loan.expectedItemId;
  return item === report.itemId && (item !== undefined || order.place.cabinetId === report.cabinetId);
}
