import type { CabinetId, EpochMs, ItemId } from "../../protocol/ids.ts";
import { isLost, isUnproven, mayHoldItem } from "../rental/order.ts";
import { type CabinetState, cabinetStateTable, itemsIn } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { byForeignReturn, byItem, byUnprovenReturn, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { contradicted } from "./distrust.ts";
import { liesElsewhere } from "./item-places.ts";
import type { OrderEvents } from "./order-events.ts";

type Picture = NonNullable<CabinetState["snapshot"]>;

/** A picture of a cabinet that is away speaks against another one for this long; ms. */
const longestValid = 3_600_000;

/** A snapshot that shows an item where its return was reported settles the order, unless another cabinet has the item. */
export async function proveReturns(
  tx: Transaction,
  orders: OrderEvents,
  cabinetId: CabinetId,
  { at, slots }: Picture,
  now: EpochMs,
): Promise<void> {
  for (const { order } of await tx.find(orderTable, byUnprovenReturn(cabinetId))) {
    for (const loan of order.loans) {
      const { loanNo, itemId, returned } = loan;
      if (!isUnproven(loan) || returned?.place.cabinetId !== cabinetId) continue;
      const report = slots.find((other) => other.slot === returned.slot);
      if (report?.state !== "occupied" || report.itemId !== itemId || at < Math.min(returned.at, now)) continue;
      const holder = itemId === undefined ? undefined : await liesElsewhere(tx, itemId, cabinetId);
      if (holder === undefined)
        await orders.applyIn(tx, order.orderNo, { type: "return-proven", loanNo }, `cabinet/${cabinetId}`);
    }
  }
}

/** Where the last order is read whose item came back into another cabinet than lent it. */
export function lastForeignReturnOf(itemId: ItemId) {
  return { table: orderTable, entry: byForeignReturn(itemId), limit: 1 };
}

/**
 * An item that a snapshot shows for the first time, and that another cabinet took in from a loan of a third one and still
 * shows: that return is in doubt, also after the order was settled.
 */
export async function contradictReturns(
  tx: Transaction,
  orders: OrderEvents,
  cabinetId: CabinetId,
  former: Picture | undefined,
  { at, slots }: Picture,
  now: EpochMs,
): Promise<void> {
  const before = new Set(itemsIn(former?.slots ?? []).map(({ itemId }) => itemId));
  for (const { itemId } of itemsIn(slots)) {
    if (before.has(itemId)) continue;
    const { table, entry, limit } = lastForeignReturnOf(itemId);
    const [last] = await tx.page(table, entry, limit);
    const loan = last?.order.loans.findLast((other) => other.itemId === itemId && other.returned);
    const said = loan?.returned?.place.cabinetId;
    if (!last || !loan?.returned || said === undefined || said === cabinetId || loan.returned.at > at) continue;
    if (!(isUnproven(loan) || (await stillShows(tx, said, itemId, now)))) continue;
    if (await isLentAgain(tx, cabinetId, itemId)) continue;
    const event = { type: "return-contradicted", loanNo: loan.loanNo, shownBy: cabinetId } as const;
    await orders.applyIn(tx, last.order.orderNo, event, `cabinet/${cabinetId}`);
    const { orderNo } = last.order;
    await contradicted(tx, said, { code: "return-contradicted", orderNo, itemId, shownBy: cabinetId }, now);
  }
}

async function stillShows(tx: Transaction, cabinetId: CabinetId, itemId: string, now: EpochMs): Promise<boolean> {
  const state = await tx.get(cabinetStateTable, cabinetId);
  const cabinet = await tx.get(cabinetTable, cabinetId);
  if (!state?.snapshot || !cabinet || cabinet.distrusted) return false;
  const isValid = state.presence.online || now - state.presence.since < longestValid;
  return isValid && itemsIn(state.snapshot.slots).some((item) => item.itemId === itemId);
}

async function isLentAgain(tx: Transaction, cabinetId: CabinetId, itemId: string): Promise<boolean> {
  const holders = await tx.find(orderTable, byItem(itemId, cabinetId));
  return holders.some(({ order }) =>
    order.loans.some((loan) => loan.itemId === itemId && (mayHoldItem(order, loan) || isLost(loan))),
  );
}
