import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { SoundPlan } from "./history-worker.ts";
import { historyKinds, kindOf, type Outcome } from "./plan.ts";

/** At most: longer ones find no more, and are slower, for everything that was ever lent stays on the hub's disk. */
export const loansOfAHistory = 500;
const threads = 2;
/** Almost all that a history makes is short-lived: a large nursery is emptied less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

export interface Ran {
  readonly plan: SoundPlan;
  readonly outcome: Outcome;
}

/** A run of many loans is many independent histories of one size, and has some of each kind. */
export function historiesOf(run: Omit<SoundPlan, "history" | "kind">): SoundPlan[] {
  const count = Math.max(historyKinds.length, Math.ceil(run.loans / loansOfAHistory));
  const loansBefore = (history: number) => Math.floor((run.loans * history) / count);
  return Array.from({ length: count }, (_, history) => ({
    ...run,
    history,
    kind: kindOf(history),
    loans: loansBefore(history + 1) - loansBefore(history),
  }));
}

/**
 * Runs histories on two threads until one has a violation, from the built code.
 * @param ended is told of each as it ends
 * @returns the first violated one; undefined: none is
 */
export async function runHistories(plans: readonly SoundPlan[], ended: (ran: Ran) => void): Promise<Ran | undefined> {
  const violated: Ran[] = [];
  const left = plans.values();
  async function work(): Promise<void> {
    const worker = new Worker(new URL("./history-worker.js", import.meta.url), { resourceLimits });
    for (const plan of left) {
      const ran = { plan, outcome: await inThread(worker, plan) };
      ended(ran);
      if (ran.outcome.violation) violated.push(ran);
      if (violated.length > 0) break;
    }
    await worker.terminate();
  }
  await Promise.all(Array.from({ length: Math.min(threads, plans.length) }, work));
  return violated.toSorted((a, b) => a.plan.history - b.plan.history)[0];
}

async function inThread(worker: Worker, plan: SoundPlan): Promise<Outcome> {
  worker.postMessage(plan, []);
  // Rejects where the thread throws.
  const [outcome] = (await once(worker, "message")) as [Outcome];
  return outcome;
}
