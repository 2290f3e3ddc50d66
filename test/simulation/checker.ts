import type { Message } from "../../protocol/messages.ts";
import type { DownChannel } from "../../protocol/topics.ts";
import { fen } from "../../server/rental/money.ts";
import { holdsSlot, isLive, type Loan, type Order, orderOfCommand } from "../../server/rental/order.ts";
import { price } from "../../server/rental/price.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import { replay } from "../../server/runner/order-desk.ts";
import { type Cabinet, cabinetTable } from "../../server/store/cabinet-table.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { type StrayEvent, strayTable } from "../../server/store/stray-table.ts";
import type { Order as CreditOrder } from "../../simulators/zhima/state.ts";
import type { Sensor, Witness } from "./box.ts";
import type { SimulatedDisk } from "./simulated-store.ts";
import type { Trace } from "./trace.ts";
import { type Outing, WitnessBook } from "./witness-book.ts";

export type PromiseName =
  | `S${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11}`
  | `L${1 | 2 | 3 | 4 | 5}`
  /** A part threw what it must not throw. */
  | "fault";

export interface Violation {
  readonly promise: PromiseName;
  readonly what: string;
  /** Orders, items and cabinets that it is about. */
  readonly names: readonly string[];
}

export interface CheckerParts {
  readonly now: () => number;
  readonly disk: SimulatedDisk;
  readonly creditOrder: (orderNo: string) => CreditOrder | undefined;
  readonly creditOrders: () => readonly CreditOrder[];
  /** By the provider's own number. */
  readonly byCreditOrderNo: (creditOrderNo: string) => CreditOrder | undefined;
  /** Whether the bridge of this cabinet has on its disk that something lies in the slot. */
  readonly isKept: (cabinetId: string, slot: number) => boolean;
  readonly tariff: Tariff;
  readonly riderLimit: number;
  readonly trace: Trace;
}

/** What a report needs on the line between board and bridge, ms: the bridge's clock runs from its arrival there. */
const lineTime = 50;

/** A driver that misses an answer looks at the slot within this time, ms. */
const lookedAtWithin = 20_000;

/**
 * Judges every step by the design's promises, from the outside: by what motors and hands did, by the provider's books, and
 * by what is on the hub's disk. The first violation counts.
 */
