import { holdsSlot, isLive, type Loan, type Order } from "../../server/rental/order.ts";
import { price } from "../../server/rental/price.ts";
import { replay } from "../../server/runner/order-desk.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type Evidence, lineTime } from "./evidence.ts";

/** Judges each state of an order that reaches the hub's disk. */
export class OrderJudge {
  /** `order requested → confirmed` and so on, as often as it happened. */
  readonly steps = new Map<string, number>();
  readonly #evidence: Evidence;
  readonly #states = new Map<string, string>();
  /** Who holds a seat, a slot or an item. */
  readonly #holders = new Map<string, string>();
  readonly #claimsOf = new Map<string, readonly string[]>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  written({ order, audit }: OrderRecord): void {
    const { verdict, creditOrder } = this.#evidence;
    const { orderNo, state } = order;
    this.#countSteps(order);
    this.#judgeClaims(order);
    for (const loan of order.loans) this.#judgeLoan(order, loan);
    if (order.charge) this.#judgeCharge(order, order.charge.amount);
    const stillBilled = state === "active" && !order.review && order.loans.every(hasStopped);
    verdict.must("L5", !stillBilled, () => "the order goes on although nothing of it is out", orderNo);
    const isReplayed = JSON.stringify(replay(audit)) === JSON.stringify(order);
    verdict.must("S9", isReplayed, () => "the audit entries give another state", orderNo);
    const ending = state === "settled" ? "restore" : state === "cancelled" ? "cancel" : undefined;
    if (ending === undefined) return;
    const useState = creditOrder(orderNo)?.useState;
    verdict.must("S10", useState === ending, () => `the order is ${state}, the credit order ${useState}`, orderNo);
  }

  #judgeLoan({ orderNo }: Order, { openedAt, returned, command }: Loan): void {
    if (openedAt === undefined) return;
    const { verdict, book } = this.#evidence;
    const outing = book.of(command?.id);
    verdict.must("S4", outing !== undefined, () => "an order bills a slot that never opened", orderNo);
    if (!outing) return;
    const { ejectedAt, itemId, back } = outing;
    // An item that came back before anybody knew that it was out is billed for no time at all.
    const isEarly = openedAt < ejectedAt && returned?.at !== openedAt;
    verdict.must("S5", !isEarly, () => `billing begins ${ejectedAt - openedAt} ms before the slot opened`, orderNo);
    if (!returned) return;
    const isOwn = back?.cabinetId === returned.place.cabinetId;
    verdict.must("S7", isOwn, () => "an order is closed by a return that was not its own", orderNo, itemId);
    if (!back || !isOwn) return;
    const late = returned.at - Math.max(back.at, openedAt);
    const what = () => `the return is priced ${late} ms after it happened`;
    verdict.must("S6", late <= lineTime + back.lag, what, orderNo, itemId);
  }

  #judgeCharge({ orderNo, loans, pauses }: Order, charged: number): void {
    const { tariff, verdict } = this.#evidence;
    let right = 0;
    for (const { state, openedAt, returned } of loans) {
      if (state === "lost") right += tariff.totalCap;
      else if (openedAt !== undefined && returned) right += price(tariff, openedAt, returned.at, pauses).amount;
    }
    verdict.must("S5", charged === right, () => `the charge is ${charged}, by the tariff ${right}`, orderNo);
    const isCapped = charged <= tariff.totalCap * loans.length;
    verdict.must("S5", isCapped, () => "the charge is above the cap", orderNo);
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

  #countSteps(order: Order): void {
    const { orderNo, state, loans, review } = order;
    this.#count("order", orderNo, orderNo, state);
    for (const loan of loans) this.#count("loan", orderNo, `${orderNo}L${loan.loanNo}`, loan.state);
    if (review) this.#count("review", orderNo, `${orderNo} review`, review.why);
  }

  #count(thing: string, orderNo: string, key: string, state: string): void {
    const before = this.#states.get(key);
    if (before === state) return;
    this.#states.set(key, state);
    const step = `${thing} ${before === undefined ? "" : `${before} → `}${state}`;
    this.steps.set(step, (this.steps.get(step) ?? 0) + 1);
    this.#evidence.trace.note(orderNo, step);
  }
}

function claimsOf(order: Order): string[] {
  const { riderId, seat, place, loans } = order;
  return [
    `seat ${seat} of ${riderId}`,
    ...loans.flatMap((loan) => [
      ...(holdsSlot(order, loan) ? [`slot ${loan.slot} of ${place.cabinetId}`] : []),
      ...(loan.state === "lent" && loan.itemId !== undefined ? [`item ${loan.itemId}`] : []),
    ]),
  ];
}

function hasStopped({ state }: Loan): boolean {
  return state === "returned" || state === "lost" || state === "not-opened";
}
