import { AppError } from "../../../platform/app-error.ts";
import { type Fen, fen } from "../../rental/money.ts";
import type { CreditRequest } from "../credit-provider.ts";
import { beijingTime } from "./beijing-time.ts";
import { rentInfo } from "./rent-info.ts";
import { walletText } from "./wallet-text.ts";
import { yuan } from "./yuan.ts";
import type { Fields } from "./zhima-gateway.ts";

export const productCode = "w1010100000000002858";

/** Longest texts in characters (product interface: goods and rent "14 Chinese characters", shop 20). */
export const longest = { goodsName: 14, rentInfo: 14, shopName: 20 } as const;

/**
 * The fields of `zhima.merchant.order.rent.create`.
 * @throws AppError message/invalid where the wallet would show the rider its error page instead of the loan
 */
export function createFields(request: CreditRequest): Fields {
  if (request.expiresAt <= request.borrowedAt)
    throw new AppError("message/invalid", "a loan must expire later than it starts");
  return {
    invoke_type: "WINDOWS",
    invoke_return_url: returnUrl(request.returnUrl),
    invoke_state: JSON.stringify({ out_order_no: request.orderNo }),
    out_order_no: request.orderNo,
    product_code: productCode,
    goods_name: goodsName(request),
    ...optionalText("rent_info", rentInfo(request.rentInfo, longest.rentInfo), longest.rentInfo),
    ...rent(request),
    deposit_amount: yuan(request.depositAmount),
    deposit_state: request.depositAllowed ? "Y" : "N",
    borrow_time: beijingTime(request.borrowedAt),
    expiry_time: beijingTime(request.expiresAt),
    rent_settle_type: request.collectedBy === "merchant" ? "merchant" : "alipay",
    ...optionalText("borrow_shop_name", request.shopName, longest.shopName),
  };
}

/** A field that must not be sent empty. */
export function optionalText(name: string, text: string, limit: number): Fields {
  const clean = walletText(text, limit);
  return clean === "" ? {} : { [name]: clean };
}

/** The name may be cut, how many there are may not. */
function goodsName({ goodsName, items }: CreditRequest): string {
  const count = items > 1 ? `${items}件` : "";
  const name = walletText(goodsName, longest.goodsName - count.length);
  if (name === "") throw new AppError("message/invalid", "a loan needs a name for its goods");
  return name + count;
}

function rent({ rentUnit, rentAmount, depositAmount }: CreditRequest): Fields {
  const stated = statedRent(rentUnit, rentAmount);
  // No rent above the deposit is collected (product document 3.1), so none is stated.
  if (stated.amount > depositAmount) {
    throw new AppError(
      "message/invalid",
      `a rent of ${yuan(stated.amount)} yuan is above the deposit of ${yuan(depositAmount)}`,
    );
  }
  return { rent_unit: stated.unit, rent_amount: yuan(stated.amount) };
}

/**
 * Ant knows no half hour. Two halves make an hour's price, and a rent billed by started half hours never exceeds what
 * Ant would count by started hours when it checks the amount (product document 3.1).
 */
function statedRent(unit: CreditRequest["rentUnit"], amount: Fen): { unit: string; amount: Fen } {
  switch (unit) {
    case "half-hour":
      return { unit: "HOUR_YUAN", amount: fen(amount * 2) };
    case "hour":
      return { unit: "HOUR_YUAN", amount };
    case "day":
      return { unit: "DAY_YUAN", amount };
    case "once":
      return { unit: "YUAN_ONCE", amount };
  }
}

function returnUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:")
    throw new AppError("message/invalid", "the return page needs an http address");
  // Commas are legal in addresses and not in values of page calls.
  return url.href.replaceAll(",", "%2C");
}
