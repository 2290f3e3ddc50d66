import type { EpochMs } from "../../protocol/ids.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import { commandIssuedAt, type Loan } from "../rental/order.ts";
import { type Match, matchReturn, type ReportedReturn } from "../rental/return-match.ts";
import { sensorLag } from "../rental/time-limits.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { byItem, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { unmatchedEventTable, unmatchedReturnOf } from "../store/unmatched-event-table.ts";
import { contradicted, madeRoom, takesInAnother } from "./distrust.ts";
import { earliestTime, latestTime } from "./event-time.ts";
import { evidenceOf } from "./evidence.ts";
import { noteMovedItem, showsItem } from "./item-places.ts";
import type { OrderEvents } from "./order-events.ts";
import { returnOf } from "./unmatched-return.ts";

type Returned = Extract<HappeningBody, { kind: "returned" }>;

/** Tells an order that its item came back. @returns whether the return is some order's */
export async function tellReturn(
  tx: Transaction,
  orders: OrderEvents,
  cabinet: Cabinet,
  event: CabinetEvent,
  body: Returned,
  now: EpochMs,
): Promise<boolean> {
  const { cabinetId } = cabinet;
  const { itemId, slot } = body;
  if (slot > cabinet.slots) return false;
  const candidates = (await tx.find(orderTable, byItem(itemId, cabinetId))).map((record) => record.order);
  const report: ReportedReturn = {
    cabinetId,
    slot,
    earliest: earliestTime(event.at),
    latest: latestTime(event.at),
    ...(itemId === undefined ? {} : { itemId }),
  };
  const match = matchReturn(candidates, report) ?? (await shownAlready(tx, candidates, report));
  return match !== undefined && endLoan(tx, orders, cabinet, event, body, match, now);
}

/**
 * A return that its cabinet dates before the loan may be an old one told again; once a snapshot shows the item in that
 * slot, it is this loan's all the same.
 */
export async function endLoanShownBack(
  tx: Transaction,
  orders: OrderEvents,
  cabinet: Cabinet,
  match: Match,
  slot: number,
  now: EpochMs,
): Promise<boolean> {
  const { itemId, openedAt } = match.loan;
  const issuedAt = commandIssuedAt(match.order, match.loan);
  if (itemId === undefined || openedAt === undefined || issuedAt === undefined) return false;
  const unmatchedEvents = await tx.find(unmatchedEventTable, unmatchedReturnOf(cabinet.cabinetId, itemId));
  for (const unmatchedEvent of unmatchedEvents.toReversed()) {
    const { event, receivedAt } = unmatchedEvent;
    if (event?.body.kind !== "returned" || event.body.slot !== slot || receivedAt < issuedAt) continue;
    if (!(await endLoan(tx, orders, cabinet, event, event.body, match, now))) return false;
    const { orderNo } = match.order;
    const actor = `cabinet/${cabinet.cabinetId}` as const;
    await tx.put(unmatchedEventTable, {
      ...unmatchedEvent,
      match: { orderNo, loanNo: match.loan.loanNo, actor, at: now },
    });
    return true;
  }
  return false;
}

async function endLoan(
  tx: Transaction,
  orders: OrderEvents,
  cabinet: Cabinet,
  event: CabinetEvent,
  { itemId, slot }: Returned,
  { order, loan }: Match,
  now: EpochMs,
): Promise<boolean> {
  const { cabinetId } = cabinet;
  const isForeign = order.place.cabinetId !== cabinetId;
  if (isForeign && !(await takesInAnother(tx, cabinet, now))) return false;
  const told = returnOf(cabinet, event, order, loan, now);
  if (!told) return false;
  const before = loan.returned?.place.cabinetId;
  if (before !== undefined && before !== cabinetId && loan.state === "returned") {
    const reason = { code: "return-contradicted", orderNo: order.orderNo, shownBy: cabinetId } as const;
    await contradicted(tx, before, itemId === undefined ? reason : { ...reason, itemId }, now);
  }
  const state = await tx.get(cabinetStateTable, cabinetId);
  const seen = showsItem(state, { slot, itemId: itemOf(loan) }, told.at ?? now);
  await orders.applyIn(
    tx,
    order.orderNo,
    {
      ...told,
      ...(!seen && { unseen: true as const }),
      ...(itemOf(loan) === undefined && { byExclusion: true as const }),
      ...(cabinet.distrusted && { distrusted: true as const }),
    },
    `cabinet/${cabinetId}`,
    { evidence: await evidenceOf(tx, cabinetId, event, slot) },
  );
  await noteMovedItem(tx, cabinetId, itemId, now);
  if (isForeign) await madeRoom(tx, order.place.cabinetId, now);
  return true;
}

/** The loan whose item the cabinet's picture shows in the slot, though the return is dated before that loan. */
async function shownAlready(
  tx: Transaction,
  orders: Parameters<typeof matchReturn>[0],
  report: ReportedReturn,
): Promise<Match | undefined> {
  const { cabinetId, slot, itemId } = report;
  if (itemId === undefined || report.latest === null) return undefined;
  const match = matchReturn(orders, { ...report, earliest: null, latest: null });
  if (match?.loan.openedAt === undefined) return undefined;
  const state = await tx.get(cabinetStateTable, cabinetId);
  return showsItem(state, { slot, itemId }, match.loan.openedAt + sensorLag) ? match : undefined;
}

function itemOf({ itemId, expectedItemId }: Loan): string | undefined {
  return itemId ?? expectedItemId;
}
