import { type RentRequest, type State, userOf } from "./state.ts";

/** Zhima's general threshold, which merchants can't change (product document 2.1.1, FAQ 9). */
export const admittedFrom = 600;

/** How a user may borrow: on credit (first signing the withholding where there may be rent), against a deposit, or not. */
export type Admission = "credit" | "credit-after-signing" | "deposit" | "refused";

export function admissionOf(state: State, userId: string, request: RentRequest, now: number): Admission {
  const user = userOf(state, userId);
  const badRecord = user.overdue || hasOverdueOrder(state, userId, now);
  if (user.score >= admittedFrom && !badRecord)
    return needsSigning(request) && !user.signed ? "credit-after-signing" : "credit";
  // Product document 3.1: who does without the payment function is not offered the deposit either.
  return request.depositAllowed && request.settleType === "alipay" ? "deposit" : "refused";
}

/** Without rent nobody is asked to sign (FAQ 4). */
function needsSigning(request: RentRequest): boolean {
  return request.rentAmount > 0 && request.settleType === "alipay";
}

function hasOverdueOrder(state: State, userId: string, now: number): boolean {
  return Object.values(state.orders).some(
    (order) => order.userId === userId && order.useState === "borrow" && order.expiryTime < now,
  );
}
