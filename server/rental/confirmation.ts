import type { Answer, CreditView } from "./credit-view.ts";
import { type Decision, moved, queryAgain, queryCredit, review, unchanged } from "./decision.ts";
import type { LapseReason, Order } from "./order.ts";
import { cancelOrder, openSlots } from "./order-steps.ts";
import { providerTime } from "./provider-time.ts";
import { confirmationPoll, lapsedPoll, lapsedRetry } from "./time-limits.ts";

/** A query's answer while the rider has not confirmed yet, as far as we know. */
export function onCreditSeenWhileRequested(
  order: Order,
  answer: Answer<CreditView>,
  attempt: number,
  now: number,
): Decision {
  switch (answer.outcome) {
    case "unknown":
      return queryAgain(order, attempt, now, confirmationPoll(attempt + 1));
    case "refused":
      // Any definite refusal says that there is no loan to see. A confirmation after this is met by `seenWhileLapsed`.
      return now < order.confirmBefore && !order.refusalHinted
        ? queryAgain(order, attempt, now, confirmationPoll(attempt + 1))
        : watchLapsed(lapsed(order, now), 0, now);
    case "ok":
      switch (answer.value.useState) {
        case "borrowed":
          return confirm(order, answer.value, now);
        case "cancelled":
          return { order: lapsed(order, now), effects: [] };
        case "restored":
          return review(order, { code: "completed-before-lent" }, now);
      }
  }
}

/** A lapsed order that was confirmed after all is given back, so that nobody stays "borrowed" without an item. */
export function onCreditSeenWhileLapsed(
  order: Order,
  answer: Answer<CreditView>,
  attempt: number,
  now: number,
): Decision {
  if (answer.outcome === "ok") {
    if (answer.value.useState !== "borrowed") return unchanged(order);
    return cancelOrder(withCredit(order, answer.value), "confirmed-too-late", now);
  }
  // The same look again: `attempt` counts the looks of the plan, and none of them may be used up by a time-out.
  if (answer.outcome === "unknown") return { order, effects: [queryCredit(now + lapsedRetry, attempt)] };
  return watchLapsed(order, attempt + 1, now);
}

function lapsed(order: Order, now: number): Order {
  const lapseReason = order.lapseReason ?? (order.refusalHinted ? "refused-by-provider" : "not-confirmed");
  return { ...moved(order, "lapsed", now), lapseReason };
}

/** Nobody waits for the confirmation any longer; one may have come meanwhile: the query decides. */
export function withdraw(order: Order, lapseReason: LapseReason, now: number): Decision {
  return { order: { ...order, confirmBefore: now - 1, lapseReason }, effects: [queryCredit(now)] };
}

function watchLapsed(order: Order, attempt: number, now: number): Decision {
  const delay = lapsedPoll(attempt);
  return delay === undefined ? unchanged(order) : { order, effects: [queryCredit(now + delay, attempt)] };
}

function confirm(order: Order, view: CreditView, now: number): Decision {
  const told = providerTime(order, "borrowing", view.borrowedAt, now);
  // A plausible one is kept as told: the provider compares the restore time with it, by its own clock.
  const kept = told.reason && told.at !== undefined ? { ...view, borrowedAt: told.at } : view;
  const confirmed = withCredit(moved(order, "confirmed", now), kept);
  if (isOtherRider(view, order)) return cancelOrder(confirmed, "other-rider", now);
  // The rider is no longer in front of the slot: it stays closed.
  if (now > order.confirmBefore) return cancelOrder(confirmed, "confirmed-too-late", now);
  return told.reason ? review(confirmed, told.reason, now) : openSlots(confirmed, now);
}

interface RiderIds {
  readonly riderId?: string;
  readonly riderAlias?: string;
}

/**
 * Whether the provider names somebody else than the rider who asked. Only ids of one kind can be compared; without a kind
 * that both sides know, nothing proves that the two are the same person, and the slot stays closed.
 */
export function isOtherRider(view: RiderIds, rider: RiderIds): boolean {
  const named = idsByKind(view);
  if (named.size === 0) return false;
  const shared = [...idsByKind(rider)].filter(([kind]) => named.has(kind));
  return shared.length === 0 || shared.some(([kind, id]) => named.get(kind) !== id);
}

function idsByKind({ riderId, riderAlias }: RiderIds): ReadonlyMap<string, string> {
  const ids = [riderId, riderAlias].filter((id) => id !== undefined);
  return new Map(ids.map((id) => [id.slice(0, id.indexOf("/")), id]));
}

function withCredit(order: Order, view: CreditView): Order {
  const { creditOrderNo, borrowedAt, admitted } = view;
  return {
    ...order,
    credit: {
      orderNo: creditOrderNo,
      ...(borrowedAt === undefined ? {} : { borrowedAt }),
      ...(admitted === undefined ? {} : { admitted }),
    },
  };
}
