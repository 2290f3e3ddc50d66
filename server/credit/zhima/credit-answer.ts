import { Type } from "typebox";
import type { Answer, CreditView } from "../../rental/credit-view.ts";
import { fromBeijingTime } from "./beijing-time.ts";
import { riderIds } from "./rider-id.ts";
import { fromYuan } from "./yuan.ts";

/** Ant's number of a credit order; eight digits have been seen, twenty characters are documented. */
export const CreditOrderNo = Type.String({ pattern: "^[0-9A-Za-z]{1,20}$" });

const Text = Type.Optional(Type.String());

/**
 * The answer of `zhima.merchant.order.rent.query`. Of a running loan a real answer held neither pay_status nor
 * restore_time, so only the number and the state are sure to be there.
 */
export const QueryAnswer = Type.Object({
  order_no: CreditOrderNo,
  use_state: Type.Enum(["borrow", "restore", "cancel"]),
  pay_status: Type.Optional(Type.Enum(["PAY_INIT", "PAY_SUCCESS", "PAY_FAILED", "PAY_INPROGRESS"])),
  pay_amount_type: Type.Optional(Type.Enum(["RENT", "DAMAGE"])),
  pay_amount: Text,
  user_id: Text,
  open_id: Text,
  admit_state: Type.Optional(Type.Enum(["Y", "N"])),
  borrow_time: Text,
  restore_time: Text,
  pay_time: Text,
  alipay_fund_order_no: Text,
});

/** The answer of `…complete`. */
export const CompleteAnswer = Type.Object({ order_no: Type.Optional(CreditOrderNo), alipay_fund_order_no: Text });

/** The answer of `…cancel` and `…modify`. */
export const BareAnswer = Type.Object({});

const useStates = { borrow: "borrowed", restore: "restored", cancel: "cancelled" } as const;
const payments = {
  PAY_INIT: "not-started",
  PAY_SUCCESS: "paid",
  PAY_FAILED: "failed",
  PAY_INPROGRESS: "in-progress",
} as const;
const payKinds = { RENT: "rent", DAMAGE: "damage" } as const;

/** An amount or a time that can't be read makes the whole answer unknown: money is decided from it. */
export function creditView(answer: Type.Static<typeof QueryAnswer>): Answer<CreditView> {
  const payAmount = readOptional(answer.pay_amount, fromYuan);
  const borrowedAt = readOptional(answer.borrow_time, fromBeijingTime);
  const restoredAt = readOptional(answer.restore_time, fromBeijingTime);
  // It only dates the books' entry.
  const paidAt = readOptional(answer.pay_time, fromBeijingTime);
  for (const [name, value] of Object.entries({ payAmount, borrowedAt, restoredAt }))
    if (value === "unreadable") return { outcome: "unknown", why: `the queried order's ${name} can't be read` };
  return {
    outcome: "ok",
    value: {
      creditOrderNo: answer.order_no,
      useState: useStates[answer.use_state],
      ...(answer.pay_status && { payment: payments[answer.pay_status] }),
      ...(answer.pay_amount_type && { payKind: payKinds[answer.pay_amount_type] }),
      ...(isRead(payAmount) && { payAmount }),
      ...riderIds(answer),
      ...(answer.admit_state && { admitted: answer.admit_state === "Y" }),
      ...(isRead(borrowedAt) && { borrowedAt }),
      ...(isRead(restoredAt) && { restoredAt }),
      ...(isRead(paidAt) && { paidAt }),
      ...(answer.alipay_fund_order_no !== undefined && { fundNo: answer.alipay_fund_order_no }),
    },
  };
}

function readOptional<Value>(text: string | undefined, read: (text: string) => Value | undefined) {
  return text === undefined ? undefined : (read(text) ?? "unreadable");
}

function isRead<Value extends number>(value: Value | "unreadable" | undefined): value is Value {
  return typeof value === "number";
}
