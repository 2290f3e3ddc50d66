import type { Step } from "./price-types.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What a picture of a price curve shows: from the opening as long as this. */
export const spans = ["day", "threeDays", "whole"] as const;
export type Span = (typeof spans)[number];

/** How long a span is, ms. @param whole the longest loan, ms */
export function lengthOf(span: Span, whole: number): number {
  return Math.min(whole, span === "day" ? day : span === "threeDays" ? 3 * day : whole);
}

/** What a loan costs that lasts longer than `ms`, fen. */
export function amountAfter(steps: readonly Step[], ms: number): number {
  return steps.findLast(({ after }) => after <= ms)?.amount ?? 0;
}

/** What a loan of `ms` costs, fen. */
export function amountOf(steps: readonly Step[], ms: number): number {
  return amountAfter(steps, Math.max(0, ms - 1));
}

export interface CurvePoint {
  /** ms since the opening */
  readonly at: number;
  readonly shown: number;
  readonly current?: number;
}

/** The corners of two step curves over a span, and what a loan costs that lasts just as long as the span. */
export function curvePoints(shown: readonly Step[], current: readonly Step[] | undefined, end: number): CurvePoint[] {
  const corners = new Set([...shown, ...(current ?? [])].map(({ after }) => after).filter((after) => after < end));
  const point = (at: number, amountAt: typeof amountAfter) => ({
    at,
    shown: amountAt(shown, at),
    ...(current && { current: amountAt(current, at) }),
  });
  return [...[...corners].toSorted((a, b) => a - b).map((at) => point(at, amountAfter)), point(end, amountOf)];
}

const stepsOfAxis = [1, 2, 4, 6, 12, 24, 48, 72, 120, 240, 480, 960, 1920];
const mostTicks = 6;

/** Moments to write below a curve: round hours or days, ms. */
export function ticksOf(end: number): number[] {
  const step = hour * (stepsOfAxis.find((hours) => end / (hours * hour) <= mostTicks) ?? 4320);
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

const usualLengths = [30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day, 2 * day, 3 * day, 7 * day];

/** Lengths of loans for a table of what they cost, ms: the usual ones, and the longest. */
export function lengthsUntil(end: number): number[] {
  return [...usualLengths.filter((length) => length < end), end];
}
