import type { EpochMs } from "../../protocol/ids.ts";
import { type Decision, review, unchanged, withLoan } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { Loan, Order, Place, Return } from "./order.ts";
import { advance } from "./order-steps.ts";
import { price } from "./price.ts";
import type { ExclusionContradiction } from "./review-reason.ts";
import { proofCheck } from "./time-limits.ts";

/*
 * What one cabinet says may not decide by itself about a loan of another one, nor about the price: the return is recorded
 * and billing ends, and the order is settled once a snapshot shows the item in that slot. A return of an item without an id
 * settles the order that it alone fits; for some days, what speaks against it brings the order before an operator.
 */

/** Whether a snapshot must bear out the return before the order is settled by itself. */
export function needsProof(order: Order, loan: Loan, place: Place, earliest: EpochMs, latest: EpochMs): boolean {
  if (place.cabinetId !== order.place.cabinetId) return true;
  if (loan.openedAt === undefined) return false;
  const { openedAt } = loan;
  // The loan's end decides what was reported of it, and takes the report's pause out of the bill.
  const pauses = order.pauses.filter(({ reportOf }) => reportOf === undefined);
  const [least, most] = [earliest, latest].map((end) => price(order.tariff, openedAt, end, pauses).amount);
  return least !== most;
}

/** Asks for a snapshot now, and looks later whether one has borne the return out. */
export function askForProof(loanNo: number, { place }: Pick<Return, "place">, now: EpochMs): Effect[] {
  return [lookAt(place, now, 0), checkProof(loanNo, now + proofCheck(0), 0)];
}

/** A snapshot shows the item where it was reported: the order goes on. */
export function onReturnProven(order: Order, loanNo: number, now: EpochMs): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (!loan?.returned?.unproven) return unchanged(order);
  return advance(withLoan(order, { ...loan, returned: proven(loan.returned) }), now);
}

/** Another cabinet has the item: an operator decides, also about an order that is settled. */
export function onReturnContradicted(order: Order, loanNo: number, shownBy: string, now: EpochMs): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (!loan?.returned || loan.returned.place.cabinetId === shownBy) return unchanged(order);
  const { cabinetId } = loan.returned.place;
  return review(order, { code: "return-contradicted", cabinetId, shownBy }, now);
}

/** A return that was matched by exclusion can be contradicted for this long; ms. */
const exclusionDoubted = 3 * 86_400_000;

/** The return may have been another item's: an operator decides, also about an order that is settled. */
export function onExclusionContradicted(
  order: Order,
  loanNo: number,
  by: ExclusionContradiction,
  now: EpochMs,
): Decision {
  const returned = order.loans.find((other) => other.loanNo === loanNo)?.returned;
  if (!returned?.byExclusion || now - returned.at > exclusionDoubted) return unchanged(order);
  const { place, slot } = returned;
  return review(order, { code: "exclusion-contradicted", cabinetId: place.cabinetId, slot, by }, now);
}

/** Time to look again for the proof of a return; after the last look an operator decides. */
export function onProofDue(order: Order, loanNo: number, attempt: number, now: EpochMs): Decision {
  const returned = order.loans.find((other) => other.loanNo === loanNo)?.returned;
  if (!returned?.unproven) return unchanged(order);
  const { place, slot } = returned;
  const delay = proofCheck(attempt + 1);
  if (!Number.isFinite(delay)) {
    return review(order, { code: "return-not-borne-out", cabinetId: place.cabinetId, slot }, now);
  }
  return { order, effects: [lookAt(place, now, attempt), checkProof(loanNo, now + delay, attempt + 1)] };
}

/** An operator has closed the review: what was reported counts. */
export function withReturnsAccepted(order: Order): Order {
  if (!order.loans.some(({ returned }) => returned?.unproven || returned?.byExclusion)) return order;
  const loans = order.loans.map((loan) => {
    if (!loan.returned) return loan;
    const { byExclusion: _, ...returned } = proven(loan.returned);
    return { ...loan, returned };
  });
  return { ...order, loans };
}

function proven(returned: Return): Return {
  const { unproven: _, ...rest } = returned;
  return rest;
}

function lookAt({ cabinetId }: Place, dueAt: EpochMs, attempt: number): Effect {
  return { type: "look-at-slots", key: `look-at-slots/${cabinetId}`, cabinetId, dueAt, attempt };
}

function checkProof(loanNo: number, dueAt: EpochMs, attempt: number): Effect {
  return { type: "wake", key: `wake/proof/${loanNo}`, about: { what: "proof-due", loanNo }, dueAt, attempt };
}
