import type { Snapshot } from "../../protocol/upward.ts";
import type { Loan } from "../../server/rental/order.ts";
import { price } from "../../server/rental/price.ts";
import { itemsIn } from "../../server/store/cabinet-state-table.ts";
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
  /** What snapshots have ever shown. */
  readonly #shown = new Set<string>();

  /** @param slots that a cabinet has: it can't pretend to hold more items */
  constructor(evidence: Evidence, slots: number) {
    this.#evidence = evidence;
    this.#slots = slots;
  }

  /** The broker has taken a snapshot. */
  snapshotPassed(cabinetId: string, { slots }: Snapshot): void {
    for (const item of itemsIn(slots)) this.#shown.add(pictureOf(cabinetId, item));
  }

  written(record: OrderRecord): void {
    this.#judgeProof(record);
    const { hostility } = this.#evidence;
    if (hostility.cabinetId === undefined || !isSpoiled(this.#evidence, record)) return;
    this.#judgeEnds(record, hostility.cabinetId);
    this.#judgeCharge(record);
  }

  /** What only a report says of another cabinet's loan is settled by an operator, or once a snapshot has shown the item. */
  #judgeProof({ order, audit }: OrderRecord): void {
    const { verdict } = this.#evidence;
    if (!order.charge || order.review) return;
    for (const loan of order.loans) {
      const { returned, itemId = loan.expectedItemId } = loan;
      if (loan.state !== "returned" || !returned || itemId === undefined) continue;
      const { cabinetId } = returned.place;
      if (cabinetId === order.place.cabinetId || isJudgedByHand(audit, loan)) continue;
      const isShown = this.#shown.has(pictureOf(cabinetId, { slot: returned.slot, itemId }));
      const what = () => `${itemId} was never seen in slot ${returned.slot} of ${cabinetId}, and its loan is settled`;
      verdict.must("S13", isShown, what, order.orderNo, cabinetId);
    }
  }

  #judgeEnds({ order, audit }: OrderRecord, hostileId: string): void {
    const { verdict, book } = this.#evidence;
    if (order.place.cabinetId === hostileId || order.review) return;
    for (const loan of order.loans) {
      const { returned } = loan;
      const back = book.of(loan.command?.id)?.back;
      if (returned?.place.cabinetId !== hostileId || back?.cabinetId === hostileId) continue;
      if (isJudgedByHand(audit, loan)) continue;
      this.#ended.add(`${order.orderNo}L${loan.loanNo}`);
      const what = () => `${this.#ended.size} loans of other cabinets ended on the word of ${hostileId}`;
      verdict.must("S13", this.#ended.size <= this.#slots, what, order.orderNo, hostileId);
    }
  }

  #judgeCharge({ order }: OrderRecord): void {
    const { charge, orderNo, loans, tariff } = order;
    if (!charge) return;
    const { verdict, now, disk } = this.#evidence;
    const bound =
      this.#bounds.get(orderNo) ??
      loans.reduce((sum, loan) => {
        if (loan.openedAt === undefined || !loan.command) return sum;
        if (loan.state === "lost") return sum + tariff.totalCap;
        return sum + price(tariff, loan.command.expiresAt - order.terms.openWithin - disk.slack, now(), []).amount;
      }, 0);
    this.#bounds.set(orderNo, bound);
    const what = () => `charged ${charge.amount}, but since the command only ${bound} can have become due`;
    verdict.must("S13", charge.amount <= bound, what, orderNo);
  }
}

/** Whether an operator has ended the loan, or the review of its order, or has assigned its return. */
function isJudgedByHand(audit: OrderRecord["audit"], { loanNo }: Loan): boolean {
  return audit.some(({ actor, cause }) => {
    if (cause.type === "item-returned") return cause.loanNo === loanNo && actor.startsWith("operator/");
    if (cause.type !== "operator-acted") return false;
    return cause.act.act === "close-review" || ("loanNo" in cause.act && cause.act.loanNo === loanNo);
  });
}

function pictureOf(cabinetId: string, { slot, itemId }: { readonly slot: number; readonly itemId: string }): string {
  return JSON.stringify([cabinetId, slot, itemId]);
}
