import { beijingDayOf, daysLater, startOfDay } from "../../parts/beijing-day.ts";

export const ranges = ["day", "week", "month"] as const;
/** Today by hour, or the last seven or thirty days by day. */
export type RangeName = (typeof ranges)[number];

const days: Readonly<Record<RangeName, number>> = { day: 1, week: 7, month: 30 };
const hour = 3_600_000;

export interface Range {
  readonly name: RangeName;
  /** The first and the last Beijing day, as `2026-11-23`. */
  readonly from: string;
  readonly to: string;
  readonly by: "hour" | "day";
  /** When each hour or day of it begins, epoch ms; hours that have not begun are left out. */
  readonly starts: readonly number[];
}

/** @param now epoch ms */
export function rangeOf(name: RangeName, now: number): Range {
  const to = beijingDayOf(now);
  const from = daysLater(to, 1 - days[name]);
  const by = name === "day" ? "hour" : "day";
  const first = startOfDay(from);
  const starts =
    by === "day"
      ? Array.from({ length: days[name] }, (_, place) => startOfDay(daysLater(from, place)))
      : Array.from({ length: 24 }, (_, place) => first + place * hour).filter((start) => start <= now);
  return { name, from, to, by, starts };
}

export interface Point {
  /** When the hour or day begins, epoch ms. */
  readonly at: number;
  /** Undefined: there is nothing to measure. */
  readonly value: number | undefined;
}

/** One value for each hour or day, where those without a line have `empty`. */
export function pointsOf<Line>(
  { starts }: Range,
  lines: readonly Line[],
  startOf: (line: Line) => number,
  valueIn: (line: Line) => number | undefined,
  empty: number | undefined,
): readonly Point[] {
  const known = new Map(lines.map((line) => [startOf(line), valueIn(line)]));
  return starts.map((at) => ({ at, value: known.has(at) ? known.get(at) : empty }));
}
