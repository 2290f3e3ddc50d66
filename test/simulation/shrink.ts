import { type FaultKind, faultKinds } from "./faults.ts";
import type { Outcome, Plan } from "./plan.ts";
import { simulate } from "./simulation.ts";

export interface Shrunk {
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly runs: number;
}

/**
 * Looks for a smaller plan that breaks the same promise: fewer loans, then fewer kinds of faults, then fewer faults, then
 * loans left out. Every candidate is run from its seed.
 * @param mayGoOn asked before each run
 */
export async function shrink(plan: Plan, found: Outcome, mayGoOn: () => boolean): Promise<Shrunk> {
  let best: Shrunk = { plan, outcome: found, runs: 0 };
  let done = 0;

  async function smaller(change: Partial<Plan>): Promise<boolean> {
    if (!mayGoOn()) return false;
    done++;
    const candidate = { ...best.plan, ...change };
    const outcome = await simulate(candidate);
    if (outcome.violation?.promise !== found.violation?.promise) return false;
    best = { plan: candidate, outcome, runs: done };
    return true;
  }

  // The system is as large as its loans need, so that fewer loans are another history.
  await smaller({ loans: found.begun });
  while (best.plan.loans > 1 && (await smaller({ loans: Math.floor(best.plan.loans / 2) })));

  const without = (kinds: readonly FaultKind[]) =>
    smaller({ faults: { ...best.plan.faults, without: new Set([...best.plan.faults.without, ...kinds]) } });
  await dropWhatCanGo(faultKinds, without);

  const droppingFaults = (instances: readonly string[]) =>
    smaller({ faults: { ...best.plan.faults, dropped: new Set([...best.plan.faults.dropped, ...instances]) } });
  await dropWhatCanGo(best.outcome.faultInstances, droppingFaults);

  const loans = Array.from({ length: best.plan.loans }, (_, index) => index);
  await dropWhatCanGo(loans, (some) => smaller({ skipped: new Set([...best.plan.skipped, ...some]) }));

  // The last run of all keeps its trace.
  const outcome = await simulate({ ...best.plan, keepTrace: true });
  return { plan: best.plan, outcome, runs: done + 1 };
}

/** Tries all at once, then halves of what could not go, down to single ones. */
async function dropWhatCanGo<Item>(
  items: readonly Item[],
  drop: (some: readonly Item[]) => Promise<boolean>,
): Promise<void> {
  if (items.length === 0 || (await drop(items)) || items.length === 1) return;
  const middle = Math.ceil(items.length / 2);
  await dropWhatCanGo(items.slice(0, middle), drop);
  await dropWhatCanGo(items.slice(middle), drop);
}
