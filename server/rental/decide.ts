import { clockStepped } from "./clock-step.ts";
import { givenUp, seenWhileLapsed, seenWhileRequested } from "./confirmation.ts";
import { type Decision, queryAgain, queryCredit, unchanged } from "./decision.ts";
import type { OrderEvent } from "./event.ts";
import { operatorActed } from "./apply-operator-act.ts";
import { riderLeft } from "./rider-leaving.ts";
import { answerIsOverdue, cabinetCame, isGivenUp, itemReturned, slotAnswered, slotSeen } from "./cabinet-evidence.ts";
import type { Order } from "./order.ts";
import { modificationAnswered, renewed, seenWhileActive } from "./renewal.ts";
import { offerAnswered, offerIsOver, slotChosen } from "./other-slot.ts";
import { withReportsSettled } from "./report-outcome.ts";
import { itemSeen, reportIsDue, riderReported, sightingIsDue } from "./rider-reports.ts";
import { exclusionContradicted, onProofDue, returnContradicted, returnProven } from "./return-proof.ts";
import {
  cancellationAnswered,
  completionAnswered,
  endedElsewhere,
  mayBePaidTwice,
  seenWhenSettled,
  seenWhileCancelling,
  seenWhileSettling,
} from "./settlement.ts";

/**
 * The order machine. Pure: the same order, event and time always give the same decision, so that replaying an order's
 * events gives its state. Every event is accepted in every state; one that means nothing there changes nothing, but a
 * person's act that means nothing is refused.
 * @throws AppError order/illegal-event for an operator's act
 */
export function decide(order: Order, event: OrderEvent, now: number): Decision {
  const decision = decided(order, event, now);
  return { ...decision, order: withReportsSettled(decision.order) };
}

/** Whether the provider is asked about the order when it sends a notification. */
export function isAskedAfterNotice(order: Order): boolean {
  if (order.review || order.state === "cancelled") return false;
  return order.state !== "settled" || mayBePaidTwice(order);
}

function decided(order: Order, event: OrderEvent, now: number): Decision {
  switch (event.type) {
    // Evidence is recorded under review too.
    case "slot-answered":
      return withoutEffectsInReview(slotAnswered(order, event, now));
    case "slot-seen":
      return withoutEffectsInReview(slotSeen(order, event, now));
    case "item-seen":
      return withoutEffectsInReview(itemSeen(order, event.loanNo, event.sighting, now));
    case "item-returned":
      return withoutEffectsInReview(itemReturned(order, event, now));
    case "return-proven":
      return withoutEffectsInReview(returnProven(order, event.loanNo, now));
    case "return-contradicted":
      return withoutEffectsInReview(returnContradicted(order, event.loanNo, event.shownBy, now));
    case "exclusion-contradicted":
      return withoutEffectsInReview(exclusionContradicted(order, event.loanNo, event.by, now));
    case "rider-left":
      return riderLeft(order, now);
    case "operator-acted":
      return withoutEffectsInReview(operatorActed(order, event.act, now));
    case "clock-stepped":
      return clockStepped(order, event.by, now);
    case "credit-noticed":
    case "rider-came-back":
    case "credit-seen":
    case "credit-completed":
    case "credit-cancelled":
    case "credit-modified":
    case "slot-chosen":
    case "offer-answered":
    case "renewed":
    case "rider-reported":
    case "cabinet-came":
    case "given-up":
    case "woken":
      return order.review ? unchanged(order) : act(order, event, now);
  }
}

/** Evidence, operators' acts and steps of the hub's clock, which count in every state. */
type EvidenceType =
  | "slot-answered"
  | "slot-seen"
  | "item-seen"
  | "item-returned"
  | "return-proven"
  | "return-contradicted"
  | "exclusion-contradicted"
  | "rider-left"
  | "operator-acted"
  | "clock-stepped";

function act(order: Order, event: Exclude<OrderEvent, { type: EvidenceType }>, now: number): Decision {
  switch (event.type) {
    case "credit-noticed":
      return isAskedAfterNotice(order) ? { order, effects: [queryCredit(now)] } : unchanged(order);
    case "rider-came-back":
      if (order.state !== "requested") return unchanged(order);
      return { order: event.refused ? { ...order, refusalHinted: true } : order, effects: [queryCredit(now)] };
    case "credit-seen":
      return creditSeen(order, event, now);
    case "credit-completed":
      return completionAnswered(order, event.answer, event.attempt, now);
    case "credit-cancelled":
      return cancellationAnswered(order, event.answer, event.attempt, now);
    case "credit-modified":
      return modificationAnswered(order, event.times, event.answer, event.attempt, now);
    case "slot-chosen":
      return slotChosen(order, event.choice, now);
    case "offer-answered":
      return offerAnswered(order, event.accepted, now);
    case "renewed":
      return renewed(order, now);
    case "rider-reported":
      return riderReported(order, event, now);
    case "cabinet-came":
      return cabinetCame(order, now);
    case "given-up":
      return order.state === "requested" ? givenUp(order, "given-up", now) : offerAnswered(order, false, now);
    case "woken":
      switch (event.about.what) {
        case "confirmation-overdue":
          return order.state === "requested" ? { order, effects: [queryCredit(now)] } : unchanged(order);
        case "answer-overdue":
          return answerIsOverdue(order, event.about.loanNo, event.attempt, now);
        case "given-up-for-lost":
          return isGivenUp(order, event.about.loanNo, event.distrusted === true, now);
        case "offer-over":
          return offerIsOver(order, event.about.loanNo, now);
        case "sighting-due":
          return sightingIsDue(order, event.about.loanNo, event.attempt, now);
        case "proof-due":
          return onProofDue(order, event.about.loanNo, event.attempt, now);
        case "report-due":
          return reportIsDue(order, event.about.loanNo, event.attempt, now);
      }
  }
}

function creditSeen(
  order: Order,
  { answer, attempt, instead }: Extract<OrderEvent, { type: "credit-seen" }>,
  now: number,
): Decision {
  switch (order.state) {
    case "requested":
      return seenWhileRequested(order, answer, attempt, now);
    case "lapsed":
      return seenWhileLapsed(order, answer, attempt, now);
    case "confirmed":
    case "active":
      if (answer.outcome !== "ok") return queryAgain(order, attempt, now);
      if (answer.value.useState === "borrowed") return seenWhileActive(order, attempt, now);
      return endedElsewhere(order, answer.value, now);
    case "settling":
      return seenWhileSettling(order, answer, attempt, instead === true, now);
    case "cancelling":
      return seenWhileCancelling(order, answer, attempt, now);
    case "settled":
      return seenWhenSettled(order, answer, attempt, now);
    case "cancelled":
      return unchanged(order);
  }
}

function withoutEffectsInReview(decision: Decision): Decision {
  return decision.order.review ? { ...decision, effects: [] } : decision;
}
