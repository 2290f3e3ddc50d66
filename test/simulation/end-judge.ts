import { orderOfCommand } from "../../server/rental/order.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { type Evidence, isSpoiled, lookedAtWithin } from "./evidence.ts";
import type { Outing } from "./witness-book.ts";

/** What is due is begun within this time while nothing goes wrong, ms. */
const begunWithin = 60_000;

/** Judges what is left after all faults have ended, everything had its time and every person has decided. */
export function judgeTheEnd(evidence: Evidence): void {
  const { disk, creditOrders, verdict, book, now } = evidence;
  for (const record of disk.rows(orderTable)) {
    const { orderNo, state, loans, review, charge } = record.order;
    const what = () =>
      `the order is ${state} for good, its loans ${loans.map((loan) => loan.state).join(", ")}, its charge ${charge?.state}, ${review?.reason.code}`;
    verdict.must("L1", hasEnded(state) && !review, what, orderNo);
    const forgotten = forgottenEffect(record, now() - disk.slack);
    verdict.must("L4", forgotten === undefined, () => `${forgotten} is due, and nobody does it`, orderNo);
    mustBeTold(evidence, record);
  }
  for (const { outOrderNo, useState } of creditOrders()) {
    const { order } = disk.get(orderTable, outOrderNo) ?? {};
    const what = () => `the credit order is still borrowed, the order is ${order?.state}`;
    verdict.must("L1", useState !== "borrow", what, outOrderNo);
  }
  for (const outing of book.all()) mustBeKnown(evidence, outing);
}

function forgottenEffect({ effects }: OrderRecord, now: number): string | undefined {
  return effects.find(({ dueAt }) => dueAt < now - begunWithin)?.type;
}

/** The provider has the end of the order's time that we told it, which is the rider's where no step has moved that, unless it has refused it. */
function mustBeTold({ creditOrder, verdict, disk }: Evidence, { order, audit }: OrderRecord): void {
  const { orderNo, modification, credit } = order;
  const { expiresAt, toldUntil = expiresAt } = disk.asWritten(orderNo) ?? order;
  const known = creditOrder(orderNo)?.expiryTime;
  const isRefused = audit.some(({ cause }) => cause.type === "credit-modified" && cause.answer.outcome === "refused");
  if (!credit || modification || isRefused || known === undefined) return;
  // The provider's clock has whole seconds. A rider who confirms after a step may have an address from before it.
  const [least, most] = [Math.floor(known / 1000), Math.floor(toldUntil / 1000)];
  const isBound = audit.some(({ cause, state }) => cause.type === "clock-stepped" && state === "requested");
  const isTold = isBound ? least <= most : least === most;
  verdict.must(
    "L2",
    isTold,
    () => `the provider was told that the order's time ends at ${toldUntil}, it knows ${known}`,
    orderNo,
  );
}

/** An item that left a slot is in the hub's books: unknown is never taken for no. */
function mustBeKnown(evidence: Evidence, outing: Outing): void {
  const { disk, verdict } = evidence;
  const { commandId, itemId, slot, ejectedAt, back } = outing;
  // Pushed back before anybody could look, it has never been away.
  if (back?.slot === slot && back.at - ejectedAt < lookedAtWithin) return;
  const orderNo = orderOfCommand(commandId) ?? "";
  const record = disk.get(orderTable, orderNo);
  if (record && isSpoiled(evidence, record)) return;
  const { order, audit = [] } = record ?? {};
  const loan = order?.loans.find(({ command }) => command?.id === commandId);
  // Where a look after the return came first, the answer contradicted it, and an operator has decided.
  const isTold = audit.some(
    ({ cause }) => cause.type === "slot-answered" && cause.loanNo === loan?.loanNo && cause.result.outcome === "opened",
  );
  const isKnown =
    loan?.openedAt !== undefined || (isTold && back?.slot === slot && back.cabinetId === outing.cabinetId);
  verdict.must("L3", isKnown, () => `${itemId} was given out, but the loan is ${loan?.state}`, orderNo, itemId);
}
