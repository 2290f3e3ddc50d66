import { Type } from "typebox";
import { Value } from "typebox/value";
import type { RentRequest } from "./state.ts";
import { fromBeijing, fromYuan } from "./wire-values.ts";

export const productCode = "w1010100000000002858";

/** The documented shape is time and random digits; integrators have used letters and hyphens before them. */
export const OutOrderNo = Type.String({ pattern: "^[0-9A-Za-z-]*[0-9]+$", maxLength: 20 });

const Wire = Type.Object({
  invoke_type: Type.Literal("WINDOWS"),
  invoke_return_url: Type.String({ pattern: "^https?://" }),
  invoke_state: Type.Optional(Type.String({ minLength: 1 })),
  out_order_no: OutOrderNo,
  product_code: Type.Literal(productCode),
  goods_name: Type.String({ pattern: "^.{1,14}$" }),
  rent_info: Type.Optional(Type.String({ pattern: "^.{1,14}$" })),
  rent_unit: Type.Enum(["DAY_YUAN", "HOUR_YUAN", "YUAN", "YUAN_ONCE"]),
  rent_amount: Type.String(),
  deposit_amount: Type.String(),
  deposit_state: Type.Enum(["Y", "N"]),
  borrow_time: Type.Optional(Type.String()),
  expiry_time: Type.String(),
  rent_settle_type: Type.Optional(Type.Enum(["alipay", "merchant"])),
  borrow_shop_name: Type.Optional(Type.String({ pattern: "^.{1,40}$" })),
  mobile_no: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  cert_no: Type.Optional(Type.String()),
  address: Type.Optional(Type.String({ pattern: "^.{1,128}$" })),
  extend_info: Type.Optional(Type.String()),
});

/** The fields that hold JSON text, the only ones in which quotes and commas are right. */
const jsonFields = ["invoke_state", "extend_info"];

/**
 * Checks the biz_content of `zhima.merchant.order.rent.create` by the rules of its interface page: lengths, units,
 * amounts, times, product code, characters. Answers the request, or in one line what is wrong for the error page.
 */
export function readRentRequest(bizContent: string, now: number): RentRequest | string {
  const wire = parseJson(bizContent);
  if (!Value.Check(Wire, wire)) {
    const [first] = Value.Errors(Wire, wire);
    return `biz_content ${first?.instancePath ?? ""} ${first?.message ?? ""}`;
  }
  for (const [name, value] of Object.entries(wire))
    if (!jsonFields.includes(name) && /[",]/.test(value)) return `${name} holds a straight double quote or a comma`;
  if (wire.invoke_state !== undefined && parseJson(wire.invoke_state) === undefined) return "invoke_state is not JSON";
  if ((wire.name === undefined) !== (wire.cert_no === undefined)) return "name and cert_no come together or not at all";
  const rentAmount = fromYuan(wire.rent_amount);
  const depositAmount = fromYuan(wire.deposit_amount);
  if (rentAmount === undefined || depositAmount === undefined) return "an amount is not yuan with two decimals";
  const borrowTime = wire.borrow_time === undefined ? undefined : fromBeijing(wire.borrow_time);
  const expiryTime = fromBeijing(wire.expiry_time);
  if (expiryTime === undefined || (wire.borrow_time !== undefined && borrowTime === undefined))
    return "a time is not yyyy-MM-dd HH:mm:ss";
  if (expiryTime <= (borrowTime ?? now)) return "expiry_time is not later than borrow_time";
  return {
    outOrderNo: wire.out_order_no,
    goodsName: wire.goods_name,
    ...(wire.rent_info !== undefined && { rentInfo: wire.rent_info }),
    rentUnit: wire.rent_unit,
    rentAmount,
    depositAmount,
    depositAllowed: wire.deposit_state === "Y",
    ...(borrowTime !== undefined && { borrowTime }),
    expiryTime,
    settleType: wire.rent_settle_type ?? "alipay",
    ...(wire.borrow_shop_name !== undefined && { shopName: wire.borrow_shop_name }),
    returnUrl: wire.invoke_return_url,
    ...(wire.invoke_state !== undefined && { invokeState: wire.invoke_state }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
