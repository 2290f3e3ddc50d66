import type { Order } from "../../server/rental/order.ts";
import { price } from "../../server/rental/price.ts";
import { orderTable } from "../../server/store/order-table.ts";
import type { Order as CreditOrder } from "../../simulators/zhima/state.ts";
import { type Evidence, lineTime } from "./evidence.ts";

/** A call of which nobody may do a second one blindly. */
export type UnrepeatableCall = "complete-credit" | "cancel-credit";

/** Judges what the hub asks of the credit provider, and what stands in the provider's books. */
export class CreditJudge {
  readonly #evidence: Evidence;
  /** Calls that may have been carried out and were not looked after yet: the effect, by the provider's order. */
  readonly #unknownCalls = new Map<string, number>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** The hub was told that the provider's order is borrowed. */
  seenBorrowed(orderNo: string): void {
    this.#evidence.seenBorrowed.add(orderNo);
  }

  /**
   * The same effect may be performed again where its outcome could not be saved; asked for again by the order, it needs a
   * query first.
   */
  callBegins(what: UnrepeatableCall, creditOrderNo: string): void {
    const { byCreditOrderNo, disk, verdict } = this.#evidence;
    const orderNo = byCreditOrderNo(creditOrderNo)?.outOrderNo ?? "";
    const effects = disk.get(orderTable, orderNo)?.effects ?? [];
    const effect = effects.find(({ type }) => type === what)?.id ?? 0;
    const before = this.#unknownCalls.get(creditOrderNo);
    const isKnown = before === undefined || before === effect;
    verdict.must(
      "L2",
      isKnown,
      () => `${what} is asked for again although nobody has asked what became of it`,
      orderNo,
    );
    this.#unknownCalls.set(creditOrderNo, effect);
  }

  /** The answer is definite, or the order was queried. */
  callIsKnown(creditOrderNo: string): void {
    this.#unknownCalls.delete(creditOrderNo);
  }

  noticeAnswered(genuine: boolean, answer: string | undefined, orderNo: string): void {
    const isRight = genuine || answer !== "success";
    this.#evidence.verdict.must("S8", isRight, () => "a notification that is not genuine was taken", orderNo);
  }

  /** The provider's books have changed. */
  booked(credit: CreditOrder): void {
    const { verdict, disk } = this.#evidence;
    const { outOrderNo: orderNo, charges, useState, request } = credit;
    const taken = charges.filter(({ outcome }) => outcome !== "failed");
    const charged = taken.reduce((sum, { amount }) => sum + amount, 0);
    verdict.must("S5", taken.length <= 1, () => `the order is charged ${taken.length} times`, orderNo);
    const outstanding = useState === "borrow" ? request.depositAmount : 0;
    const released = useState === "borrow" ? 0 : request.depositAmount - charged;
    const addsUp = released >= 0 && charged + released + outstanding === request.depositAmount;
    const sums = () => `authorised ${request.depositAmount}, charged ${charged} in state ${useState}`;
    verdict.must("S10", addsUp, sums, orderNo);
    verdict.must("S10", useState !== "cancel" || charged === 0, () => "a cancelled order is charged", orderNo);
    if (charged > 0) this.#charged(disk.get(orderTable, orderNo)?.order, orderNo, charged);
  }

  #charged(order: Order | undefined, orderNo: string, charged: number): void {
    const { verdict, book, tariff } = this.#evidence;
    const due = order?.charge?.amount;
    verdict.must("S5", due === charged, () => `charged ${charged}, but the hub's disk says ${due}`, orderNo);
    const outings = (order?.loans ?? []).flatMap(({ command }) => book.of(command?.id) ?? []);
    verdict.must("S4", outings.length > 0, () => "charged, but no slot opened", orderNo);
    let dearest = 0;
    for (const { ejectedAt, back } of outings) {
      // What never came back is bought for the total cap; so is what no board could read, unless an operator steps in.
      dearest += back?.readable ? price(tariff, ejectedAt, back.at + lineTime + back.lag, []).amount : tariff.totalCap;
    }
    const what = () => `charged ${charged}, but what happened costs ${dearest}`;
    verdict.must("S6", charged <= dearest, what, orderNo, ...outings.map(({ itemId }) => itemId));
  }
}
