import { holdsSlot, isLive, isUnproven, type Loan, type Order } from "../../server/rental/order.ts";
import { price } from "../../server/rental/price.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { type Evidence, isSpoiled, lineTime } from "./evidence.ts";

/** Judges each state of an order that reaches the hub's disk. */
export class OrderJudge {
  readonly #evidence: Evidence;
  /** Who holds a seat, a slot or an item. */
  readonly #holders = new Map<string, string>();
  readonly #claimsOf = new Map<string, readonly string[]>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  written(record: OrderRecord): void {
    const { verdict, creditOrder, terms } = this.#evidence;
    const { order, audit } = record;
    const { orderNo, state, charge } = order;
    this.#judgeClaims(order);
    this.#judgeTariff(order);
    if (!isSpoiled(this.#evidence, record)) for (const loan of order.loans) this.#judgeLoan(record, loan);
    if (charge) this.#judgeCharge(record, charge);
    // An operator may have it tried again, from the beginning.
    const isBounded = order.review !== undefined || (charge?.failures ?? 0) <= terms.collectionRetries.length;
    verdict.must("L2", isBounded, () => `collecting failed ${charge?.failures} times, and nobody looks`, orderNo);
    const stillBilled =
      state === "active" &&
      !order.review &&
      !order.choosing &&
      order.loans.every(hasStopped) &&
      !order.loans.some(isUnproven);
    verdict.must("L5", !stillBilled, () => "the order goes on although nothing of it is out", orderNo);
    const ending = state === "settled" ? "restore" : state === "cancelled" ? "cancel" : undefined;
    const byHand = audit.some(({ cause }) => cause.type === "operator-acted" && cause.act.act === "end-by-hand");
    if (ending === undefined || byHand) return;
    const useState = creditOrder(orderNo)?.useState;
    verdict.must("S10", useState === ending, () => `the order is ${state}, the credit order ${useState}`, orderNo);
  }

  /** After the faults, when every cabinet had time to show what lies in it. */
  billingHasStopped(shown: readonly { readonly itemId: string; readonly since: number }[]): void {
    const { disk, verdict, book } = this.#evidence;
    const lying = new Map(shown.map(({ itemId, since }) => [itemId, since]));
    for (const record of disk.rows(orderTable)) {
      const { order } = record;
      if (isSpoiled(this.#evidence, record)) continue;
      for (const { state, command } of order.loans) {
        const outing = book.of(command?.id);
        const isBack = outing?.back !== undefined && lying.get(outing.itemId) === outing.back.at;
        const goesOn = state === "lent" && isBack && !order.review;
        verdict.must("L5", !goesOn, () => `${outing?.itemId} lies in a slot, and is billed still`, order.orderNo);
      }
    }
  }

  #judgeTariff(order: Order): void {
    const { orderNo, tariff, place } = order;
    const { verdict, tariffAt, disk } = this.#evidence;
    const { version } = tariffAt(place.cabinetId, disk.createdAt(order));
    const what = () => `made under ${tariff.version}, but ${version} applied`;
    verdict.must("S5", tariff.version === version, what, orderNo);
  }

  #judgeLoan({ order, audit }: OrderRecord, { loanNo, openedAt, returned, command, state }: Loan): void {
    if (openedAt === undefined) return;
    const { verdict, book, disk } = this.#evidence;
    const { slack } = disk;
    const { orderNo, place } = order;
    const outing = book.of(command?.id);
    if (!outing) {
      const isBelieved = book.hasStayed(command?.id);
      verdict.must("S4", isBelieved, () => "an order bills a slot that never opened", orderNo);
      return;
    }
    const { ejectedAt, itemId, back, slot } = outing;
    if (state === "not-opened") {
      const isInPlace = back?.cabinetId === place.cabinetId && back.slot === slot;
      verdict.must("L3", isInPlace, () => `${itemId} is out, but the loan is not-opened`, orderNo, itemId);
    }
    // An item that came back before anybody knew that it was out is billed for no time at all.
    const isEarly = openedAt < ejectedAt - slack && returned?.at !== openedAt;
    verdict.must("S5", !isEarly, () => `billing begins ${ejectedAt - openedAt} ms before the slot opened`, orderNo);
    if (!returned) return;
    const byHand = audit.some(
      ({ cause }) =>
        cause.type === "operator-acted" && cause.act.act === "mark-returned" && cause.act.loanNo === loanNo,
    );
    const isThere = back?.cabinetId === returned.place.cabinetId && back.slot === returned.slot;
    const isOwn = isThere || (byHand && back !== undefined);
    // By exclusion it may be another item's return, until something contradicts it: neither whose it was nor when is judged.
    if (!this.#evidence.boardsReadIds) return;
    verdict.must("S7", isOwn, () => "an order is closed by a return that was not its own", orderNo, itemId);
    if (!back || !isOwn) return;
    const late = returned.at - Math.max(back.at, openedAt);
    const what = () => `the return is priced ${late} ms after it happened`;
    verdict.must("S6", late <= lineTime + back.lag + slack, what, orderNo, itemId);
  }

  #judgeCharge(record: OrderRecord, charge: NonNullable<Order["charge"]>): void {
    const { verdict, book, tariffAt, disk } = this.#evidence;
    const { order, audit } = record;
    const { orderNo, loans, deposit, place } = order;
    const tariff = tariffAt(place.cabinetId, disk.createdAt(order));
    const { amount } = charge;
    verdict.must("S5", amount <= deposit, () => `the charge of ${amount} is above the deposit of ${deposit}`, orderNo);
    // The rider has paid for it in the wallet, before anything was asked for.
    if (audit.some(({ cause, state }) => cause.type === "credit-seen" && state === "settled" && isBought(order)))
      return;
    let right = 0;
    for (const { loanNo, state, openedAt, returned, command } of loans) {
      if (state === "not-opened" || openedAt === undefined) continue;
      const pauses = order.pauses.filter(({ reportOf = loanNo }) => reportOf === loanNo);
      const isFree = returned !== undefined && price(tariff, openedAt, returned.at, pauses).amount === 0;
      const hasOpened = book.of(command?.id) !== undefined || isSpoiled(this.#evidence, record);
      verdict.must("S4", hasOpened || isFree, () => "charged for a slot that never opened", orderNo);
      if (state === "lost" && !returned) right += tariff.totalCap;
      else if (returned) right += price(tariff, openedAt, returned.at, pauses).amount;
    }
    // What was lost when the charge was made, and came back since, was bought.
    if (charge.kind === "damage") right = Math.max(right, amount);
    const limits = audit.flatMap(({ cause }) => (cause.type === "operator-acted" ? limitOf(cause.act) : []));
    const allowed = Math.min(right, ...limits);
    verdict.must("S5", amount === allowed, () => `the charge is ${amount}, by the tariff ${allowed}`, orderNo);
  }

  #judgeClaims(order: Order): void {
    const { verdict, riderLimit } = this.#evidence;
    const { orderNo, riderId, place, seat } = order;
    for (const claim of this.#claimsOf.get(orderNo) ?? []) this.#holders.delete(claim);
    const claims = isLive(order) ? claimsOf(order) : [];
    for (const claim of claims) {
      const holder = this.#holders.get(claim) ?? orderNo;
      const what = () => `${claim} has two live orders`;
      verdict.must("S2", holder === orderNo, what, orderNo, holder, place.cabinetId);
      this.#holders.set(claim, orderNo);
    }
    this.#claimsOf.set(orderNo, claims);
    const isWithin = !isLive(order) || seat < riderLimit;
    verdict.must("S2", isWithin, () => `${riderId} has more live orders than allowed`, orderNo);
  }
}

function isBought({ charge }: Order): boolean {
  return (
    charge?.kind === "damage" && charge.failures === 0 && charge.lines.length === 1 && charge.lines[0]?.what === "lost"
  );
}

/** The most that an operator lets the order cost. */
function limitOf(act: { readonly act: string; readonly amount?: number }): number[] {
  if (act.act === "waive") return [0];
  return act.act === "lower-amount" && act.amount !== undefined ? [act.amount] : [];
}

function claimsOf(order: Order): string[] {
  const { riderId, seat, place, loans, left } = order;
  return [
    left === undefined ? `seat ${seat} of ${riderId}` : `the one that ${riderId} has left`,
    ...loans.flatMap((loan) => [
      ...(holdsSlot(order, loan) ? [`slot ${loan.slot} of ${place.cabinetId}`] : []),
      ...(loan.state === "lent" && loan.itemId !== undefined ? [`item ${loan.itemId}`] : []),
    ]),
  ];
}

function hasStopped({ state }: Loan): boolean {
  return state === "returned" || state === "lost" || state === "not-opened";
}
