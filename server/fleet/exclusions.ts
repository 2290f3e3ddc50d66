import type { CabinetId } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { isLent, type Loan, type Order } from "../rental/order.ts";
import { sensorLag } from "../rental/time-limits.ts";
import { type CabinetState, itemsIn } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { byExclusion, byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { earliestTime, latestTime } from "./event-time.ts";
import type { OrderEvents } from "./order-events.ts";
import { fitsInTime } from "./unmatched-return.ts";

/*
 * Where a board reads no ids, a return ends the only loan that it fits. That it was another item shows later, if at all: by a
 * return that fits no loan any more, or by a snapshot that reads the item. Each order that may be the wrong one goes to review.
 */

type Picture = NonNullable<CabinetState["snapshot"]>;
type Excluded = Loan & { readonly returned: NonNullable<Loan["returned"]> };

/** Which of a cabinet's last matches was wrong, nothing shows: so many of them are put before an operator. */
const mostDoubted = 5;
/** Orders are found by when they were made, not by when their items came back. */
const mostRead = 20;

/** A return that fits no loan: the item of a loan that an earlier return has ended may have come back only now. */
export async function contradictedByReturn(
  tx: Transaction,
  orders: OrderEvents,
  { cabinetId, slots }: Cabinet,
  { at, body }: CabinetEvent,
): Promise<void> {
  if (body.kind !== "returned" || body.slot > slots) return;
  const { slot } = body;
  const earliest = earliestTime(at);
  const isSameReturn = ({ returned }: Excluded) =>
    returned.place.cabinetId === cabinetId &&
    returned.slot === slot &&
    earliest !== null &&
    Math.abs(earliest - returned.at) <= sensorLag;
  const wasOut = (order: Order, loan: Excluded) => fitsInTime(latestTime(at), order, loan) && !isSameReturn(loan);
  const doubted = (await excludedLoans(tx, cabinetId)).filter(({ order, loan }) => wasOut(order, loan));
  for (const { order, loan } of doubted.slice(0, mostDoubted)) {
    const by = { what: "return", cabinetId, slot } as const;
    const event = { type: "exclusion-contradicted", loanNo: loan.loanNo, by } as const;
    await orders.applyIn(tx, order.orderNo, event, `cabinet/${cabinetId}`);
  }
}

/** A snapshot reads the item that a return brought, and another order has that item: the return was that order's. */
export async function contradictedByPicture(
  tx: Transaction,
  orders: OrderEvents,
  cabinetId: CabinetId,
  former: Picture | undefined,
  { at, slots }: Picture,
): Promise<void> {
  const before = new Set(itemsIn(former?.slots ?? []).map(({ slot, itemId }) => `${slot}/${itemId}`));
  const news = itemsIn(slots).filter(({ slot, itemId }) => !before.has(`${slot}/${itemId}`));
  if (news.length === 0) return;
  const excluded = await excludedLoans(tx, cabinetId);
  for (const { slot, itemId } of excluded.length === 0 ? [] : news) {
    const last = excluded.find(
      ({ loan }) => loan.returned.place.cabinetId === cabinetId && loan.returned.slot === slot,
    );
    if (!last || last.loan.returned.at > at) continue;
    const { order, loan } = last;
    const holders = await tx.find(orderTable, byItem(itemId, cabinetId));
    const holder = holders.find((other) => hadItem(other.order, itemId, loan.returned.at));
    if (!holder) continue;
    const by = { what: "item", itemId, orderNo: holder.order.orderNo } as const;
    const event = { type: "exclusion-contradicted", loanNo: loan.loanNo, by } as const;
    await orders.applyIn(tx, order.orderNo, event, `cabinet/${cabinetId}`);
  }
}

/** Where the loans are read that ended by exclusion here, or were lent here. */
export function excludedLoansAt(cabinetId: CabinetId) {
  return { table: orderTable, entry: byExclusion(cabinetId), limit: mostRead };
}

/** The last return first. */
async function excludedLoans(tx: Transaction, cabinetId: CabinetId): Promise<{ order: Order; loan: Excluded }[]> {
  const { table, entry, limit } = excludedLoansAt(cabinetId);
  const records = await tx.page(table, entry, limit);
  return records
    .flatMap(({ order }) => order.loans.filter(isExcluded).map((loan) => ({ order, loan })))
    .toSorted((one, other) => other.loan.returned.at - one.loan.returned.at);
}

function isExcluded(loan: Loan): loan is Excluded {
  return loan.returned?.byExclusion === true;
}

function hadItem({ loans }: Order, itemId: string, at: number): boolean {
  return loans.some((loan) => isLent(loan, itemId) && loan.openedAt !== undefined && loan.openedAt <= at);
}
