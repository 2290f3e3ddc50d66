import type { CreditRequest } from "../credit/credit-provider.ts";
import { fen } from "../rental/money.ts";
import type { Order } from "../rental/order.ts";

export interface CreditTexts {
  /** What is lent, as the wallet shows it (product document 3.1: the real item, no forbidden words). */
  readonly goodsName: string;
  /** The hub's address as riders see it, without a slash at the end. */
  readonly publicUrl: string;
}

/** What the wallet is asked to confirm for an order. The order may cost up to its deposit and no more. */
export function creditRequest(order: Order, { goodsName, publicUrl }: CreditTexts): CreditRequest {
  const { tariff, orderNo, createdAt, loans } = order;
  return {
    orderNo,
    goodsName,
    rentInfo: tariff.freeMinutes > 0 ? `前${tariff.freeMinutes}分钟免费` : `24小时封顶${tariff.dailyCap / 100}元`,
    rentUnit: tariff.unit,
    rentAmount: fen(tariff.pricePerUnit * loans.length),
    depositAmount: fen(tariff.totalCap * loans.length),
    borrowedAt: createdAt,
    expiresAt: createdAt + tariff.longestLoanHours * 3_600_000,
    shopName: order.place.name,
    returnUrl: `${publicUrl}/o/${orderNo}`,
  };
}
