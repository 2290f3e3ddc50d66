import type { Refusal } from "../../rental/credit-view.ts";

/**
 * Business codes beside 40004, as integrators have seen them. Ant's own list was not found; the codes for an order that
 * does not exist are assumed, and one that is not listed here is `other`, which an operator decides.
 */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ["UNITRADE_WITHHOLDING_PAY_FAILED", "payment-failed"],
  ["ORDER_GOODS_IS_RESTORED", "already-completed"],
  ["ORDER_IS_CANCEL", "already-cancelled"],
  ["ORDER_IS_NOT_BORROW", "not-borrowed"],
  ["ORDER_NOT_EXIST", "no-such-order"],
  ["ORDER_NOT_EXISTS", "no-such-order"],
  ["ORDER_IS_NOT_EXIST", "no-such-order"],
  ["ORDER_NOT_FOUND", "no-such-order"],
]);

/** Gateway codes after which nothing was done: token, missing or wrong argument, business rule, permission. */
const definite = new Set(["20001", "40001", "40002", "40004", "40006"]);

/** System faults that arrive dressed as a refusal; what was done then is not known. */
const fault = /^(isp|aop)\.|SYSTEM_ERROR|UNKNOW|SERVICE_UNAVAILABLE/i;

/** The request's time is not the gateway's: a wall clock was set. What became of the order is not said. */
const otherTime = "isv.invalid-timestamp";

export type Verdict = "ok" | "unknown" | { readonly reason: Refusal; readonly providerCode: string };

/** What a verified answer says. `code` 10000 is yes; what is not known to be a no is unknown. */
export function verdictOf(code: string, subCode: string | undefined): Verdict {
  if (code === "10000") return "ok";
  if (!definite.has(code)) return "unknown";
  if (subCode === otherTime) return "unknown";
  if (subCode === undefined) return { reason: "other", providerCode: code };
  if (code === "40004" && fault.test(subCode)) return "unknown";
  return { reason: (code === "40004" && refusals.get(subCode)) || "other", providerCode: subCode };
}
