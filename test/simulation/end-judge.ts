import { isLive, type Order, orderOfCommand } from "../../server/rental/order.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { strayTable } from "../../server/store/stray-table.ts";
import { type Evidence, lookedAtWithin } from "./evidence.ts";
import type { Outing } from "./witness-book.ts";

/** What is due is begun within this time while nothing goes wrong, ms. */
const begunWithin = 60_000;

/** Judges what is left after all faults have ended and everything had its time. */
export function judgeTheEnd(evidence: Evidence): void {
  const { disk, creditOrders, verdict, book, now } = evidence;
  for (const record of disk.rows(orderTable)) {
    const { orderNo, state, loans } = record.order;
    const ended = hasEnded(evidence, record.order);
    verdict.must("L1", ended, () => `the order is ${state} for good, its loan ${loans[0]?.state}`, orderNo);
    const forgotten = forgottenEffect(record, now());
    verdict.must("L4", forgotten === undefined, () => `${forgotten} is due, and nobody does it`, orderNo);
  }
  for (const { outOrderNo, useState } of creditOrders()) {
    const { order } = disk.get(orderTable, outOrderNo) ?? {};
    const isWorkedOn = order !== undefined && (isLive(order) || order.review !== undefined);
    const what = () => `the credit order is still borrowed, the order is ${order?.state}`;
    verdict.must("L1", useState !== "borrow" || isWorkedOn, what, outOrderNo);
  }
  for (const outing of book.all()) mustBeKnown(evidence, outing);
}

/** Also where a person has it, or the rider has the item still. */
function hasEnded({ disk, book }: Evidence, order: Order): boolean {
  if ((!isLive(order) && order.state !== "cancelling") || order.review) return true;
  const outings = order.loans.flatMap(({ command }) => book.of(command?.id) ?? []);
  if (outings.some(({ back }) => back === undefined)) return true;
  // The operator has the return of an item that the board could not read, or that somebody else's item stood for.
  const strays = disk.rows(strayTable).map(({ event }) => event.body);
  return outings.some((outing) =>
    strays.some(
      (stray) =>
        stray.kind === "returned" &&
        (stray.itemId === outing.itemId || (stray.itemId === undefined && stray.slot === outing.back?.slot)),
    ),
  );
}

function forgottenEffect({ effects }: OrderRecord, now: number): string | undefined {
  return effects.find(({ dueAt }) => dueAt < now - begunWithin)?.type;
}

/** An item that left a slot is in the hub's books: unknown is never taken for no. */
function mustBeKnown({ disk, verdict }: Evidence, outing: Outing): void {
  const { commandId, itemId, slot, ejectedAt, back } = outing;
  // Pushed back before anybody could look, it has never been away.
  if (back?.slot === slot && back.at - ejectedAt < lookedAtWithin) return;
  const orderNo = orderOfCommand(commandId) ?? "";
  const { order } = disk.get(orderTable, orderNo) ?? {};
  const loan = order?.loans.find(({ command }) => command?.id === commandId);
  const isKnown = order !== undefined && (loan?.openedAt !== undefined || order.review !== undefined);
  verdict.must("L3", isKnown, () => `${itemId} was given out, but the loan is ${loan?.state}`, orderNo, itemId);
}
