import type { EpochMs } from "../../protocol/ids.ts";
import { type Decision, review } from "./decision.ts";
import type { Order } from "./order.ts";
import { boundedMoment, providerTolerance } from "./reported-time.ts";
import type { ReviewReason } from "./review-reason.ts";

type Implausible = Extract<ReviewReason, { code: "time-implausible" }>;

/** A time of the provider's answer, bounded by what the hub knows. */
export interface ProviderTime {
  /** Between the order's making and now; absent where the provider told none. */
  readonly at?: EpochMs;
  /** Why an operator must look: the provider's time can't be true. */
  readonly reason?: Implausible;
}

/**
 * Nothing of a credit order happened before the hub made the order, or after the hub heard of it. Where the hub has taken over
 * steps of its clock since, the provider's clock may agree with the one that the hub had when it made the order: a wrong
 * time that was taken over and not put right yet, or not taken back yet.
 */
export function providerTime(
  { createdAt, clockMoved = 0 }: Order,
  what: Implausible["what"],
  told: EpochMs | undefined,
  now: EpochMs,
): ProviderTime {
  if (told === undefined) return {};
  const bounds = { notBefore: createdAt, notAfter: now };
  const asTold = boundedMoment(told, bounds, providerTolerance);
  const asMoved = boundedMoment(told + clockMoved, bounds, providerTolerance);
  const { at, implausible } = asTold.implausible && !asMoved.implausible ? asMoved : asTold;
  return implausible ? { at, reason: { code: "time-implausible", what, claimed: told, kept: at } } : { at };
}

/** The order goes on as far as money can't be taken back, and an operator looks at the time that can't be true. */
export function reviewedFor({ reason }: ProviderTime, decision: Decision, now: EpochMs): Decision {
  if (!reason) return decision;
  return { ...decision, order: review(decision.order, reason, now).order };
}
