import type { Loan, Order } from "../../server/rental/order.ts";
import type { Pause } from "../../server/rental/price.ts";
import { price } from "../../server/rental/price.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type Evidence, isSpoiled } from "./evidence.ts";

/** Judges that a rider who lies pays no less than the same rider honest. */
export class RiderJudge {
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  written(record: OrderRecord): void {
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
