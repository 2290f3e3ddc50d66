import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import type { Checker } from "./checker.ts";

/** Tells the checker what a living hub asks the provider and what it hears. */
export function watchCredit(credit: CreditProvider, checker: Checker): CreditProvider {
  async function once<Answer extends { outcome: string }>(
    what: "complete-credit" | "cancel-credit",
    creditOrderNo: string,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    checker.callBegins(what, creditOrderNo);
    const answer = await call();
    if (answer.outcome !== "unknown") checker.callIsKnown(creditOrderNo);
    return answer;
  }

  return {
    ...credit,
    query: async (orderNo) => {
      const answer = await credit.query(orderNo);
      if (answer.outcome === "ok") {
        checker.callIsKnown(answer.value.creditOrderNo);
        if (answer.value.useState === "borrowed") checker.seenBorrowed(orderNo);
      }
      return answer;
    },
    complete: (creditOrderNo, settlement) =>
      once("complete-credit", creditOrderNo, () => credit.complete(creditOrderNo, settlement)),
    cancel: (creditOrderNo) => once("cancel-credit", creditOrderNo, () => credit.cancel(creditOrderNo)),
  };
}
