import { AppError } from "../../platform/app-error.ts";
import type { OperatorQueue } from "../../server/http/operator-queue.ts";
import { movedInTime } from "../../server/rental/clock-step.ts";
import { fen } from "../../server/rental/money.ts";
import type { OperatorAct } from "../../server/rental/operator-act.ts";
import type { Loan, Order } from "../../server/rental/order.ts";
import { orderOfCommand } from "../../server/rental/order.ts";
import type { UnmatchedEvent } from "../../server/store/unmatched-event-table.ts";
import type { Faults } from "./faults.ts";
import type { HubProcess } from "./hub-process.ts";
import { closing, evidence, type Findings, steppingIn } from "./operator-judgement.ts";
import type { Random } from "./random.ts";
import type { SimulatedGateway } from "./simulated-gateway.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WitnessBook } from "./witness-book.ts";

export interface OperatorsParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly random: Random;
  readonly trace: Trace;
  readonly gateway: SimulatedGateway;
  /** They may go and look. */
  readonly book: WitnessBook;
  readonly hub: () => HubProcess | undefined;
  /** Numbers of orders that riders call about. */
  /** How much more the hub's clock shows by the steps that it has taken over, ms. */
  readonly ahead: () => number;
  readonly orderNos: () => readonly string[];
}

type Unmatched = UnmatchedEvent & { readonly key: string };

const minute = 60_000;
const hour = 60 * minute;
const patience = 20_000;
const reason = "decided in the simulation";

/** People in an office: now and then they look at what waits for them, and decide as an operator would. */
export class Operators {
  readonly #parts: OperatorsParts;

  constructor(parts: OperatorsParts) {
    this.#parts = parts;
  }

  /** For as long as time passes. */
  begin(): void {
    const { time, random } = this.#parts;
    time.after(random.between(5 * minute, 30 * minute), () => {
      void this.#look().then(() => this.begin());
    });
  }

  async #look(): Promise<void> {
    const { faults } = this.#parts;
    const queue = await this.#ask<OperatorQueue>("GET /api/operator/queue", {});
    if (!queue) return;
    for (const { orderNo } of queue.review) await this.#close(orderNo);
    for (const { orderNo, amount } of queue.owed) await this.#collect(orderNo, amount);
    for (const { orderNo, amount } of queue.notCollected) await this.#chase(orderNo, amount);
    for (const { orderNo } of queue.reported) await this.#goAndSee(orderNo);
    for (const { orderNo, objectionNo } of queue.objections) await this.#answer(orderNo, objectionNo);
    for (const { orderNo, since } of queue.overdue) await this.#waitFor(orderNo, since);
    for (const unmatchedEvent of (await this.#ask<Unmatched[]>("GET /api/operator/unmatched-events", {})) ?? [])
      await this.#assign(unmatchedEvent);
    if (faults.strikes("an operator steps in")) await this.#stepIn();
  }

  /** Hears the evidence and ends the review; not everything at once. */
  async #close(orderNo: string): Promise<void> {
    const { random } = this.#parts;
    if (random.chance(0.3)) return;
    const order = await this.#order(orderNo);
    if (!order?.review) return;
    for (const act of closing(order, this.#findings(order), random)) await this.#act(orderNo, act);
  }

  async #collect(orderNo: string, amount: number): Promise<void> {
    const { random } = this.#parts;
    if (random.chance(0.5)) return;
    const part = random.chance(0.2) ? Math.floor(amount / 2) : amount;
    await this.#act(orderNo, { act: "mark-collected", amount: fen(part) });
  }

  async #chase(orderNo: string, amount: number): Promise<void> {
    const { random } = this.#parts;
    if (random.chance(0.9)) return;
    const act = random.pick<OperatorAct>([
      { act: "retry-settlement" },
      { act: "lower-amount", amount: fen(Math.floor(amount / 2)) },
      { act: "waive" },
      { act: "mark-collected", amount: fen(amount) },
    ]);
    if (act) await this.#act(orderNo, act);
  }

