import { Type } from "typebox";
import { parseBizContent as parse } from "./biz-content.ts";
import { invalidArgument } from "./business-failure.ts";
import type { FaultyMethod } from "./faults.ts";
import type { OrderBook } from "./order-book.ts";
import { OutOrderNo, productCode } from "./rent-request.ts";
import type { Order } from "./state.ts";
import { fromBeijing, fromYuan, toBeijing, toYuan } from "./wire-values.ts";

const OrderNo = Type.String({ minLength: 1, maxLength: 20 });
const ProductCode = Type.Literal(productCode);
const Time = Type.String({ minLength: 19, maxLength: 19 });

const Query = Type.Object({ out_order_no: OutOrderNo, product_code: ProductCode });
const Cancel = Type.Object({ order_no: OrderNo, product_code: ProductCode });
const Complete = Type.Object({
  order_no: OrderNo,
  product_code: ProductCode,
  restore_time: Time,
  pay_amount_type: Type.Enum(["RENT", "DAMAGE"]),
  pay_amount: Type.String({ maxLength: 10 }),
  restore_shop_name: Type.Optional(Type.String({ pattern: "^.{1,20}$" })),
  extend_info: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});
const Modify = Type.Object({
  order_no: OrderNo,
  product_code: ProductCode,
  borrow_time: Type.Optional(Time),
  expiry_time: Type.Optional(Time),
});

export type RentMethod = Exclude<FaultyMethod, "token" | "life-message">;
export type Node = Record<string, string>;

/**
 * One server call of the product: `biz_content` in, the fields of the answer's node out.
 * @param count told which order is called about, for the books
 * @throws BusinessFailure
 */
export function callRentMethod(
  book: OrderBook,
  method: RentMethod,
  bizContent: string,
  count: (outOrderNo: string) => void,
): Node {
  switch (method) {
    case "query": {
      const { out_order_no } = parse(Query, bizContent);
      count(out_order_no);
      return queryNode(book.byOutOrderNo(out_order_no));
    }
    case "complete": {
      const fields = parse(Complete, bizContent);
      count(book.byOrderNo(fields.order_no).outOrderNo);
      const restoreTime = fromBeijing(fields.restore_time);
      const amount = fromYuan(fields.pay_amount);
      if (restoreTime === undefined) throw invalidArgument("restore_time");
      if (amount === undefined) throw invalidArgument("pay_amount");
      const shopName = fields.restore_shop_name;
      const kind = fields.pay_amount_type;
      const order = book.complete(fields.order_no, { restoreTime, kind, amount, ...(shopName && { shopName }) });
      return {
        order_no: order.orderNo,
        user_id: order.userId,
        ...(order.fundNo && { alipay_fund_order_no: order.fundNo }),
      };
    }
    case "cancel": {
      const { order_no } = parse(Cancel, bizContent);
      count(book.byOrderNo(order_no).outOrderNo);
      book.cancel(order_no);
      return {};
    }
    case "modify": {
      const fields = parse(Modify, bizContent);
      count(book.byOrderNo(fields.order_no).outOrderNo);
      if (fields.borrow_time === undefined && fields.expiry_time === undefined)
        throw invalidArgument("borrow_time or expiry_time is needed");
      const borrowTime = optionalTime("borrow_time", fields.borrow_time);
      const expiryTime = optionalTime("expiry_time", fields.expiry_time);
      book.modify(fields.order_no, { ...(borrowTime && { borrowTime }), ...(expiryTime && { expiryTime }) });
      return {};
    }
  }
}

/** A running loan is answered as sparsely as the real one was seen to be: no pay_status, no restore_time. */
function queryNode(order: Order): Node {
  return {
    order_no: order.orderNo,
    user_id: order.userId,
    goods_name: order.request.goodsName,
    use_state: order.useState,
    admit_state: order.admitted ? "Y" : "N",
    borrow_time: toBeijing(order.borrowTime),
    pay_amount: toYuan(order.payAmount ?? 0),
    ...(order.payStatus && { pay_status: order.payStatus }),
    ...(order.payKind && { pay_amount_type: order.payKind }),
    ...(order.payTime !== undefined && { pay_time: toBeijing(order.payTime) }),
    ...(order.restoreTime !== undefined && { restore_time: toBeijing(order.restoreTime) }),
    ...(order.fundNo && { alipay_fund_order_no: order.fundNo }),
  };
}

function optionalTime(name: string, text: string | undefined): number | undefined {
  const at = text === undefined ? undefined : fromBeijing(text);
  if (text !== undefined && at === undefined) throw invalidArgument(name);
  return at;
}
