import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import type { CreditJudge, UnrepeatableCall } from "./credit-judge.ts";

/** Tells the judge what a living hub asks the provider and what it hears. */
export function watchCredit(credit: CreditProvider, judge: CreditJudge): CreditProvider {
  async function once<Answer extends { outcome: string }>(
    what: UnrepeatableCall,
    creditOrderNo: string,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    judge.callBegins(what, creditOrderNo);
    const answer = await call();
    if (answer.outcome !== "unknown") judge.callIsKnown(creditOrderNo);
    return answer;
  }

  return {
    ...credit,
    query: async (orderNo) => {
      const answer = await credit.query(orderNo);
      if (answer.outcome === "ok") {
        judge.callIsKnown(answer.value.creditOrderNo);
        if (answer.value.useState === "borrowed") judge.seenBorrowed(orderNo);
      }
      return answer;
    },
    complete: (creditOrderNo, settlement) =>
      once("complete-credit", creditOrderNo, () => credit.complete(creditOrderNo, settlement)),
    cancel: (creditOrderNo) => once("cancel-credit", creditOrderNo, () => credit.cancel(creditOrderNo)),
  };
}
