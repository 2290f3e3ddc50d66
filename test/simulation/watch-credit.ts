import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import type { CreditJudge } from "./credit-judge.ts";

/** Tells the judge what a living hub asks the provider and what it hears. @param hub its name */
export function watchCredit(credit: CreditProvider, judge: CreditJudge, hub: string): CreditProvider {
  async function once<Answer extends { outcome: string }>(
    what: string,
    creditOrderNo: string,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    judge.callBegins(what, creditOrderNo, hub);
    const answer = await call();
    if (answer.outcome !== "unknown") judge.callIsKnown(what, creditOrderNo);
    return answer;
  }

  return {
    ...credit,
    query: async (orderNo) => {
      judge.queryBegins(orderNo, hub);
      const answer = await credit.query(orderNo);
      if (answer.outcome === "ok") {
        judge.queried(answer.value.creditOrderNo);
        if (answer.value.useState === "borrowed") judge.seenBorrowed(orderNo);
      }
      return answer;
    },
    complete: (creditOrderNo, settlement) =>
      once("a completion", creditOrderNo, () => credit.complete(creditOrderNo, settlement)),
    cancel: (creditOrderNo) => once("a cancellation", creditOrderNo, () => credit.cancel(creditOrderNo)),
    modify: (creditOrderNo, times) => {
      judge.modificationBegins(creditOrderNo, times);
      // Other times are another call.
      const what = `a modification to ${times.borrowedAt ?? ""}/${times.expiresAt ?? ""}`;
      return once(what, creditOrderNo, () => credit.modify(creditOrderNo, times));
    },
  };
}
