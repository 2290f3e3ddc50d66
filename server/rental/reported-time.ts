import type { EpochMs } from "../../protocol/ids.ts";

/*
 * The one rule for every time that comes from outside: a cabinet's, the provider's, an operator's. A claimed time counts
 * only as far as it agrees with what the hub itself knows. What lies outside is cut and sends the order to review; of an
 * operator it is refused, and of a cabinet's health it is cut, for no order depends on it.
 */

/** When something happened, as somebody outside says. */
export interface ReportedTime {
  /** It happened at this time at the latest. */
  readonly latest: EpochMs;
  /** And at this time at the earliest; absent: at `latest`. */
  readonly earliest?: EpochMs | undefined;
  /** How far the clock that told it may be off, ms; null: it was never set. */
  readonly uncertainty: number | null;
}

/** What the hub itself knows: it happened after its cause, and before the hub heard of it. */
export interface TimeBounds {
  readonly notBefore: EpochMs;
  readonly notAfter: EpochMs;
}

/** A claimed time within its bounds. */
export interface BoundedTime {
  readonly earliest: EpochMs;
  readonly latest: EpochMs;
  /** Set where the claim can't be true: the time that was claimed. The order needs an operator's decision then. */
  readonly implausible?: EpochMs;
}

/** A clock that may be off by more tells nothing; ms. */
export const longestUncertainty = 600_000;
/** Clocks that were compared may differ by this beyond what their owners say; ms. */
export const clockTolerance = 2000;

/**
 * Bounds a claimed time by what the hub knows. null: no clock can tell. A claim is implausible where even with its
 * uncertainty it lies outside the bounds, or contradicts itself.
 */
export function boundedTime(claim: ReportedTime, bounds: TimeBounds): BoundedTime | null {
  const { latest, earliest = latest, uncertainty } = claim;
  if (uncertainty === null || uncertainty > longestUncertainty) return null;
  const from = Math.min(earliest, latest);
  const to = Math.max(earliest, latest);
  const leeway = uncertainty + clockTolerance;
  const { notBefore } = bounds;
  // A hub whose own clock was set back still knows that the cause came first.
  const notAfter = Math.max(bounds.notAfter, notBefore);
  const possible = to + leeway >= notBefore && to - leeway <= notAfter && earliest - clockTolerance <= latest;
  const within = (time: EpochMs) => Math.min(Math.max(time, notBefore), notAfter);
  const bounded = { earliest: within(from - uncertainty), latest: within(to + uncertainty) };
  return possible ? bounded : { ...bounded, implausible: latest };
}

/** The provider's clock may differ from the hub's by this; ms. */
export const providerTolerance = 600_000;

/**
 * Bounds a single moment that its source is sure of.
 * @param tolerance by how much the source's clock and the hub's may differ; ms
 */
export function boundedMoment(
  at: EpochMs,
  bounds: TimeBounds,
  tolerance = clockTolerance,
): { readonly at: EpochMs; readonly implausible: boolean } {
  const notAfter = Math.max(bounds.notAfter, bounds.notBefore);
  const kept = Math.min(Math.max(at, bounds.notBefore), notAfter);
  return { at: kept, implausible: Math.abs(at - kept) > tolerance };
}

/**
 * Bounds how long ago something was by one clock of a cabinet that may be wrong: not before the program that tells it
 * started, and not in its future; ms.
 */
export function boundedAge(at: EpochMs, told: EpochMs, uptime: number): number {
  return Math.min(Math.max(at - told, 0), uptime);
}
