import type { CabinetId } from "../../protocol/ids.ts";
import { type Decision, review, unchanged, withLoan } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { Elsewhere, OrderEvent } from "./event.ts";
import { applyAnswer, applySnapshot, type Finding, markInDoubt, markLost, markReturned } from "./loan.ts";
import { commandIssuedAt, isUnproven, type Loan, type Order } from "./order.ts";
import { advance, answerOverdue, openSlot } from "./order-steps.ts";
import { replaceOrAdvance } from "./other-slot.ts";
import { writeOffWake } from "./overdue.ts";
import { startsWhenOpened } from "./renewal.ts";
import { isUndecided } from "./report-outcome.ts";
import { boundedMoment } from "./reported-time.ts";
import { askForProof, needsProof } from "./return-proof.ts";
import { doubtBackOff, doubtLimit, sensorLag } from "./time-limits.ts";

type Event<T extends OrderEvent["type"]> = Extract<OrderEvent, { type: T }>;

export function onSlotAnswered(order: Order, event: Event<"slot-answered">, now: number): Decision {
  const { loanNo, result, claimed, elsewhere } = event;
  const before = loanOf(order, loanNo);
  const notBefore = (before && commandIssuedAt(order, before)) ?? order.createdAt;
  const { at } = boundedMoment(event.at, { notBefore, notAfter: now });
  const decision = withFinding(order, loanNo, now, (loan) => applyAnswer(loan, result, at, elsewhere));
  if (!hasJustOpened(before, decision.order)) return decision;
  if (elsewhere) return lentElsewhere(decision.order, elsewhere, now);
  if (event.distrusted) {
    return review(decision.order, { code: "cabinet-distrusted", cabinetId: order.place.cabinetId }, now);
  }
  if (claimed === undefined) return decision;
  return review(decision.order, { code: "time-implausible", what: "opening", claimed, kept: at }, now);
}

export function onSlotSeen(order: Order, event: Event<"slot-seen">, now: number): Decision {
  const { loanNo, report, elsewhere } = event;
  const before = loanOf(order, loanNo);
  const decision = withFinding(order, loanNo, now, (loan) =>
    applySnapshot(loan, report, Math.min(event.at, now), elsewhere),
  );
  return elsewhere && hasJustOpened(before, decision.order) ? lentElsewhere(decision.order, elsewhere, now) : decision;
}

function hasJustOpened(before: Loan | undefined, { loans }: Order): boolean {
  const after = loans.find(({ loanNo }) => loanNo === before?.loanNo);
  return before?.openedAt === undefined && after?.openedAt !== undefined;
}

/** No item is lent twice: which one this loan has, an operator must find out. */
function lentElsewhere(order: Order, elsewhere: Elsewhere, now: number): Decision {
  const { instead: _, ...facts } = elsewhere;
  return review(order, { code: "item-lent-elsewhere", ...facts }, now);
}

export function onItemReturned(order: Order, event: Event<"item-returned">, now: number): Decision {
  const loan = loanOf(order, event.loanNo);
  if (!loan) return unchanged(order);
  const { place, slot, claimed } = event;
  const notBefore = loan.openedAt ?? commandIssuedAt(order, loan) ?? order.createdAt;
  const within = (time: number) => boundedMoment(time, { notBefore, notAfter: now }).at;
  switch (loan.state) {
    case "lost": {
      if (loan.returned) return unchanged(order);
      const at = within(event.at ?? now);
      const found = withLoan(order, { ...loan, returned: { place, slot, at } });
      const wasBack = event.at !== null && loan.declaredLostAt !== undefined && at < loan.declaredLostAt;
      return review(
        found,
        wasBack ? { code: "returned-before-write-off", at } : { code: "returned-after-write-off" },
        now,
      );
    }
    case "returned":
      return returnedAgain(order, loan, event, within(event.at ?? now), now);
    case "lent":
    case "opening":
    case "unknown":
      break;
    case "waiting":
    case "not-opened":
      return unchanged(order);
  }
  // One that no clock can date costs nothing unless an operator sets its time.
  const at = event.at === null ? (loan.openedAt ?? now) : within(event.at);
  const undated = event.at === null || claimed !== undefined;
  const unproven = event.unseen === true && needsProof(order, loan, place, at, within(event.latest ?? at));
  const to = {
    place,
    slot,
    ...(undated && { undated: true as const }),
    ...(unproven && { unproven: true as const }),
    ...(event.byExclusion && { byExclusion: true as const }),
  };
  const after = withLoan(order, markReturned(loan, to, at));
  if (event.at === null) return review(after, { code: "return-undated" }, now);
  if (claimed !== undefined) return review(after, { code: "time-implausible", what: "return", claimed, kept: at }, now);
  if (event.distrusted) return review(after, { code: "cabinet-distrusted", cabinetId: place.cabinetId }, now);
  if (!unproven) return advance(after, now);
  return { order: after, effects: askForProof(loan.loanNo, { place }, now) };
}

