import type { Answer } from "../../hub-types.ts";
import { type Point, pointsOf, type Range } from "./series.ts";

export type Statistics = Answer<"/api/operator/statistics">;
type Line = Statistics[number];

const hour = 3_600_000;

/** In the order in which they are shown. */
export const figureNames = ["loans", "income", "failed", "openingTime", "out", "lentTime", "perSlot"] as const;
export type FigureName = (typeof figureNames)[number];

/** One figure over a range: what it comes to, and its course. */
export interface Figure {
  readonly name: FigureName;
  /** Counts, fen, ms of an opening, hours on loan, or orders that are out on average; undefined: there is nothing to measure. */
  readonly sum: number | undefined;
  readonly points: readonly Point[];
}

/**
 * What the charts show, out of the hub's lines.
 * @param slots in service; 0: what is counted per slot is left out
 */
export function figuresOf(range: Range, lines: Statistics, slots: number): readonly Figure[] {
  const total = (of: (line: Line) => number) => lines.reduce((all, line) => all + of(line), 0);
  const course = (of: (line: Line) => number | undefined, empty: number | undefined) =>
    pointsOf(range, lines, ({ from }) => from, of, empty);
  const counted = (name: FigureName, of: (line: Line) => number): Figure => ({
    name,
    sum: total(of),
    points: course(of, 0),
  });
  const opened = total((line) => line.opened);
  const openingTime = total((line) => (line.openingTime ?? 0) * line.opened);
  const counts = lines.flatMap(({ out }) => (out === undefined ? [] : [out]));
  const perSlot = (count: number) => count / slots;
  return [
    counted("loans", (line) => line.orders),
    counted("income", (line) => line.charged),
    counted("failed", (line) => line.notOpened),
    {
      name: "openingTime",
      sum: opened === 0 ? undefined : openingTime / opened,
      points: course((line) => line.openingTime, undefined),
    },
    {
      name: "out",
      sum: counts.length === 0 ? undefined : counts.reduce((all, out) => all + out, 0) / counts.length,
      points: course((line) => line.out, undefined),
    },
    counted("lentTime", (line) => line.lentTime / hour),
    ...(slots > 0
      ? [
          {
            name: "perSlot",
            sum: perSlot(opened) / range.starts.length,
            points: course((line) => perSlot(line.opened), 0),
          } as const,
        ]
      : []),
  ];
}

/** The share of the openings that failed; undefined: nothing was to open. */
export function failedShare(lines: Statistics): number | undefined {
  const failed = lines.reduce((all, { notOpened }) => all + notOpened, 0);
  const all = lines.reduce((sum, { opened, notOpened }) => sum + opened + notOpened, 0);
  return all === 0 ? undefined : failed / all;
}
