import type { CreditProvider, Notice, Settlement } from "../server/credit/credit-provider.ts";
import type { Answer, CreditView } from "../server/rental/credit-view.ts";

/** A credit provider in this process that answers at once, so that only the hub's own time is measured. */
export class ModelCredit implements CreditProvider {
  readonly #views = new Map<string, CreditView>();
  /** Told when it has answered that an order is borrowed. */
  onBorrowed: (orderNo: string) => void = () => {};

  /** The rider confirms in the wallet. @param at epoch ms */
  confirm(orderNo: string, riderId: string, at: number): void {
    this.#views.set(orderNo, {
      creditOrderNo: creditOrderNoOf(orderNo),
      useState: "borrowed",
      riderId,
      borrowedAt: at,
    });
  }

  confirmationUrl(): string {
    throw new Error("no rider of this bench has a wallet");
  }

  query(orderNo: string): Promise<Answer<CreditView>> {
    const value = this.#views.get(orderNo);
    if (!value)
      return Promise.resolve({ outcome: "refused", reason: "no-such-order", providerCode: "ORDER_NOT_EXIST" });
    if (value.useState === "borrowed") this.onBorrowed(orderNo);
    return Promise.resolve({ outcome: "ok", value });
  }

  complete(creditOrderNo: string, { kind, amount }: Settlement): Promise<Answer<{ fundNo?: string }>> {
    const orderNo = creditOrderNo.slice(1);
    const view = this.#views.get(orderNo);
    if (view)
      this.#views.set(orderNo, { ...view, useState: "restored", payment: "paid", payKind: kind, payAmount: amount });
    return Promise.resolve({ outcome: "ok", value: {} });
  }

  cancel(): Promise<Answer<null>> {
    return Promise.resolve({ outcome: "ok", value: null });
  }

  modify(): Promise<Answer<null>> {
    return Promise.resolve({ outcome: "ok", value: null });
  }

  readNotice(): Notice {
    throw new Error("nobody posts notifications here");
  }
}

export function creditOrderNoOf(orderNo: string): string {
  return `Z${orderNo}`;
}
