import { type Spread, spreadOf } from "./spread.ts";

/** One side of a ratio: a value for each round. */
export interface Side {
  readonly what: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** What a measurement should come to. `ratio`: ours over base; `ours`: our side alone, in its unit. */
export interface Aim {
  readonly of: "ratio" | "ours";
  readonly bound: "at-most" | "at-least";
  readonly value: number;
}

/** A ratio of two sides that took turns within one run, so that a busy machine slows both. */
export interface Measurement {
  /** `R1`; one of several of an id says which: `R4 restart`. */
  readonly id: string;
  readonly ours: Side;
  readonly base: Side;
  readonly aim?: Aim;
  /** How it was measured, as far as it is not always the same. */
  readonly note?: string;
}

export interface NotMeasured {
  readonly id: string;
  readonly notMeasured: string;
}

export type Outcome = Measurement | NotMeasured;

export interface Verdict {
  readonly ours: Spread;
  readonly base: Spread;
  /** Of the rounds' own ratios: what slows one round slows both of its sides. */
  readonly ratio: Spread;
  readonly reached?: boolean;
}

export function verdictOf({ ours, base, aim }: Measurement): Verdict {
  const verdict = {
    ours: spreadOf(ours.values),
    base: spreadOf(base.values),
    ratio: spreadOf(ours.values.map((value, round) => value / (base.values[round] ?? Number.NaN))),
  };
  if (!aim) return verdict;
  const { median } = aim.of === "ratio" ? verdict.ratio : verdict.ours;
  return { ...verdict, reached: aim.bound === "at-most" ? median <= aim.value : median >= aim.value };
}
