import { Value } from "typebox/value";
import { AppError } from "../../../platform/app-error.ts";
import { OrderNo } from "../../../protocol/ids.ts";
import type { Answer } from "../../rental/credit-view.ts";
import type { CreditProvider } from "../credit-provider.ts";
import { beijingTime } from "./beijing-time.ts";
import { BareAnswer, CompleteAnswer, CreditOrderNo, creditView, QueryAnswer } from "./credit-answer.ts";
import { createFields, longest, optionalText, productCode } from "./credit-request.ts";
import { yuan } from "./yuan.ts";
import type { Fields, ZhimaGateway } from "./zhima-gateway.ts";

const service = "zhima.merchant.order.rent";

/**
 * Credit rent (信用借还) over Alipay's gateway. `query` is keyed by our order number, the others by Zhima's.
 * What can't be sent at all is `refused`, code `not-sent`: it is certain that nothing was done.
 */
export function createZhimaCredit(gateway: ZhimaGateway): Omit<CreditProvider, "readNotice"> {
  return {
    confirmationUrl(request) {
      if (!Value.Check(OrderNo, request.orderNo)) throw new AppError("message/invalid", "not an order number");
      return gateway.pageUrl(`${service}.create`, createFields(request));
    },

    async query(orderNo) {
      if (!Value.Check(OrderNo, orderNo)) return notSent("order number");
      const fields = { out_order_no: orderNo, product_code: productCode };
      const answer = await gateway.call(`${service}.query`, fields, QueryAnswer);
      return answer.outcome === "ok" ? creditView(answer.value) : answer;
    },

    async complete(creditOrderNo, settlement) {
      const fields = sendable(creditOrderNo, () => ({
        restore_time: beijingTime(settlement.restoredAt),
        pay_amount_type: settlement.kind === "rent" ? "RENT" : "DAMAGE",
        pay_amount: yuan(settlement.amount),
        ...optionalText("restore_shop_name", settlement.shopName, longest.shopName),
      }));
      if ("outcome" in fields) return fields;
      const answer = await gateway.call(`${service}.complete`, fields.send, CompleteAnswer);
      if (answer.outcome !== "ok") return answer;
      const { order_no, alipay_fund_order_no: fundNo } = answer.value;
      if (order_no !== undefined && order_no !== creditOrderNo)
        return { outcome: "unknown", why: "the answer to complete is about another order" };
      return { outcome: "ok", value: fundNo === undefined ? {} : { fundNo } };
    },

    async cancel(creditOrderNo) {
      const fields = sendable(creditOrderNo, () => ({}));
      return "outcome" in fields ? fields : bare(await gateway.call(`${service}.cancel`, fields.send, BareAnswer));
    },

    async modify(creditOrderNo, { borrowedAt, expiresAt }) {
      if (borrowedAt === undefined && expiresAt === undefined) return notSent("one of the two times is needed");
      const fields = sendable(creditOrderNo, () => ({
        ...(borrowedAt !== undefined && { borrow_time: beijingTime(borrowedAt) }),
        ...(expiresAt !== undefined && { expiry_time: beijingTime(expiresAt) }),
      }));
      return "outcome" in fields ? fields : bare(await gateway.call(`${service}.modify`, fields.send, BareAnswer));
    },
  };
}

type NotSent = Extract<Answer<never>, { outcome: "refused" }>;

function notSent(detail: string): NotSent {
  return { outcome: "refused", reason: "other", providerCode: `not-sent: ${detail}` };
}

function sendable(creditOrderNo: string, fields: () => Fields): NotSent | { readonly send: Fields } {
  if (!Value.Check(CreditOrderNo, creditOrderNo)) return notSent("credit order number");
  try {
    return { send: { order_no: creditOrderNo, product_code: productCode, ...fields() } };
  } catch (error) {
    if (error instanceof AppError) return notSent(error.detail);
    throw error;
  }
}

function bare(answer: Answer<unknown>): Answer<null> {
  return answer.outcome === "ok" ? { outcome: "ok", value: null } : answer;
}
