import { onItemReturned, requestSnapshot } from "./cabinet-evidence.ts";
import { type Decision, review, unchanged, withLoan } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { OrderEvent } from "./event.ts";
import { markLost, markNotOpened } from "./loan.ts";
import type { Loan, Order, Sighting } from "./order.ts";
import { advance } from "./order-steps.ts";
import { isUndecided, type ReportedLoan } from "./report-outcome.ts";
import { reportCheck, sensorLag, sightingCheck, sightingTime } from "./time-limits.ts";

type Reported = Extract<OrderEvent, { type: "rider-reported" }>;

/** The most reports that a rider can make of one loan, decided ones included. */
const mostReports = 10;

/** Whether the rider may report something of the loan now: of an item that is out in our books, and not without end. */
export function mayReport(order: Order, loanNo: number): boolean {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  const isOut = order.state === "active" && !order.review && loan?.state === "lent";
  return isOut && (loan.report?.count ?? 0) < mostReports;
}

/**
 * The rider is believed for as long as it takes to take snapshots: billing of the item pauses, and evidence decides or an
 * operator does. Until then another report of the loan changes claim and place, and neither pause nor schedule. After a
 * report of the loan was decided, later ones are looked into all the same, but pause nothing.
 */
export function onRiderReported(order: Order, event: Reported, now: number): Decision {
  const { loanNo, report, unmatchedEvent } = event;
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (!loan || !mayReport(order, loanNo)) return unchanged(order);
  const isUpdate = isUndecided(loan);
  const reported = isUpdate ? updatedReport(loan, report) : newReport(loan, event, now);
  const heard = isUpdate || reported.report.unpaused ? withLoan(order, reported) : paused(order, reported, now);
  if (unmatchedEvent && report.claim === "returned") {
    return onItemReturned(heard, { type: "item-returned", loanNo, byExclusion: true, ...unmatchedEvent }, now);
  }
  // How much of other cabinets one may claim to have is counted as it shows it: such a one is asked to show it again.
  if (loan.seen && isLender(order, loan.seen)) return accepted(heard, reported, loan.seen, now);
  if (isUpdate) return { order: heard, effects: report.where ? [requestSnapshot(report.where.cabinetId, now, 0)] : [] };
  return {
    order: heard,
    effects: [...lookFor(heard, reported, now), checkReport(loanNo, now + reportCheck(0), 0)],
  };
}

function newReport(loan: Loan, { report, unpaused }: Reported, now: number): ReportedLoan {
  const { formerReports = [], report: former, ...rest } = loan;
  const isUnpaused = unpaused === true || former !== undefined;
  const { count } = former ?? { count: 0 };
  return {
    ...rest,
    ...(former && { formerReports: [...formerReports, former] }),
    report: { ...report, at: now, count: count + 1, ...(isUnpaused && { unpaused: true }) },
  };
}

function updatedReport(loan: ReportedLoan, { claim, where = loan.report.where }: Reported["report"]): ReportedLoan {
  const { count } = loan.report;
  return { ...loan, report: { ...loan.report, claim, ...(where && { where }), count: count + 1 } };
}

/** Whether the rider may buy an item that will not come back: one that is out, and that no snapshot shows in a slot. */
export function mayDeclareLost(order: Order, loanNo: number): boolean {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  // Where an operator lowered the price, the item would go for that: the operator decides what it costs then.
  const isPriced = order.amountLimit === undefined;
  return order.state === "active" && !order.review && isPriced && loan?.state === "lent" && !loan.seen;
}

/** It ends as a write-off does: for the total cap, which is more than any rent. */
export function onRiderDeclaredLost(order: Order, loanNo: number, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (!loan || !mayDeclareLost(order, loanNo)) return unchanged(order);
  return advance(withLoan(order, { ...markLost(loan), declaredLostAt: now }), now);
}

