import type { Answer, CreditView } from "../../server/rental/credit-view.ts";
import type { Effect } from "../../server/rental/effect.ts";
import type { InventedLoan } from "./invented-loan.ts";

/** What the rider needs from the scan to the confirmation, ms. */
export const confirmedAfter = 20_000;

/** The credit provider as it answered about one invented loan. */
export class InventedProvider {
  readonly #loan: InventedLoan;
  #completed: Extract<Effect, { type: "complete-credit" }> | undefined;
  #cancelled = false;
  #failures: number;

  constructor(loan: InventedLoan) {
    this.#loan = loan;
    const { course } = loan;
    const failures = course.how === "returned" ? course.failures : 0;
    this.#failures = failures === "always" ? Number.POSITIVE_INFINITY : failures;
  }

  /** @param now epoch ms */
  query(now: number): Answer<CreditView> {
    const { at, course, orderNo, riderId } = this.#loan;
    if (course.how === "not-confirmed" || now < at + confirmedAfter)
      return { outcome: "refused", reason: "no-such-order", providerCode: "ORDER_NOT_EXIST" };
    const seen = { creditOrderNo: `Z${orderNo}`, riderId, admitted: true, borrowedAt: at + confirmedAfter };
    if (this.#cancelled) return { outcome: "ok", value: { ...seen, useState: "cancelled" } };
    if (!this.#completed) return { outcome: "ok", value: { ...seen, useState: "borrowed" } };
    const { kind, amount, restoredAt } = this.#completed;
    const charged = { payKind: kind, payAmount: amount, restoredAt, paidAt: now, fundNo: `F${orderNo}` };
    return { outcome: "ok", value: { ...seen, ...charged, useState: "restored", payment: "paid" } };
  }

  complete(effect: Extract<Effect, { type: "complete-credit" }>): Answer<{ fundNo?: string }> {
    if (this.#failures > 0) {
      this.#failures--;
      return { outcome: "refused", reason: "payment-failed", providerCode: "PAYMENT_FAIL" };
    }
    this.#completed = effect;
    return { outcome: "ok", value: { fundNo: `F${this.#loan.orderNo}` } };
  }

  cancel(): Answer<null> {
    this.#cancelled = true;
    return { outcome: "ok", value: null };
  }
}
