import type { Loan, Order } from "../../server/rental/order.ts";
import type { Pause } from "../../server/rental/price.ts";
import { price } from "../../server/rental/price.ts";
import { isUndecided } from "../../server/rental/report-outcome.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type Evidence, isSpoiled } from "./evidence.ts";

/** Within this time a report is decided or before an operator, also where a hub was away meanwhile; ms. */
const decidedWithin = 30 * 60_000;

/** Judges that a rider who lies pays no less than the same rider honest. */
export class RiderJudge {
  readonly #evidence: Evidence;
  /** Since when the rent of a loan stands still because of what its rider says, epoch ms. */
  readonly #stillSince = new Map<string, number>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  written(record: OrderRecord): void {
    this.#judgePauses(record.order);
    const { order, audit } = record;
    const { charge, orderNo, deposit } = order;
    const hasReported = audit.some(({ cause }) => cause.type === "rider-reported");
    if (charge?.kind !== "rent" || !hasReported || isSpoiled(this.#evidence, record)) return;
    // A true report needs no pause: its loan ends at the time at which the item came back.
    const pauses = order.pauses.filter((pause) => !cameWithReport(record, pause));
    const honest = order.loans.reduce((sum, loan) => sum + rentOf(order, loan, pauses), 0);
    const limits = audit.flatMap(({ cause }) => (cause.type === "operator-acted" ? limitOf(cause.act) : []));
    const due = Math.min(honest, deposit, ...limits);
    const what = () => `the rider reports and pays ${charge.amount}, and would pay ${due} without a word`;
    this.#evidence.verdict.must("S12", charge.amount >= due, what, orderNo);
  }

  #judgePauses(order: Order): void {
    const { now, verdict } = this.#evidence;
    for (const loan of order.loans) {
      const key = `${order.orderNo}L${loan.loanNo}`;
      const stands = order.state === "active" && !order.review && isUndecided(loan) && !loan.report.unpaused;
      if (!stands) {
        this.#stillSince.delete(key);
        continue;
      }
      const since = this.#stillSince.get(key) ?? now();
      this.#stillSince.set(key, since);
      const what = () => `for ${now() - since} ms billing stands still by the rider's word`;
      verdict.must("S12", now() - since <= decidedWithin, what, order.orderNo);
    }
  }
}

function rentOf({ tariff }: Order, { openedAt, returned, state }: Loan, pauses: readonly Pause[]): number {
  if (state !== "returned" || openedAt === undefined || !returned) return 0;
  return price(tariff, openedAt, returned.at, pauses).amount;
}

/** Whether billing stood still because of what the rider said, or in a review to which that led. */
function cameWithReport({ audit }: OrderRecord, { reportOf, from }: Pause): boolean {
  return reportOf !== undefined || audit.some(({ cause, at }) => at === from && isAboutReport(cause));
}

function isAboutReport(cause: OrderRecord["audit"][number]["cause"]): boolean {
  return cause.type === "rider-reported" || (cause.type === "woken" && cause.about.what === "report-due");
}

function limitOf(act: { readonly act: string; readonly amount?: number }): number[] {
  if (act.act === "waive") return [0];
  return act.act === "lower-amount" && act.amount !== undefined ? [act.amount] : [];
}