export class Checker implements Witness {
  readonly book = new WitnessBook();
  /** `order requested → confirmed` and so on, as often as it happened. */
  readonly steps = new Map<string, number>();
  violation: Violation | undefined;
  checks = 0;
  readonly #parts: CheckerParts;
  readonly #states = new Map<string, string>();
  readonly #seenBorrowed = new Set<string>();
  readonly #holders = new Map<string, string>();
  readonly #claimsOf = new Map<string, readonly string[]>();
  /** How far each journal was stored at best. */
  readonly #committed = new Map<string, number>();
  /** Calls that may have been carried out and were not looked after yet: the effect, by the provider's order. */
  readonly #unknownCalls = new Map<string, number>();

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    parts.disk.onWritten(({ table, row }) => {
      if (table === orderTable.name && row !== undefined) this.#order(row as OrderRecord);
      if (table === cabinetTable.name && row !== undefined) this.#cabinet(row as Cabinet);
      if (table === strayTable.name && row !== undefined) this.#stray(row as StrayEvent);
    });
  }

  fail(promise: PromiseName, what: string, ...names: string[]): void {
    this.violation ??= { promise, what, names };
  }

  motorStarted(cabinetId: string, slot: number, commandId: string, startedAt: number): void {
    this.#parts.trace.note(cabinetId, `motor of slot ${slot} runs for ${commandId}`);
    this.checks++;
    const orderNo = orderOfCommand(commandId) ?? "";
    const names = [orderNo, cabinetId];
    const { order } = this.#parts.disk.get(orderTable, orderNo) ?? {};
    const loan = order?.loans.find(({ command }) => command?.id === commandId);
    if (!order || !loan?.command || loan.slot !== slot || order.place.cabinetId !== cabinetId) {
      this.fail("S1", `slot ${slot} opens by a command that no order has sent`, ...names);
      return;
    }
    if (this.book.of(commandId)) {
      this.fail("S2", `the motor runs again after it opened for ${commandId}`, ...names);
      return;
    }
    if (!this.#seenBorrowed.has(orderNo) || this.#parts.creditOrder(orderNo)?.useState !== "borrow")
      this.fail("S1", `slot ${slot} opens without a credit order seen as borrowed`, ...names);
    if (startedAt > loan.command.expiresAt)
      this.fail("S3", `slot ${slot} opens ${startedAt - loan.command.expiresAt} ms after the expiry`, ...names);
    if (loan.state !== "opening" && loan.state !== "unknown")
      this.fail("S3", `slot ${slot} opens for a loan that is ${loan.state}`, ...names);
  }

  ejected(cabinetId: string, slot: number, itemId: string, commandId: string): void {
    this.#parts.trace.note(cabinetId, `slot ${slot} gives out ${itemId} for ${commandId}`);
    this.book.ejected({ commandId, cabinetId, slot, itemId, ejectedAt: this.#parts.now() });
  }

  inserted(cabinetId: string, slot: number, itemId: string, sensor: Sensor): void {
    this.#parts.trace.note(cabinetId, `${itemId} goes into slot ${slot}${sensor.readable ? "" : ", unreadable"}`);
    this.book.inserted(itemId, { ...sensor, cabinetId, slot, at: this.#parts.now() });
  }

  returnConfirmed(cabinetId: string, slot: number): void {
    this.checks++;
    if (!this.#parts.isKept(cabinetId, slot))
      this.fail("S6", `the board may forget the return in slot ${slot}, which is not on the bridge's disk`, cabinetId);
  }

  /** The hub sends a message to a cabinet. */
  sent<C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>): void {
    this.checks++;
    if (channel === "command") this.#commandSent(cabinetId, message as Message<"command">);
    if (channel === "ack") this.#ackSent(cabinetId, message as Message<"ack">);
  }

  /** The hub was told that the provider's order is borrowed. */
  seenBorrowed(orderNo: string): void {
    this.#seenBorrowed.add(orderNo);
  }

  /**
   * The hub calls what must not be repeated blindly. The same effect may be performed again where its outcome could not
   * be saved; asked for again by the order, it needs a query first.
   */
  callBegins(what: "complete-credit" | "cancel-credit", creditOrderNo: string): void {
    this.checks++;
    const orderNo = this.#parts.byCreditOrderNo(creditOrderNo)?.outOrderNo ?? "";
    const effects = this.#parts.disk.get(orderTable, orderNo)?.effects ?? [];
    const effect = effects.find(({ type }) => type === what)?.id ?? 0;
    const before = this.#unknownCalls.get(creditOrderNo);
    if (before !== undefined && before !== effect)
      this.fail("L2", `${what} is asked for again although nobody has asked what became of it`, orderNo);
    this.#unknownCalls.set(creditOrderNo, effect);
  }

  /** The answer is definite, or the order was queried. */
  callIsKnown(creditOrderNo: string): void {
    this.#unknownCalls.delete(creditOrderNo);
  }

  noticeAnswered(genuine: boolean, answer: string | undefined, orderNo: string): void {
    this.checks++;
    if (!genuine && answer === "success") this.fail("S8", "a notification that is not genuine was taken", orderNo);
  }

  /** The provider's books have changed. */
  booked(credit: CreditOrder): void {
    this.checks++;
    const { outOrderNo: orderNo, charges, useState, request } = credit;
    const { order } = this.#parts.disk.get(orderTable, orderNo) ?? {};
    const taken = charges.filter(({ outcome }) => outcome !== "failed");
    const charged = taken.reduce((sum, { amount }) => sum + amount, 0);
    if (taken.length > 1) this.fail("S5", `the order is charged ${taken.length} times`, orderNo);
    const outstanding = useState === "borrow" ? request.depositAmount : 0;
    const released = useState === "borrow" ? 0 : request.depositAmount - charged;
    if (released < 0 || charged + released + outstanding !== request.depositAmount)
      this.fail("S10", `authorised ${request.depositAmount}, charged ${charged} in state ${useState}`, orderNo);
    if (useState === "cancel" && charged > 0) this.fail("S10", "a cancelled order is charged", orderNo);
    if (charged === 0) return;
    if (order?.charge?.amount !== charged)
      this.fail("S5", `charged ${charged}, but the hub's disk says ${order?.charge?.amount}`, orderNo);
    const outings = (order?.loans ?? []).map(({ command }) => this.book.of(command?.id));
    if (outings.every((outing) => outing === undefined)) this.fail("S4", "charged, but no slot opened", orderNo);
    let dearest = 0;
    const { tariff } = this.#parts;
    for (const outing of outings) {
      // What never came back is bought for the total cap; so is what no board could read, unless an operator steps in.
      if (!outing) continue;
      const { ejectedAt, back } = outing;
      dearest += back?.readable ? price(tariff, ejectedAt, back.at + lineTime + back.lag, []).amount : tariff.totalCap;
    }
    const items = outings.flatMap((outing) => outing?.itemId ?? []);
    if (charged > dearest) this.fail("S6", `charged ${charged}, but what happened costs ${dearest}`, orderNo, ...items);
  }

  /** After all faults have ended and everything had its time. */
  atTheEnd(): void {
    const strays = this.#parts.disk.rows(strayTable).map(({ event }) => event.body);
    for (const record of this.#parts.disk.rows(orderTable)) this.#mustHaveEnded(record, strays);
    for (const { outOrderNo, useState } of this.#parts.creditOrders()) {
      const { order } = this.#parts.disk.get(orderTable, outOrderNo) ?? {};
      if (useState === "borrow" && (!order || (!isLive(order) && !order.review)))
        this.fail("L1", `the credit order is still borrowed, the order is ${order?.state}`, outOrderNo);
    }
    for (const outing of this.book.all()) this.#mustBeKnown(outing);
  }

  /** A cabinet whose bridge has been connected for minutes. */
  mustBeOnline(cabinetId: string): void {
    this.checks++;
    if (!this.#parts.disk.get(cabinetTable, cabinetId)?.presence.online)
      this.fail("L3", "the hub takes a connected cabinet for offline", cabinetId, "hub");
  }

  /** @param shown what really lies in the cabinet, by slot */
  pictureMustMatch(cabinetId: string, shown: readonly (string | undefined)[]): void {
    const cabinet = this.#parts.disk.get(cabinetTable, cabinetId);
    this.mustBeOnline(cabinetId);
    for (const [index, itemId] of shown.entries()) {
      const report = cabinet?.snapshot?.slots.find(({ slot }) => slot === index + 1);
      const same = report?.state === "unreadable" || report?.itemId === itemId;
      if (!same) this.fail("L3", `the hub sees ${report?.itemId} in slot ${index + 1}, not ${itemId}`, cabinetId);
    }
  }

  #commandSent(cabinetId: string, command: Message<"command">): void {
    if (command.action !== "open") return;
    const { order } = this.#parts.disk.get(orderTable, command.orderNo) ?? {};
    const loan = order?.loans.find((other) => other.command?.id === command.id);
    if (!order || !loan) {
      this.fail("S1", "a command is sent that is not on the hub's disk", command.orderNo, cabinetId);
      return;
    }
    if (!this.#seenBorrowed.has(command.orderNo))
      this.fail("S1", "a command is sent before the credit order was seen as borrowed", command.orderNo, cabinetId);
  }

  #ackSent(cabinetId: string, { journalId, committed }: Message<"ack">): void {
    const journal = this.#parts.disk.get(cabinetTable, cabinetId)?.journal;
    if (journal?.id === journalId && journal.committed < committed)
      this.fail("S11", `event ${committed} is acknowledged and not on the hub's disk`, cabinetId);
  }

  #stray({ cabinetId, event: { journalId, seq } }: StrayEvent): void {
    this.checks++;
    if (seq <= (this.#committed.get(journalId) ?? 0))
      this.fail("S8", `event ${seq} is taken in again after it was stored`, cabinetId);
  }

  #cabinet({ cabinetId, presence, journal }: Cabinet): void {
    if (journal) this.#committed.set(journal.id, Math.max(journal.committed, this.#committed.get(journal.id) ?? 0));
    const state = presence.online ? "online" : "offline";
    if (this.#states.get(cabinetId) === state) return;
    this.#states.set(cabinetId, state);
    this.#parts.trace.note(cabinetId, `is ${state} on the hub's disk`);
  }

  #order({ order, audit }: OrderRecord): void {
    this.checks++;
    this.#countSteps(order);
    this.#checkClaims(order);
    for (const loan of order.loans) this.#loan(order, loan);
    if (order.charge) this.#charge(order, order.charge.amount);
    if (JSON.stringify(replay(audit)) !== JSON.stringify(order))
      this.fail("S9", "the audit entries give another state", order.orderNo);
    const credit = this.#parts.creditOrder(order.orderNo);
    const wanted = { settled: "restore", cancelled: "cancel" } as const;
    if ((order.state === "settled" || order.state === "cancelled") && credit?.useState !== wanted[order.state])
      this.fail("S10", `the order is ${order.state}, the credit order ${credit?.useState}`, order.orderNo);
  }

  #loan({ orderNo }: Order, { openedAt, returned, command }: Loan): void {
    if (openedAt === undefined) return;
    const outing = this.book.of(command?.id);
    if (!outing) {
      this.fail("S4", "an order bills a slot that never opened", orderNo);
      return;
    }
    // An item that came back before anybody knew that it was out is billed for no time at all.
    if (openedAt < outing.ejectedAt && returned?.at !== openedAt)
      this.fail("S5", `billing begins ${outing.ejectedAt - openedAt} ms before the slot opened`, orderNo);
    if (!returned) return;
    if (!outing.back || outing.back.cabinetId !== returned.place.cabinetId) {
      this.fail("S7", `an order is closed by a return that was not its own`, orderNo, outing.itemId);
      return;
    }
    const late = returned.at - Math.max(outing.back.at, openedAt);
    if (late > lineTime + outing.back.lag)
      this.fail("S6", `the return is priced ${late} ms after it happened`, orderNo, outing.itemId);
  }

  #charge(order: Order, charged: number): void {
    const { tariff } = this.#parts;
    let right = 0;
    for (const { state, openedAt, returned } of order.loans) {
      if (state === "lost") right += tariff.totalCap;
      else if (openedAt !== undefined && returned) right += price(tariff, openedAt, returned.at, order.pauses).amount;
    }
    if (charged !== right) this.fail("S5", `the charge is ${charged}, by the tariff ${right}`, order.orderNo);
    if (charged > fen(tariff.totalCap * order.loans.length))
      this.fail("S5", "the charge is above the cap", order.orderNo);
  }

  #checkClaims(order: Order): void {
    const { orderNo, riderId, place } = order;
    for (const claim of this.#claimsOf.get(orderNo) ?? []) this.#holders.delete(claim);
    const claims = isLive(order)
      ? [
          `seat ${order.seat} of ${riderId}`,
          ...order.loans.flatMap((loan) => [
            ...(holdsSlot(order, loan) ? [`slot ${loan.slot} of ${place.cabinetId}`] : []),
            ...(loan.state === "lent" && loan.itemId !== undefined ? [`item ${loan.itemId}`] : []),
          ]),
        ]
      : [];
    for (const claim of claims) {
      const holder = this.#holders.get(claim);
      if (holder !== undefined && holder !== orderNo)
        this.fail("S2", `${claim} has two live orders`, orderNo, holder, place.cabinetId);
      this.#holders.set(claim, orderNo);
    }
    if (isLive(order) && order.seat >= this.#parts.riderLimit)
      this.fail("S2", `${riderId} has more live orders than allowed`, orderNo);
    this.#claimsOf.set(orderNo, claims);
  }

  #countSteps(order: Order): void {
    const things = [
      { thing: "order", key: order.orderNo, state: order.state },
      ...order.loans.map((loan) => ({ thing: "loan", key: `${order.orderNo}L${loan.loanNo}`, state: loan.state })),
      ...(order.review ? [{ thing: "review", key: `${order.orderNo} review`, state: order.review.why }] : []),
    ];
    for (const { thing, key, state } of things) {
      const before = this.#states.get(key);
      if (before === state) continue;
      this.#states.set(key, state);
      const step = `${thing} ${before === undefined ? "" : `${before} → `}${state}`;
      this.steps.set(step, (this.steps.get(step) ?? 0) + 1);
      this.#parts.trace.note(order.orderNo, step);
    }
  }

  #mustHaveEnded({ order }: OrderRecord, strays: readonly { kind: string; itemId?: string; slot?: number }[]): void {
    if (!isLive(order) && order.state !== "cancelling") return;
    if (order.review) return;
    const outings = order.loans.map(({ command }) => this.book.of(command?.id));
    // The operator has the return of an item that the board could not read, or that somebody else's item stood for.
    const atOperator = outings.some(
      (outing) =>
        outing?.back &&
        strays.some(
          ({ kind, itemId, slot }) =>
            kind === "returned" && (itemId === outing.itemId || (itemId === undefined && slot === outing.back?.slot)),
        ),
    );
    const stillOut = outings.some((outing) => outing && !outing.back);
    if (!atOperator && !stillOut)
      this.fail("L1", `the order is ${order.state} for good, its loan ${order.loans[0]?.state}`, order.orderNo);
  }

  /** An item that left a slot is in the hub's books: unknown is never taken for no. */
  #mustBeKnown({ commandId, itemId, slot, ejectedAt, back }: Outing): void {
    // Pushed back before anybody could look, it has never been away.
    if (back && back.slot === slot && back.at - ejectedAt < lookedAtWithin) return;
    const orderNo = orderOfCommand(commandId) ?? "";
    const { order } = this.#parts.disk.get(orderTable, orderNo) ?? {};
    const loan = order?.loans.find(({ command }) => command?.id === commandId);
    if (!order || (loan?.openedAt === undefined && !order.review))
      this.fail("L3", `${itemId} was given out, but the loan is ${loan?.state}`, orderNo, itemId);
  }
}