/** Time to look again. After the last look an operator decides; a report that pauses nothing waits for that in the queue. */
export function onReportDue(order: Order, loanNo: number, attempt: number, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (loan?.state !== "lent" || !isUndecided(loan)) return unchanged(order);
  const delay = reportCheck(attempt + 1);
  if (Number.isFinite(delay)) {
    return { order, effects: [...lookFor(order, loan, now), checkReport(loanNo, now + delay, attempt + 1)] };
  }
  const { claim, unpaused } = loan.report;
  return unpaused ? unchanged(order) : review(order, { code: "report-not-borne-out", claim }, now);
}

/**
 * A snapshot shows a lent item in a slot though no return was told. Right after the opening a sensor may lag, and one
 * look may err: two looks some minutes apart, or one that bears out what the rider reported, end the loan. Two looks of a
 * cabinet that did not lend the item are for an operator to judge.
 */
export function onItemSeen(order: Order, loanNo: number, sighting: Sighting, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (loan?.state !== "lent" || loan.openedAt === undefined) return unchanged(order);
  if (sighting.at < loan.openedAt + sensorLag) return unchanged(order);
  const first = loan.seen && isSamePlace(loan.seen, sighting) ? loan.seen : sighting;
  if (isUndecided(loan)) return accepted(order, loan, first, now);
  if (sighting.at >= first.at + sightingTime) {
    const { place, slot } = first;
    // What only another cabinet's snapshots say ends no loan.
    if (isLender(order, first)) return accepted(order, loan, first, now);
    return review(order, { code: "return-not-borne-out", cabinetId: place.cabinetId, slot }, now);
  }
  if (first === loan.seen) return unchanged(order);
  return { order: withLoan(order, { ...loan, seen: first }), effects: [checkSighting(loanNo, now + sightingTime, 0)] };
}

/** Nobody took the second look yet: it is asked for. */
export function onSightingDue(order: Order, loanNo: number, attempt: number, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (loan?.state !== "lent" || !loan.seen) return unchanged(order);
  const { cabinetId } = loan.seen.place;
  const delay = sightingCheck(attempt);
  return {
    order,
    effects: [requestSnapshot(cabinetId, now, attempt), checkSighting(loanNo, now + delay, attempt + 1)],
  };
}

/** For every lent item that was seen in a slot: when to look again. */
export function sightingWakes(order: Order, now: number): Effect[] {
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
    return advance(withLoan(order, markNotOpened(loan, "seen-in-place")), now);
  }
  const at = before?.out ? before.at - sensorLag : null;
  return onItemReturned(order, { type: "item-returned", loanNo, place, slot, at }, now);
}

function paused(order: Order, loan: Loan, now: number): Order {
  return { ...withLoan(order, loan), pauses: [...order.pauses, { from: now, reportOf: loan.loanNo }] };
}

/** Where the rider says that it is, where it was seen, and where it came from. */
function lookFor({ place }: Order, { report, seen }: Loan, now: number): Effect[] {
  const cabinets = new Set([report?.where?.cabinetId, seen?.place.cabinetId, place.cabinetId]);
  return [...cabinets].flatMap((cabinetId) => (cabinetId === undefined ? [] : [requestSnapshot(cabinetId, now, 0)]));
}

function checkReport(loanNo: number, dueAt: number, attempt: number): Effect {
  return { type: "wake", key: `wake/report/${loanNo}`, about: { what: "report-due", loanNo }, dueAt, attempt };
}

function checkSighting(loanNo: number, dueAt: number, attempt: number): Effect {
  return { type: "wake", key: `wake/sighting/${loanNo}`, about: { what: "sighting-due", loanNo }, dueAt, attempt };
}

/** Whether the cabinet that shows the item is the one that lent it. */
function isLender({ place }: Order, sighting: Sighting): boolean {
  return sighting.place.cabinetId === place.cabinetId;
}

function isSamePlace(one: Sighting, other: Sighting): boolean {
  return one.place.cabinetId === other.place.cabinetId && one.slot === other.slot;
}
