import type { Answer, CreditView, SettlementKind } from "../rental/credit-view.ts";
import type { Fen } from "../rental/money.ts";

export interface CreditRequest {
  readonly orderNo: string;
  readonly goodsName: string;
  readonly rentInfo: string;
  readonly rentUnit: "half-hour" | "hour" | "day" | "once";
  readonly rentAmount: Fen;
  readonly depositAmount: Fen;
  /** Epoch ms. */
  readonly borrowedAt: number;
  readonly expiresAt: number;
  readonly shopName: string;
  /** Where the wallet sends the rider back to; proves nothing. */
  readonly returnUrl: string;
}

export interface Settlement {
  readonly kind: SettlementKind;
  readonly amount: Fen;
  /** When the item went in, epoch ms. */
  readonly restoredAt: number;
  readonly shopName: string;
}

/** What a genuine notification says: look at this order. It carries no state and no amount. */
export interface Notice {
  readonly about: "created" | "completed";
  readonly noticeId: string;
  readonly orderNo: string;
  readonly creditOrderNo: string;
}

/** Who grants deposit-free credit and collects the money. No method throws for anything that the network or the provider does. */
export interface CreditProvider {
  /**
   * The address of the wallet page on which the rider confirms; no network call.
   * @throws AppError message/invalid for a request that the provider would not take
   */
  confirmationUrl(request: CreditRequest): string;
  query(orderNo: string): Promise<Answer<CreditView>>;
  complete(creditOrderNo: string, settlement: Settlement): Promise<Answer<{ fundNo?: string }>>;
  cancel(creditOrderNo: string): Promise<Answer<null>>;
  modify(creditOrderNo: string, times: { borrowedAt?: number; expiresAt?: number }): Promise<Answer<null>>;
  /** @throws AppError notification/not-genuine for a wrong signature, app or form; nothing may change then */
  readNotice(form: Readonly<Record<string, unknown>>): Notice;
}

/** Who the rider is, without a question to the rider. */
export interface RiderLogin {
  /** @param state opaque text that comes back with the rider, against forged returns */
  loginUrl(state: string): string;
  /** The rider's id, `<kind>/<id>`, for the code that came back. */
  riderOf(code: string): Promise<Answer<{ riderId: string }>>;
}