  /** A rider reports something, and somebody is near the cabinet. */
  async #goAndSee(orderNo: string): Promise<void> {
    const order = await this.#order(orderNo);
    if (!order || this.#parts.random.chance(0.5)) return;
    for (const act of evidence(order, this.#findings(order))) await this.#act(orderNo, act);
  }

  /** A rider objects to something. */
  async #answer(orderNo: string, objectionNo: number): Promise<void> {
    const { random } = this.#parts;
    if (random.chance(0.5)) return;
    const outcome = random.chance(0.5) ? "upheld" : "rejected";
    await this.#act(orderNo, { act: "close-objection", objectionNo, outcome });
  }

  async #waitFor(orderNo: string, since: number): Promise<void> {
    const { random, time } = this.#parts;
    if (random.chance(0.9) || since - this.#parts.ahead() + 2 * hour > time.now()) return;
    const order = await this.#order(orderNo);
    const loan = order?.loans.find(({ state }) => state === "lent");
    if (!order || !loan) return;
    const outing = this.#findings(order).outingOf(loan);
    if (!outing) return this.#act(orderNo, { act: "mark-not-opened", loanNo: loan.loanNo });
    const isGone = outing.back === undefined;
    const lost = { act: "mark-lost", loanNo: loan.loanNo } as const;
    if (isGone) await this.#act(orderNo, random.chance(0.5) ? lost : { act: "extend", until: time.now() + 12 * hour });
  }

  /** Whose item lies there they see by looking at it. */
  async #assign({ key, cabinetId, event }: Unmatched): Promise<void> {
    const body = event?.body;
    if (body?.kind !== "returned") return;
    const { trace, book } = this.#parts;
    const outing = book.lastInto(cabinetId, body.slot);
    const orderNo = outing && orderOfCommand(outing.commandId);
    const order = orderNo === undefined ? undefined : await this.#order(orderNo);
    const loan = order?.loans.find(({ command }) => command?.id === outing?.commandId);
    if (!order || !loan || (loan.state !== "lent" && loan.state !== "unknown")) return;
    trace.note(order.orderNo, `an operator assigns ${key}`);
    await this.#ask("POST /api/operator/unmatched-events/:key/assign", {
      params: { key },
      body: { orderNo: order.orderNo, loanNo: loan.loanNo, itemIdDiffers: true, reason },
    });
  }

  /** A rider calls. What is paused goes on after some hours. */
  async #stepIn(): Promise<void> {
    const { random, time, orderNos } = this.#parts;
    const orderNo = random.pick(orderNos().slice(-12));
    const order = orderNo === undefined ? undefined : await this.#order(orderNo);
    if (orderNo === undefined || !order || order.review) return;
    const act = steppingIn(order, this.#findings(order), random);
    if (!act) return;
    await this.#act(orderNo, act);
    if (act.act === "pause-billing")
      time.after(random.between(10 * minute, 5 * hour), () => void this.#act(orderNo, { act: "resume-billing" }));
  }

  #findings(order: Order): Findings {
    const { book, gateway, time } = this.#parts;
    return {
      now: time.now(),
      outingOf: ({ command }: Loan) => book.of(command?.id),
      credit: gateway.order(order.orderNo),
    };
  }

  /** An operator has his watch by the hub's clock. */
  #byHubTime(act: OperatorAct): OperatorAct {
    const ahead = this.#parts.ahead();
    if ("at" in act) return { ...act, at: act.at + ahead };
    if ("until" in act) return { ...act, until: act.until + ahead };
    return act;
  }

  async #order(orderNo: string): Promise<Order | undefined> {
    const record = await this.#ask<{ order: Order }>("GET /api/operator/orders/:orderNo", { params: { orderNo } });
    return record && movedInTime(record.order, -this.#parts.ahead());
  }

  async #act(orderNo: string, act: OperatorAct): Promise<void> {
    this.#parts.trace.note(orderNo, `an operator: ${JSON.stringify(act)}`);
    await this.#ask("POST /api/operator/orders/:orderNo/acts", {
      params: { orderNo },
      body: { act: this.#byHubTime(act), reason },
    });
  }

  /** undefined: refused, or no answer in time. */
  async #ask<Answer>(route: string, request: { params?: object; body?: object }): Promise<Answer | undefined> {
    const { hub, time } = this.#parts;
    const living = hub();
    if (!living) return undefined;
    const answered = living.call<Answer>(route, { ...request, who: "zhao" }).catch((error: unknown) => {
      if (error instanceof AppError) return undefined;
      throw error;
    });
    return Promise.race([answered, time.sleep(patience).then(() => undefined)]);
  }
}
