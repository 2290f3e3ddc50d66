import { type Decision, review, unchanged, withLoan } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { OrderEvent } from "./event.ts";
import { itemReturned, look } from "./lending.ts";
import { notOpened } from "./loan.ts";
import type { Loan, Order, Sighting } from "./order.ts";
import { reportCheck, sensorLag, sightingCheck, sightingTime } from "./patience.ts";
import { advance } from "./progress.ts";

type Reported = Extract<OrderEvent, { type: "rider-reported" }>;

/** Whether the rider may say this of the loan: once, and of an item that is out in our books. */
export function mayReport(order: Order, loanNo: number, claim: Reported["report"]["claim"]): boolean {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  return order.state === "active" && !order.review && loan?.state === "lent" && loan.report?.claim !== claim;
}

/** The rider is believed for as long as it takes to look: billing pauses, and evidence decides or a person does. */
export function riderReported(order: Order, { loanNo, report, stray }: Reported, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (!loan || !mayReport(order, loanNo, report.claim)) return unchanged(order);
  const since = isUndecided(loan) ? loan.report?.at : undefined;
  const reported: Loan = { ...loan, report: { ...report, at: since ?? now } };
  const heard = paused(withLoan(order, reported), now);
  if (stray && report.claim === "returned") {
    return itemReturned(heard, { type: "item-returned", loanNo, ...stray }, now);
  }
  if (loan.seen) return accepted(heard, reported, loan.seen, now);
  return {
    order: heard,
    effects: [...lookFor(heard, reported, now), checkReport(loanNo, now + reportCheck(0), 0)],
  };
}

/** Time to look again; after the last look a person decides. */
export function reportIsDue(order: Order, loanNo: number, attempt: number, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (!loan?.report || !isUndecided(loan)) return unchanged(order);
  const delay = reportCheck(attempt + 1);
  if (!Number.isFinite(delay)) {
    return review(order, { code: "report-not-borne-out", claim: loan.report.claim }, now);
  }
  return { order, effects: [...lookFor(order, loan, now), checkReport(loanNo, now + delay, attempt + 1)] };
}

/**
 * A snapshot shows a lent item in a slot though no return was told. Right after the opening a sensor may lag, and one
 * look may err: two looks some minutes apart, or one that bears out what the rider reported, end the loan.
 */
export function itemSeen(order: Order, loanNo: number, sighting: Sighting, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (loan?.state !== "lent" || loan.openedAt === undefined) return unchanged(order);
  if (sighting.at < loan.openedAt + sensorLag) return unchanged(order);
  const first = loan.seen && isSamePlace(loan.seen, sighting) ? loan.seen : sighting;
  if (isUndecided(loan) || sighting.at >= first.at + sightingTime) return accepted(order, loan, first, now);
  if (first === loan.seen) return unchanged(order);
  return { order: withLoan(order, { ...loan, seen: first }), effects: [checkSighting(loanNo, now + sightingTime, 0)] };
}

/** Whether what the rider said of an item that is out is neither borne out nor decided yet. */
export function isUndecided({ state, report }: Loan): boolean {
  return state === "lent" && report !== undefined && !report.decided;
}

/** A person has closed the review that a report led to: what is out goes on as it was. */
export function withReportsDecided(order: Order): Order {
  const loans = order.loans.map((loan) =>
    loan.report && isUndecided(loan) ? { ...loan, report: { ...loan.report, decided: true as const } } : loan,
  );
  return { ...order, loans };
}

/** Nobody took the second look yet: it is asked for. */
export function sightingIsDue(order: Order, loanNo: number, attempt: number, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (loan?.state !== "lent" || !loan.seen) return unchanged(order);
  const { cabinetId } = loan.seen.place;
  const delay = sightingCheck(attempt);
  return { order, effects: [look(cabinetId, now, attempt), checkSighting(loanNo, now + delay, attempt + 1)] };
}

/** For every lent item that was seen in a slot: when to look again. */
export function lookAgainLater(order: Order, now: number): Effect[] {
  return order.loans.flatMap(({ state, seen, loanNo }) =>
    state === "lent" && seen ? [checkSighting(loanNo, now + sightingTime, 0)] : [],
  );
}

/** The item lies in a slot: it never left it, or it is back since the last time at which it was surely out. */
function accepted(order: Order, loan: Loan, sighting: Sighting, now: number): Decision {
  const { place, slot, before } = sighting;
  const { loanNo, report } = loan;
  const inItsSlot = place.cabinetId === order.place.cabinetId && slot === loan.slot;
  if (report?.claim === "not-opened" && inItsSlot && before?.out === false) {
    return advance(withLoan(order, notOpened(loan, "seen-in-place")), now);
  }
  const at = before?.out ? before.at - sensorLag : null;
  return itemReturned(order, { type: "item-returned", loanNo, place, slot, at }, now);
}

function paused(order: Order, now: number): Order {
  if (order.pauses.some((pause) => pause.to === undefined)) return order;
  return { ...order, pauses: [...order.pauses, { from: now, reported: true }] };
}

/** A pause that came with a report ends once there is none that nobody has decided. */
export function withReportsSettled(decision: Decision, now: number): Decision {
  const { order } = decision;
  const open = order.pauses.some((pause) => pause.reported && pause.to === undefined);
  if (!open || order.review || order.loans.some(isUndecided)) return decision;
  const pauses = order.pauses.map((pause) => (pause.reported ? { ...pause, to: pause.to ?? now } : pause));
  return { ...decision, order: { ...order, pauses } };
}

/** Where the rider says that it is, and where it came from. */
function lookFor(order: Order, { report }: Loan, now: number): Effect[] {
  const cabinets = new Set([report?.where?.cabinetId ?? order.place.cabinetId, order.place.cabinetId]);
  return [...cabinets].map((cabinetId) => look(cabinetId, now, 0));
}

function checkReport(loanNo: number, dueAt: number, attempt: number): Effect {
  return { type: "wake", key: `wake/report/${loanNo}`, about: { what: "report-due", loanNo }, dueAt, attempt };
}

function checkSighting(loanNo: number, dueAt: number, attempt: number): Effect {
  return { type: "wake", key: `wake/sighting/${loanNo}`, about: { what: "sighting-due", loanNo }, dueAt, attempt };
}

function isSamePlace(one: Sighting, other: Sighting): boolean {
  return one.place.cabinetId === other.place.cabinetId && one.slot === other.slot;
}
