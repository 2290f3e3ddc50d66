import type { EpochMs } from "../../protocol/ids.ts";
import type { Loan, Order } from "../rental/order.ts";
import { hasEnded } from "../rental/transitions.ts";
import type { OrderRecord } from "../store/order-table.ts";
import type { HubMetrics } from "./hub-metrics.ts";

/** Counts what became of an order by one transaction, which was committed at `now`. @param before undefined: the order is new */
export function countOrderChange(
  metrics: HubMetrics,
  before: OrderRecord | undefined,
  after: OrderRecord,
  now: EpochMs,
): void {
  const { order, audit } = after;
  if (!before) metrics.ordersStarted.inc();
  if (hasEnded(order.state) && order.state !== before?.order.state) metrics.ordersEnded.inc({ state: order.state });
  if (order.review && !before?.order.review) metrics.ordersReviewed.inc({ code: order.review.reason.code });
  metrics.collectionFailures.inc(Math.max((order.charge?.failures ?? 0) - (before?.order.charge?.failures ?? 0), 0));
  for (const { cause } of audit.slice(before?.audit.length ?? 0)) {
    if (cause.type !== "slot-answered") continue;
    metrics.commandsAnswered.inc({ outcome: cause.result.outcome });
    const loan = order.loans.find(({ loanNo }) => loanNo === cause.loanNo);
    if (cause.result.outcome !== "opened" || !loan?.command || hadOpened(before?.order, loan)) continue;
    // A command's time begins when it is decided that the slot may open (rental/order-steps.ts).
    const decidedAt = loan.command.expiresAt - order.terms.openWithin;
    metrics.unlockDuration.observe(Math.max(now - decidedAt, 0) / 1000);
  }
}

function hadOpened(before: Order | undefined, { loanNo }: Loan): boolean {
  return before?.loans.find((loan) => loan.loanNo === loanNo)?.openedAt !== undefined;
}
