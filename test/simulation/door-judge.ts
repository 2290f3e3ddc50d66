import type { Message } from "../../protocol/messages.ts";
import { orderOfCommand } from "../../server/rental/order.ts";
import { orderTable } from "../../server/store/order-table.ts";
import type { Sensor, Witness } from "./box.ts";
import type { Evidence } from "./evidence.ts";

/** Judges what motors and hands do, and the commands that make motors run. */
export class DoorJudge implements Witness {
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  commandSent(cabinetId: string, command: Message<"command">): void {
    if (command.action !== "open") return;
    const { disk, verdict, seenBorrowed } = this.#evidence;
    const { orderNo, id } = command;
    const { order } = disk.get(orderTable, orderNo) ?? {};
    const isSaved = order?.loans.some((loan) => loan.command?.id === id) === true;
    const names = [orderNo, cabinetId];
    verdict.must("S1", isSaved, () => "a command is sent that is not on the hub's disk", ...names);
    const what = () => "a command is sent before the credit order was seen as borrowed";
    verdict.must("S1", seenBorrowed.has(orderNo), what, ...names);
  }

  motorStarted(cabinetId: string, slot: number, commandId: string, startedAt: number): void {
    const { disk, verdict, trace, book, seenBorrowed, creditOrder, hostility } = this.#evidence;
    trace.note(cabinetId, `motor of slot ${slot} runs for ${commandId}`);
    // Whoever has a cabinet in his hands opens what he likes.
    if (hostility.isHostile(cabinetId)) return;
    const orderNo = orderOfCommand(commandId) ?? "";
    const names = [orderNo, cabinetId];
    const { order } = disk.get(orderTable, orderNo) ?? {};
    const loan = order?.loans.find(({ command }) => command?.id === commandId);
    const isSent = loan?.command !== undefined && loan.slot === slot && order?.place.cabinetId === cabinetId;
    verdict.must("S1", isSent, () => `slot ${slot} opens by a command that no order has sent`, ...names);
    if (!isSent) return;
    const isFirst = book.of(commandId) === undefined;
    verdict.must("S2", isFirst, () => `the motor runs again after it opened for ${commandId}`, ...names);
    if (!isFirst) return;
    const isBorrowed = seenBorrowed.has(orderNo) && creditOrder(orderNo)?.useState === "borrow";
    verdict.must("S1", isBorrowed, () => `slot ${slot} opens without a credit order seen as borrowed`, ...names);
    const late = startedAt - (loan.command?.expiresAt ?? 0);
    verdict.must("S3", late <= disk.slack, () => `slot ${slot} opens ${late} ms after the expiry`, ...names);
    const isAwaited = loan.state === "opening" || loan.state === "unknown";
    verdict.must("S3", isAwaited, () => `slot ${slot} opens for a loan that is ${loan.state}`, ...names);
  }

  ejected(cabinetId: string, slot: number, itemId: string, commandId: string): void {
    const { trace, book, now, disk, verdict, hostility } = this.#evidence;
    trace.note(cabinetId, `slot ${slot} gives out ${itemId} for ${commandId}`);
    book.ejected({ commandId, cabinetId, slot, itemId, ejectedAt: now() });
    const { order } = disk.get(orderTable, orderOfCommand(commandId) ?? "") ?? {};
    // In wrong hands a cabinet opens what it says to have kept shut.
    if (!order || hostility.isHostile(cabinetId)) return;
    const outings = order.loans.flatMap(({ command }) => book.of(command?.id) ?? []);
    const away = outings.filter((outing) => outing.back?.slot !== outing.slot || outing.back.cabinetId !== cabinetId);
    const what = () => `${away.length} items are given out, and ${order.items} were asked for`;
    verdict.must("S2", away.length <= order.items, what, order.orderNo, cabinetId);
  }

  stayed(cabinetId: string, slot: number, commandId: string): void {
    const { trace, book } = this.#evidence;
    trace.note(cabinetId, `the item in slot ${slot} stays, whatever the board says of ${commandId}`);
    book.stayed(commandId);
  }

  inserted(cabinetId: string, slot: number, itemId: string, sensor: Sensor): void {
    const { trace, book, now } = this.#evidence;
    trace.note(cabinetId, `${itemId} goes into slot ${slot}${sensor.readable ? "" : ", unreadable"}`);
    book.inserted(itemId, { ...sensor, cabinetId, slot, at: now() });
  }

  returnConfirmed(cabinetId: string, slot: number): void {
    const { verdict, isKept } = this.#evidence;
    const what = () => `the board may forget the return in slot ${slot}, which is not on the bridge's disk`;
    verdict.must("S6", isKept(cabinetId, slot), what, cabinetId);
  }
}