/** Two cabinets say that they have the item, and only the later one may have been borne out: an operator decides. */
function returnedAgain(order: Order, loan: Loan, event: Event<"item-returned">, at: number, now: number): Decision {
  const { place, slot } = event;
  const before = loan.returned?.place.cabinetId;
  if (!isUnproven(loan) || before === undefined || before === place.cabinetId) return unchanged(order);
  const found = withLoan(order, { ...loan, returned: { place, slot, at, undated: true } });
  return review(found, { code: "return-contradicted", cabinetId: before, shownBy: place.cabinetId }, now);
}

export function onAnswerOverdue(order: Order, loanNo: number, attempt: number, now: number): Decision {
  const loan = loanOf(order, loanNo);
  if (!loan?.command) return unchanged(order);
  if (loan.state === "opening") {
    const inDoubt = markInDoubt(loan, "no-answer", now);
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
export function onCabinetCame(order: Order, now: number): Decision {
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
    requestSnapshot(order.place.cabinetId, now, attempt),
    answerOverdue(loan.loanNo, now + doubtBackOff(attempt), attempt + 1),
  ];
}

export function requestSnapshot(cabinetId: CabinetId, dueAt: number, attempt: number): Effect {
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
    return { ...after, effects: [requestSnapshot(order.place.cabinetId, lookAt, 0), answerOverdue(loanNo, lookAt, 0)] };
  }
  const timed = startsWhenOpened(after.order, finding.openedAt, now);
  // What was given out in doubt may be back by now, and the report of its return fitted no loan then.
  const look = loan.state === "unknown" ? [requestSnapshot(order.place.cabinetId, now + sensorLag, 0)] : [];
  return {
    order: timed.order,
    effects: [...after.effects, writeOffWake(timed.order, loanNo), ...timed.effects, ...look],
  };
}

/** Reminders are the provider's (product document 2.1.1); this is the time at which nobody waits any longer. */
export function onWriteOffDue(order: Order, loanNo: number, distrusted: boolean, now: number): Decision {
  const loan = loanOf(order, loanNo);
  if (loan?.state !== "lent") return unchanged(order);
  if (loan.seen) return review(order, { code: "return-not-reported" }, now);
  if (isUndecided(loan)) return review(order, { code: "report-not-borne-out", claim: loan.report.claim }, now);
  // That the rider ever had the item, only this cabinet says.
  if (distrusted) return review(order, { code: "cabinet-distrusted", cabinetId: order.place.cabinetId }, now);
  return advance(withLoan(order, markLost(loan)), now);
}

/** For every loan in doubt: what became of its command, and what is in its slot? */
export function resolveDoubts(order: Order, now: number): Effect[] {
  return order.loans.flatMap((loan) => {
    if (!loan.command || (loan.state !== "opening" && loan.state !== "unknown")) return [];
    return ask(order, { ...loan, command: loan.command }, 0, now);
  });
}

function loanOf(order: Order, loanNo: number): Loan | undefined {
  return order.loans.find((loan) => loan.loanNo === loanNo);
}
