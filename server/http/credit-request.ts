import type { CreditRequest } from "../credit/credit-provider.ts";
import { fen } from "../rental/money.ts";
import type { Order } from "../rental/order.ts";
import type { Tariff } from "../rental/tariff.ts";

export interface CreditTexts {
  /** The hub's address as riders see it, without a slash at the end. */
  readonly publicUrl: string;
}

/** What the wallet is asked to confirm for an order. The order may cost up to its deposit and no more. */
export function creditRequest(order: Order, { publicUrl }: CreditTexts): CreditRequest {
  const { tariff, orderNo, createdAt, loans } = order;
  return {
    orderNo,
    goodsName: tariff.goodsName,
    items: loans.length,
    rentInfo: rentInfo(tariff, loans.length),
    rentUnit: tariff.unit,
    rentAmount: fen(tariff.pricePerUnit * loans.length),
    depositAmount: order.deposit,
    depositAllowed: tariff.depositAllowed,
    collectedBy: tariff.collectedBy,
    borrowedAt: createdAt,
    expiresAt: order.expiresAt,
    shopName: order.place.name,
    returnUrl: `${publicUrl}/o/${orderNo}`,
  };
}

/** What the price per unit does not say of the rent. */
function rentInfo({ unit, freeMinutes, graceMinutes, pricePerUnit, dailyCap, totalCap }: Tariff, items: number) {
  if (pricePerUnit === 0) return [];
  // What one unit costs is all that a day can cost where the unit is as long.
  const capped = (unit === "half-hour" || unit === "hour") && dailyCap < totalCap;
  return [
    ...(freeMinutes > 0 ? [`前${spoken(freeMinutes)}免费`] : []),
    ...(capped ? [`24小时封顶${(dailyCap * items) / 100}元`] : []),
    ...(graceMinutes > freeMinutes ? [`${spoken(graceMinutes)}内归还免费`] : []),
  ];
}

function spoken(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`;
}
