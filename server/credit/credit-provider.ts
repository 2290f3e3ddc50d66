import type { Answer, CreditView, SettlementKind } from "../rental/credit-view.ts";
import type { Fen } from "../rental/money.ts";

/** What a rider is asked to confirm. Amounts are for all items together. */
export interface CreditRequest {
  readonly orderNo: string;
  /** What one item is called. */
  readonly goodsName: string;
  readonly items: number;
  /** What else there is to say of the rent, one statement each; the wallet shows what it has room for. */
  readonly rentInfo: readonly string[];
  readonly rentUnit: "half-hour" | "hour" | "day" | "once";
  /** 0: no rent can be collected later, damages still can (product document 2.1.1). */
  readonly rentAmount: Fen;
  readonly depositAmount: Fen;
  /** Whether a rider without credit may have the deposit frozen instead. */
  readonly depositAllowed: boolean;
  /** merchant: the provider collects nothing, it only shows the amount (product document 3.1). */
  readonly collectedBy: "provider" | "merchant";
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
  /**
   * @param form the fields as they were posted, one character for each byte (platform/form-bytes.ts)
   * @throws AppError notification/not-genuine for a wrong signature, app or form; nothing may change then
   */
  readNotice(form: Readonly<Record<string, unknown>>): Notice;
}

/** Who the rider is, without a question to the rider. */
export interface RiderLogin {
  /** @param state opaque text that comes back with the rider, against forged returns */
  loginUrl(state: string): string;
  /** The rider's id, `<kind>/<id>`, for the code that came back, and where it is told the one of another kind. */
  riderOf(code: string): Promise<Answer<{ riderId: string; riderAlias?: string }>>;
}
