import type { CabinetEvent } from "../../protocol/upward.ts";
import { type Loan, orderOfCommand } from "../../server/rental/order.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { type Evidence, isSpoiled, lineTime } from "./evidence.ts";

/** Between a decision and the moment at which it is on disk: hubs are halted, writes hang and are tried again; ms. */
const writtenWithin = 5 * 60_000;
/** A cabinet's word needs so long to the broker at most unless it is held up, ms. */
const onItsWay = 1000;

/**
 * Judges that steps of a hub's clock change no price and no decision: each duration by which the hub decides must be what
 * really passed. What the design grants is `slack` (see `TrueTimes`) and the lines between board, bridge and hub.
 */
export class ClockJudge {
  readonly #evidence: Evidence;
  readonly #commands = new Set<string>();
  readonly #states = new Map<string, string>();
  readonly #haveClocksStepped: () => boolean;

  /** @param haveClocksStepped until then it only watches: what is late or early has another cause */
  constructor(evidence: Evidence, haveClocksStepped: () => boolean) {
    this.#evidence = evidence;
    this.#haveClocksStepped = haveClocksStepped;
  }

  /** @param inTruth the record with its times as they were in truth */
  written(inTruth: OrderRecord, asWritten: OrderRecord): void {
    this.#judgeBeginning(inTruth);
    this.#judgePatience(inTruth);
    if (isSpoiled(this.#evidence, inTruth)) return;
    for (const loan of inTruth.order.loans) {
      this.#judgeCommand(inTruth, loan);
      this.#judgeOpening(inTruth, loan);
    }
    if (!hasEnded(asWritten.order.state))
      for (const loan of asWritten.order.loans) this.#judgeDuration(asWritten, loan);
  }

  #judgeBeginning({ order }: OrderRecord): void {
    if (this.#states.has(order.orderNo)) return;
    this.#mustBeNow(order.createdAt, "an order is made", order.orderNo);
  }

  /** No order lapses and no item is lost before its time. */
  #judgePatience({ order, audit }: OrderRecord): void {
    const { now, terms, disk } = this.#evidence;
    const { orderNo, state, createdAt, confirmBefore, expiresAt, lapseReason, cancelReason, loans } = order;
    const isChanged = (key: string, value: string) => {
      const before = this.#states.get(key);
      this.#states.set(key, value);
      return before !== value;
    };
    const isDue = (at: number) => now() + disk.slack >= at;
    const isTooLate = cancelReason === "confirmed-too-late" && lapseReason === undefined;
    const isLapsed = state === "lapsed" && lapseReason === "not-confirmed";
    const wasRequested = this.#states.get(orderNo) === "requested";
    // An operator may send away whom a review has kept waiting.
    if (isChanged(orderNo, state) && wasRequested && (isLapsed || isTooLate) && confirmBefore > createdAt) {
      const what = () => `the order is ${state} ${confirmBefore - now()} ms before its rider's time is over`;
      this.#must(isDue(confirmBefore), what, orderNo);
    }
    const isGivenUp = audit.at(-1)?.cause.type === "woken";
    for (const { loanNo, state: loanState } of loans) {
      if (!isChanged(`${orderNo}L${loanNo}`, loanState) || loanState !== "lost" || !isGivenUp) continue;
      const lostAt = expiresAt + terms.lostAfter;
      this.#must(isDue(lostAt), () => `an item is lost ${lostAt - now()} ms before its time`, orderNo);
    }
  }

  #judgeCommand({ order }: OrderRecord, { command }: Loan): void {
    if (!command || this.#commands.has(command.id)) return;
    this.#commands.add(command.id);
    this.#mustBeNow(command.expiresAt - this.#evidence.terms.openWithin, "a command is issued", order.orderNo);
  }

  /** A cabinet refuses a command for lateness only when it is late by the clock of a bridge that may be off by what it says. */
  cabinetSaid(cabinetId: string, { at, body }: CabinetEvent): void {
    if (body.kind !== "result" || body.result.outcome !== "refused" || body.result.reason !== "expired") return;
    const { now, terms, disk, isInService, hostility } = this.#evidence;
    const orderNo = orderOfCommand(body.commandId) ?? "";
    const { order } = disk.get(orderTable, orderNo) ?? {};
    const command = order?.loans.find((loan) => loan.command?.id === body.commandId)?.command;
    // A bridge that stops refuses all that waits.
    if (!command || !isInService(cabinetId) || hostility.isHostile(cabinetId)) return;
    const left = command.expiresAt - now() - disk.slack;
    // Its clock may be ahead by as much, and it assumes that much more.
    const unsure = 2 * (at.uncertainty ?? terms.openWithin) + onItsWay;
    const what = () => `a command is refused as late ${left} ms before it is`;
    this.#must(left <= unsure, what, orderNo, cabinetId);
  }

  /** Once a hub has taken over a step, a cabinet with the time from before must not move the beginning of a loan. */
  #judgeOpening({ order }: OrderRecord, { openedAt, returned, command }: Loan): void {
    const { book, disk } = this.#evidence;
    const { ejectedAt } = book.of(command?.id) ?? {};
    if (openedAt === undefined || ejectedAt === undefined || returned?.at === openedAt || !disk.hasStepped) return;
    const early = ejectedAt - openedAt;
    const what = () => `a loan begins ${early} ms before its slot opened`;
    this.#must(early <= disk.slack, what, order.orderNo);
  }

  /** Nobody pays for longer than the item was really out. */
  #judgeDuration({ order }: OrderRecord, { openedAt, returned, command }: Loan): void {
    const { book, disk } = this.#evidence;
    const { ejectedAt, back } = book.of(command?.id) ?? {};
    if (openedAt === undefined || !returned || ejectedAt === undefined || !back) return;
    if (back.cabinetId !== returned.place.cabinetId || back.slot !== returned.slot) return;
    const tooLong = returned.at - openedAt - (back.at - ejectedAt);
    const what = () => `an item counts as out for ${tooLong} ms longer than it was`;
    this.#must(tooLong <= lineTime + back.lag + disk.slack, what, order.orderNo);
  }

  #must(kept: boolean, what: () => string, ...names: string[]): void {
    if (this.#haveClocksStepped()) this.#evidence.verdict.must("S15", kept, what, ...names);
  }

  /** @param at in true time, epoch ms */
  #mustBeNow(at: number, what: string, orderNo: string): void {
    const { now, disk } = this.#evidence;
    const ago = now() - at;
    const isNow = ago >= -disk.slack && ago <= writtenWithin + disk.slack;
    this.#must(isNow, () => `${what} at a time ${ago} ms ago`, orderNo);
  }
}
