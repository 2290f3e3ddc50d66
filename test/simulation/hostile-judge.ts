import { price } from "../../server/rental/price.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type Evidence, isSpoiled } from "./evidence.ts";

/**
 * Judges what a cabinet in wrong hands brings about: of orders in which it had a say, most promises can't be judged by
 * what really happened, since the hub has nothing else to go by.
 */
export class HostileJudge {
  readonly #evidence: Evidence;
  readonly #slots: number;
  /** Loans of other cabinets that ended on its word alone. */
  readonly #ended = new Set<string>();
  /** The most that an order may be charged, by the time at which its charge was made. */
  readonly #bounds = new Map<string, number>();

  /** @param slots that a cabinet has: it can't pretend to hold more items */
  constructor(evidence: Evidence, slots: number) {
    this.#evidence = evidence;
    this.#slots = slots;
  }

  written(record: OrderRecord): void {
    const { hostility } = this.#evidence;
    if (hostility.cabinetId === undefined || !isSpoiled(this.#evidence, record)) return;
    this.#judgeEnds(record, hostility.cabinetId);
    this.#judgeCharge(record);
  }

  #judgeEnds({ order, audit }: OrderRecord, hostileId: string): void {
    const { verdict, book } = this.#evidence;
    if (order.place.cabinetId === hostileId || order.review) return;
    for (const { loanNo, returned, command } of order.loans) {
      const isJudgedByHand = audit.some(
        ({ cause }) =>
          cause.type === "operator-acted" &&
          (cause.act.act === "close-review" || ("loanNo" in cause.act && cause.act.loanNo === loanNo)),
      );
      const back = book.of(command?.id)?.back;
      if (returned?.place.cabinetId !== hostileId || back?.cabinetId === hostileId || isJudgedByHand) continue;
      this.#ended.add(`${order.orderNo}L${loanNo}`);
      const what = () => `${this.#ended.size} loans of other cabinets ended on the word of ${hostileId}`;
      verdict.must("S13", this.#ended.size <= this.#slots, what, order.orderNo, hostileId);
    }
  }

  #judgeCharge({ order }: OrderRecord): void {
    const { charge, orderNo, loans, tariff } = order;
    if (!charge) return;
    const { verdict, now } = this.#evidence;
    const bound =
      this.#bounds.get(orderNo) ??
      loans.reduce((sum, loan) => {
        if (loan.openedAt === undefined || !loan.command) return sum;
        if (loan.state === "lost") return sum + tariff.totalCap;
        return sum + price(tariff, loan.command.expiresAt - order.terms.openWithin, now(), []).amount;
      }, 0);
    this.#bounds.set(orderNo, bound);
    const what = () => `charged ${charge.amount}, but since the command only ${bound} can have become due`;
    verdict.must("S13", charge.amount <= bound, what, orderNo);
  }
}
