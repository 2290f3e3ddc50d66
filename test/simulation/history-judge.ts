import { replay } from "../../server/orders/order-service.ts";
import { decide } from "../../server/rental/decide.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { postings } from "../../server/rental/ledger.ts";
import type { Order } from "../../server/rental/order.ts";
import { requestOrder } from "../../server/rental/request.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import type { AuditEntry, OrderRecord } from "../../server/store/order-table.ts";
import type { Evidence } from "./evidence.ts";

/** How far an order's history was judged. */
interface Judged {
  readonly order: Order;
  readonly entries: number;
  readonly ledger: number;
  readonly text: string;
}

/** Judges that what stands on the hub's disk is what its entries give, and counts what happened. */
export class HistoryJudge {
  /** `order requested → confirmed`, `act waive` and so on, as often as it happened. */
  readonly steps = new Map<string, number>();
  readonly #evidence: Evidence;
  readonly #judged = new Map<string, Judged>();
  readonly #states = new Map<string, string>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  written(record: OrderRecord): void {
    this.#countSteps(record.order);
    this.#judgeEntries(record);
  }

  /** An order took an event, whether it changed something or not. */
  told(event: OrderEvent): void {
    this.#add(`event ${event.type}`);
    if (event.type === "operator-acted") this.#add(`act ${event.act.act}`);
    if (event.type === "woken") this.#add(`wake ${event.about.what}`);
  }

  /** From what was judged before, by the new entries alone; once more from the beginning when the order has ended. */
  #judgeEntries({ order, audit, ledger }: OrderRecord): void {
    const { verdict } = this.#evidence;
    const { orderNo } = order;
    const before = this.#judged.get(orderNo);
    const text = JSON.stringify(order);
    let reached = before?.order;
    const booked: object[] = [];
    for (const entry of audit.slice(before?.entries ?? 0)) {
      const next = after(reached, entry);
      if (next) booked.push(...postings(reached, next, entry.at));
      reached = next;
      // No desk is told of it: the store moves what it reads.
      if (entry.cause.type === "clock-stepped") this.#add("event clock-stepped");
    }
    const same = reached === before?.order && before ? before.text : JSON.stringify(reached);
    verdict.must("S9", same === text, () => "the audit entries give another state", orderNo);
    const isBooked = JSON.stringify(ledger.slice(before?.ledger ?? 0)) === JSON.stringify(booked);
    verdict.must("S9", isBooked, () => "the audit entries give other ledger entries", orderNo);
    if (hasEnded(order.state) && before && !hasEnded(before.order.state)) {
      const isReplayed = JSON.stringify(replay(audit)) === text;
      verdict.must("S9", isReplayed, () => "all audit entries together give another state", orderNo);
    }
    this.#judged.set(orderNo, { order, entries: audit.length, ledger: ledger.length, text });
  }

  #countSteps({ orderNo, state, loans, review }: Order): void {
    this.#count("order", orderNo, orderNo, state);
    for (const loan of loans) this.#count("loan", orderNo, `${orderNo}L${loan.loanNo}`, loan.state);
    if (review) this.#count("review", orderNo, `${orderNo} review`, review.reason.code);
  }

  #count(thing: string, orderNo: string, key: string, state: string): void {
    const before = this.#states.get(key);
    if (before === state) return;
    this.#states.set(key, state);
    const step = `${thing} ${before === undefined || thing === "review" ? "" : `${before} → `}${state}`;
    this.#add(step);
    this.#evidence.trace.note(orderNo, step);
  }

  #add(step: string): void {
    this.steps.set(step, (this.steps.get(step) ?? 0) + 1);
  }
}

function after(order: Order | undefined, { cause, at }: AuditEntry): Order | undefined {
  if (cause.type === "requested") return requestOrder(cause.request, at).order;
  return order && decide(order, cause, at).order;
}
