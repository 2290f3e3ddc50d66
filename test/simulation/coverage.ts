import { loanTransitions, orderTransitions, type Transition } from "../../server/rental/transitions.ts";

/** Which steps of the two machines a run took. */
export interface Coverage {
  readonly taken: readonly string[];
  readonly missing: readonly string[];
}

/**
 * @param steps as the checker counts them, `order requested → confirmed`; one transaction may take several steps at once,
 * and then the way between the two states counts
 */
export function coverageOf(steps: ReadonlyMap<string, number>): Coverage {
  const seen = new Set<string>();
  for (const step of steps.keys()) {
    const match = /^(order|loan) (\S+) → (\S+)$/.exec(step);
    if (!match) continue;
    const [, thing = "", from = "", to = ""] = match;
    const table: readonly Transition<string>[] = thing === "order" ? orderTransitions : loanTransitions;
    for (const part of wayBetween(table, from, to)) seen.add(`${thing} ${part.from} → ${part.to}`);
  }
  const all = [
    ...orderTransitions.map(({ from, to }) => `order ${from} → ${to}`),
    ...loanTransitions.map(({ from, to }) => `loan ${from} → ${to}`),
  ];
  return { taken: all.filter((step) => seen.has(step)), missing: all.filter((step) => !seen.has(step)) };
}

/** The shortest way through the table; empty where there is none. */
function wayBetween(table: readonly Transition<string>[], from: string, to: string): readonly Transition<string>[] {
  const reached = new Map<string, readonly Transition<string>[]>([[from, []]]);
  for (const [state, way] of reached) {
    if (state === to) return way;
    for (const step of table) if (step.from === state && !reached.has(step.to)) reached.set(step.to, [...way, step]);
  }
  return [];
}
