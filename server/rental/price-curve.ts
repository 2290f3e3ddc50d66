import type { Fen } from "./money.ts";
import { price } from "./price.ts";
import type { Tariff } from "./tariff.ts";

/** A loan that lasts longer than `after` ms costs `amount` fen, until the next step. */
export interface PriceStep {
  readonly after: number;
  readonly amount: Fen;
}

/** Half hours of ten days, and some more. */
const mostSteps = 500;

/**
 * What an unpaused loan costs by how long it lasts: every amount that a loan of at most `until` ms can have, the cheapest first.
 * At most 500 steps; a curve that has more ends early.
 */
export function priceCurve(tariff: Tariff, until: number): PriceStep[] {
  // The first millisecond counts already: a started unit counts whole.
  let { amount, growsAt } = price(tariff, 0, 1, []);
  const steps: PriceStep[] = [{ after: 0, amount }];
  while (growsAt !== undefined && growsAt <= until && steps.length < mostSteps) {
    const after = growsAt - 1;
    ({ amount, growsAt } = price(tariff, 0, growsAt, []));
    steps.push({ after, amount });
  }
  return steps;
}
