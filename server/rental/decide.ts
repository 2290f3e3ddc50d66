import { applyOperatorAct } from "./apply-operator-act.ts";
import {
  onAnswerOverdue,
  onCabinetCame,
  onItemReturned,
  onSlotAnswered,
  onSlotSeen,
  onWriteOffDue,
} from "./cabinet-evidence.ts";
import { onClockStepped } from "./clock-step.ts";
import { onCreditSeenWhileLapsed, onCreditSeenWhileRequested, withdraw } from "./confirmation.ts";
import { type Decision, queryAgain, queryCredit, unchanged } from "./decision.ts";
import type { OrderEvent } from "./event.ts";
import type { Order } from "./order.ts";
import { onOfferAnswered, onOfferOver, onSlotChosen } from "./other-slot.ts";
import { onCreditSeenWhileActive, onModificationAnswered, renew } from "./renewal.ts";
import { withReportsSettled } from "./report-outcome.ts";
import { onExclusionContradicted, onProofDue, onReturnContradicted, onReturnProven } from "./return-proof.ts";
import { onRiderLeft } from "./rider-leaving.ts";
import { onRiderObjected } from "./rider-objections.ts";
import { onItemSeen, onReportDue, onRiderDeclaredLost, onRiderReported, onSightingDue } from "./rider-reports.ts";
import {
  mayBePaidTwice,
  onCancellationAnswered,
  onCompletionAnswered,
  onCreditEndedElsewhere,
  onCreditSeenWhenSettled,
  onCreditSeenWhileCancelling,
  onCreditSeenWhileSettling,
} from "./settlement.ts";

/**
 * The order machine. Pure: the same order, event and time always give the same decision, so that replaying an order's
 * events gives its state. Every event is accepted in every state; one that means nothing there changes nothing, but a
 * person's act that means nothing is refused.
 * @throws AppError order/illegal-event for an operator's act
 */
export function decide(order: Order, event: OrderEvent, now: number): Decision {
  const decision = decided(order, event, now);
  return { ...decision, order: withReportsSettled(decision.order, now) };
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
      return withoutEffectsInReview(onSlotAnswered(order, event, now));
    case "slot-seen":
      return withoutEffectsInReview(onSlotSeen(order, event, now));
    case "item-seen":
      return withoutEffectsInReview(onItemSeen(order, event.loanNo, event.sighting, now));
    case "item-returned":
      return withoutEffectsInReview(onItemReturned(order, event, now));
    case "return-proven":
      return withoutEffectsInReview(onReturnProven(order, event.loanNo, now));
    case "return-contradicted":
      return withoutEffectsInReview(onReturnContradicted(order, event.loanNo, event.shownBy, now));
    case "exclusion-contradicted":
      return withoutEffectsInReview(onExclusionContradicted(order, event.loanNo, event.by, now));
    case "rider-left":
      return onRiderLeft(order, now);
    case "rider-objected":
      return onRiderObjected(order, event.objection, now);
    case "operator-acted":
      return withoutEffectsInReview(applyOperatorAct(order, event.act, now));
    case "clock-stepped":
      return onClockStepped(order, event.by, now);
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
    case "rider-declared-lost":
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
  | "rider-objected"
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
      return onCompletionAnswered(order, event.answer, event.attempt, now);
    case "credit-cancelled":
      return onCancellationAnswered(order, event.answer, event.attempt, now);
    case "credit-modified":
      return onModificationAnswered(order, event.times, event.answer, event.attempt, now);
    case "slot-chosen":
      return onSlotChosen(order, event.choice, now);
    case "offer-answered":
      return onOfferAnswered(order, event.accepted, now);
    case "renewed":
      return renew(order, now);
    case "rider-reported":
      return onRiderReported(order, event, now);
    case "rider-declared-lost":
      return onRiderDeclaredLost(order, event.loanNo, now);
    case "cabinet-came":
      return onCabinetCame(order, now);
    case "given-up":
      return order.state === "requested" ? withdraw(order, "given-up", now) : onOfferAnswered(order, false, now);
    case "woken":
      switch (event.about.what) {
        case "confirmation-overdue":
          return order.state === "requested" ? { order, effects: [queryCredit(now)] } : unchanged(order);
        case "answer-overdue":
          return onAnswerOverdue(order, event.about.loanNo, event.attempt, now);
        case "given-up-for-lost":
          return onWriteOffDue(order, event.about.loanNo, event.distrusted === true, now);
        case "offer-over":
          return onOfferOver(order, event.about.loanNo, now);
        case "sighting-due":
          return onSightingDue(order, event.about.loanNo, event.attempt, now);
        case "proof-due":
          return onProofDue(order, event.about.loanNo, event.attempt, now);
        case "report-due":
          return onReportDue(order, event.about.loanNo, event.attempt, now);
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
      return onCreditSeenWhileRequested(order, answer, attempt, now);
    case "lapsed":
      return onCreditSeenWhileLapsed(order, answer, attempt, now);
    case "confirmed":
    case "active":
      if (answer.outcome !== "ok") return queryAgain(order, attempt, now);
      if (answer.value.useState === "borrowed") return onCreditSeenWhileActive(order, attempt, now);
      return onCreditEndedElsewhere(order, answer.value, now);
    case "settling":
      return onCreditSeenWhileSettling(order, answer, attempt, instead === true, now);
    case "cancelling":
      return onCreditSeenWhileCancelling(order, answer, attempt, now);
    case "settled":
      return onCreditSeenWhenSettled(order, answer, attempt, now);
    case "cancelled":
      return unchanged(order);
  }
}

function withoutEffectsInReview(decision: Decision): Decision {
  return decision.order.review ? { ...decision, effects: [] } : decision;
}
