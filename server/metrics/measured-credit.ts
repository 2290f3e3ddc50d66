import type { Clock } from "../../platform/clock.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { Answer } from "../rental/credit-view.ts";
import type { HubMetrics } from "./hub-metrics.ts";

/** The provider, with its calls timed by method and outcome. */
export function measuredCredit(
  credit: CreditProvider,
  { creditCalls }: Pick<HubMetrics, "creditCalls">,
  clock: Clock,
): CreditProvider {
  async function timed<Value>(method: string, call: Promise<Answer<Value>>): Promise<Answer<Value>> {
    const begun = clock.monotonic();
    const answer = await call;
    creditCalls.observe({ method, outcome: answer.outcome }, (clock.monotonic() - begun) / 1000);
    return answer;
  }
  return {
    confirmationUrl: (request) => credit.confirmationUrl(request),
    query: (orderNo) => timed("query", credit.query(orderNo)),
    complete: (creditOrderNo, settlement) => timed("complete", credit.complete(creditOrderNo, settlement)),
    cancel: (creditOrderNo) => timed("cancel", credit.cancel(creditOrderNo)),
    modify: (creditOrderNo, times) => timed("modify", credit.modify(creditOrderNo, times)),
    readNotice: (form) => credit.readNotice(form),
  };
}
