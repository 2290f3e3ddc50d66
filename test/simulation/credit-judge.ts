import { price } from "../../server/rental/price.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import type { Order as CreditOrder } from "../../simulators/zhima/state.ts";
import { type Evidence, isSpoiled, lineTime } from "./evidence.ts";

/** Judges what the hub asks of the credit provider, and what stands in the provider's books. */
export class CreditJudge {
  readonly #evidence: Evidence;
  /** Calls that may have been carried out and were not looked after yet, by the provider's order. */
  readonly #unknownCalls = new Map<string, Set<string>>();
  /** Amounts that were due at some time: a call with an older one may be carried out late. */
  readonly #due = new Map<string, Set<number>>();
  readonly #expiries = new Map<string, number>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** The hub was told that the provider's order is borrowed. */
  seenBorrowed(orderNo: string): void {
    this.#evidence.seenBorrowed.add(orderNo);
  }

  /** A call that nobody may make a second time before it is known what became of the first. */
  callBegins(what: string, creditOrderNo: string, hub: string): void {
    const { byCreditOrderNo, verdict, trace } = this.#evidence;
    const orderNo = byCreditOrderNo(creditOrderNo)?.outOrderNo ?? "";
    trace.note(orderNo, `${hub} begins ${what}`);
    const unknown = this.#unknownCalls.get(creditOrderNo) ?? new Set();
    this.#unknownCalls.set(creditOrderNo, unknown);
    const isBlind = unknown.has(what);
    verdict.must("L2", !isBlind, () => `${what} is repeated although nobody has asked what became of it`, orderNo);
    unknown.add(what);
  }

  /** The answer is definite. */
  callIsKnown(what: string, creditOrderNo: string): void {
    this.#unknownCalls.get(creditOrderNo)?.delete(what);
  }

  queryBegins(orderNo: string, hub: string): void {
    this.#evidence.trace.note(orderNo, `${hub} begins a query`);
  }

  /** The order was queried: what became of earlier calls is known. */
  queried(creditOrderNo: string): void {
    this.#unknownCalls.delete(creditOrderNo);
  }

  modificationBegins(creditOrderNo: string, { expiresAt }: { readonly expiresAt?: number }): void {
    const { byCreditOrderNo, verdict } = this.#evidence;
    const credit = byCreditOrderNo(creditOrderNo);
    if (!credit || expiresAt === undefined) return;
    // The provider's clock has whole seconds.
    const isForward = expiresAt + 1000 > credit.expiryTime;
    verdict.must("L2", isForward, () => "the provider is told an earlier end than it knows", credit.outOrderNo);
  }

  noticeAnswered(genuine: boolean, answer: string | undefined, orderNo: string): void {
    const isRight = genuine || answer !== "success";
    this.#evidence.verdict.must("S8", isRight, () => "a notification that is not genuine was taken", orderNo);
  }

  written({ order: { orderNo, charge } }: OrderRecord): void {
    if (!charge) return;
    const due = this.#due.get(orderNo) ?? new Set();
    this.#due.set(orderNo, due.add(charge.amount));
  }

  /** The provider's books have changed. */
  booked(credit: CreditOrder): void {
    const { verdict } = this.#evidence;
    const { outOrderNo: orderNo, charges, useState, request, deposit, admitted, expiryTime } = credit;
    const taken = charges.filter(({ outcome }) => outcome !== "failed");
    const charged = taken.reduce((sum, { amount }) => sum + amount, 0);
    verdict.must("S5", taken.length <= 1, () => `the order is charged ${taken.length} times`, orderNo);
    const isWithin = charged <= request.depositAmount;
    verdict.must("S10", isWithin, () => `authorised ${request.depositAmount}, charged ${charged}`, orderNo);
    const frozen = deposit.held + deposit.captured + deposit.released;
    const isWhole = frozen === (admitted ? 0 : request.depositAmount) && (useState === "borrow" || deposit.held === 0);
    verdict.must("S10", isWhole, () => `${frozen} fen of deposit, ${deposit.held} held, ${useState}`, orderNo);
    verdict.must("S10", useState !== "cancel" || charged === 0, () => "a cancelled order is charged", orderNo);
    const isForward = expiryTime >= (this.#expiries.get(orderNo) ?? 0);
    verdict.must("L2", isForward, () => "the time of the order has moved back", orderNo);
    this.#expiries.set(orderNo, expiryTime);
    // What the rider pays for a lost item in the wallet nobody has asked for.
    const isAsked = charges.every(({ from, kind }) => from !== "rider" || kind !== "DAMAGE");
    if (charged > 0 && isAsked) this.#charged(credit, charged);
  }

  #charged({ outOrderNo: orderNo, request }: CreditOrder, charged: number): void {
    const { verdict, book, disk, tariffAt } = this.#evidence;
    const record = disk.get(orderTable, orderNo);
    const { order } = record ?? {};
    const isDue = this.#due.get(orderNo)?.has(charged) === true;
    verdict.must("S5", isDue, () => `charged ${charged}, but the hub's disk says ${order?.charge?.amount}`, orderNo);
    const isMerchants = order?.tariff.collectedBy === "merchant" || request.settleType === "merchant";
    verdict.must("S5", !isMerchants, () => "the provider collects what the operator collects", orderNo);
    if (record && isSpoiled(this.#evidence, record)) return;
    const outings = (order?.loans ?? []).flatMap(({ command }) => book.of(command?.id) ?? []);
    verdict.must("S4", outings.length > 0, () => "charged, but no slot opened", orderNo);
    if (!order) return;
    const tariff = tariffAt(order.place.cabinetId, disk.createdAt(order));
    let dearest = 0;
    for (const { ejectedAt, back } of outings) {
      // What never came back is bought for the total cap; so is what no board could read, unless an operator steps in.
      dearest += back?.readable
        ? price(tariff, ejectedAt, back.at + lineTime + back.lag + disk.slack, []).amount
        : tariff.totalCap;
    }
    // What was given up for lost is bought, even where it comes back some day.
    if (order.loans.some(({ state }) => state === "lost")) dearest = order.deposit;
    const what = () => `charged ${charged}, but what happened costs ${dearest}`;
    verdict.must("S6", charged <= dearest, what, orderNo, ...outings.map(({ itemId }) => itemId));
  }
}
