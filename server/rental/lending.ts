import type { CabinetId } from "../../protocol/ids.ts";
import { type Decision, review, unchanged, withLoan } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { OrderEvent } from "./event.ts";
import { answered, doubtful, type Finding, lost, returned, seen } from "./loan.ts";
import type { Loan, Order } from "./order.ts";
import { giveUpAt } from "./overdue.ts";
import { doubtBackOff, doubtLimit, sensorLag } from "./patience.ts";
import { advance, answerOverdue, openSlot } from "./progress.ts";
import { startsWhenOpened } from "./renewing.ts";
import { replaceOrAdvance } from "./replacing.ts";
import { isUndecided } from "./report-outcome.ts";

type Event<T extends OrderEvent["type"]> = Extract<OrderEvent, { type: T }>;

export function slotAnswered(order: Order, event: Event<"slot-answered">, now: number): Decision {
  return withFinding(order, event.loanNo, now, (loan) => answered(loan, event.result, event.at));
}

export function slotSeen(order: Order, event: Event<"slot-seen">, now: number): Decision {
  return withFinding(order, event.loanNo, now, (loan) => seen(loan, event.report, event.at));
}

export function itemReturned(order: Order, event: Event<"item-returned">, now: number): Decision {
  const loan = loanOf(order, event.loanNo);
  const to = { place: event.place, slot: event.slot };
  if (loan?.state === "lost" && !loan.returned) {
    const found = withLoan(order, { ...loan, returned: { ...to, at: Math.min(event.at ?? now, now) } });
    return review(found, { code: "returned-after-write-off" }, now);
  }
  if (!loan || (loan.state !== "lent" && loan.state !== "opening" && loan.state !== "unknown")) return unchanged(order);
  // A return is never in the future, and one that no clock can date costs nothing unless a person sets its time.
  const at = event.at === null ? (loan.openedAt ?? now) : Math.min(event.at, now);
  const after = withLoan(order, returned(loan, event.at === null ? { ...to, undated: true } : to, at));
  return event.at === null ? review(after, { code: "return-undated" }, now) : advance(after, now);
}

export function answerIsOverdue(order: Order, loanNo: number, attempt: number, now: number): Decision {
  const loan = loanOf(order, loanNo);
  if (!loan?.command) return unchanged(order);
  if (loan.state === "opening") {
    const inDoubt = doubtful(loan, "no-answer", now);
    return {
      order: withLoan(order, inDoubt),
      effects: ask(order, { ...inDoubt, command: loan.command }, attempt, now),
    };
  }
  if (loan.state !== "unknown" || !loan.doubt) return unchanged(order);
  if (now - loan.doubt.since >= doubtLimit) return review(order, { code: "opening-unresolved" }, now);
  return { order, effects: ask(order, { ...loan, command: loan.command }, attempt, now) };
}

/** A command that was lost with the connection is sent once more, with its old expiry: the bridge knows it by its id. */
export function cabinetCame(order: Order, now: number): Decision {
  const open = order.loans.flatMap((loan) => {
    if (!loan.command || (loan.state !== "opening" && loan.state !== "unknown")) return [];
    return openSlot(order, { ...loan, command: loan.command }, now, 1);
  });
  return { order, effects: open };
}

/** Asks the bridge what became of the command, and looks at the slot. */
function ask(order: Order, loan: Parameters<typeof openSlot>[1], attempt: number, now: number) {
  return [
    openSlot(order, loan, now, attempt + 1),
    look(order.place.cabinetId, now, attempt),
    answerOverdue(loan.loanNo, now + doubtBackOff(attempt), attempt + 1),
  ];
}

export function look(cabinetId: CabinetId, dueAt: number, attempt: number): Effect {
  return { type: "look-at-slots", key: `look-at-slots/${cabinetId}`, cabinetId, dueAt, attempt };
}

function withFinding(order: Order, loanNo: number, now: number, find: (loan: Loan) => Finding): Decision {
  const loan = loanOf(order, loanNo);
  if (!loan) return unchanged(order);
  const finding = find(loan);
  if (finding === loan) return unchanged(order);
  if (finding === "contradiction") return review(order, { code: "opening-contradicted" }, now);
  const found = withLoan(order, finding);
  if (finding.state === "not-opened") return replaceOrAdvance(found, finding, now);
  const after = advance(found, now);
  if (finding.openedAt === undefined) {
    const lookAt = now + sensorLag;
    return { ...after, effects: [look(order.place.cabinetId, lookAt, 0), answerOverdue(loanNo, lookAt, 0)] };
  }
  const timed = startsWhenOpened(after.order, finding.openedAt, now);
  return { order: timed.order, effects: [...after.effects, giveUpAt(timed.order, loanNo), ...timed.effects] };
}

/** Reminders are the provider's (product document 2.1.1); this is the time at which nobody waits any longer. */
export function isGivenUp(order: Order, loanNo: number, now: number): Decision {
  const loan = loanOf(order, loanNo);
  if (loan?.state !== "lent") return unchanged(order);
  if (loan.seen) return review(order, { code: "return-not-reported" }, now);
  if (isUndecided(loan)) return review(order, { code: "report-not-borne-out", claim: loan.report.claim }, now);
  return advance(withLoan(order, lost(loan)), now);
}

/** For every loan in doubt: what became of its command, and what is in its slot? */
export function askAgain(order: Order, now: number): Effect[] {
  return order.loans.flatMap((loan) => {
    if (!loan.command || (loan.state !== "opening" && loan.state !== "unknown")) return [];
    return ask(order, { ...loan, command: loan.command }, 0, now);
  });
}

function loanOf(order: Order, loanNo: number): Loan | undefined {
  return order.loans.find((loan) => loan.loanNo === loanNo);
}
