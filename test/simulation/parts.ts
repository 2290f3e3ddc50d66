import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { soundSeams } from "./seams.ts";
import { type Outcome, type Plan, simulate } from "./simulation.ts";

/** What a worker can be told: a plan without functions. */
export type PartPlan = Omit<Plan, "seams">;

/** More loans in one town would only be slower: histories of a town are independent of each other. */
const loansOfAPart = 1250;
const workers = 2;

/** A long simulation is several independent towns, each with a seed of its own that follows from the plan's. */
export function partsOf(plan: PartPlan): PartPlan[] {
  const count = Math.max(1, Math.ceil(plan.loans / loansOfAPart));
  const share = Math.ceil(plan.loans / count);
  return Array.from({ length: count }, (_, index) => ({
    ...plan,
    seed: plan.seed + index,
    loans: Math.min(share, plan.loans - index * share),
  }));
}

/** Runs the parts on two threads until one has a violation. */
export async function runParts(parts: readonly PartPlan[]): Promise<{ part: PartPlan; outcome: Outcome }[]> {
  const ran: { part: PartPlan; outcome: Outcome; index: number }[] = [];
  let next = 0;
  async function work(): Promise<void> {
    const worker = new Worker(new URL(import.meta.url));
    for (let index = next++; index < parts.length; index = next++) {
      const part = parts[index] as PartPlan;
      const outcome = await inThread(worker, part);
      ran.push({ part, outcome, index });
      if (outcome.violation) next = parts.length;
    }
    await worker.terminate();
  }
  await Promise.all(Array.from({ length: Math.min(workers, parts.length) }, work));
  return ran.toSorted((a, b) => a.index - b.index);
}

function inThread(worker: Worker, plan: PartPlan): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(plan, []);
  });
}

if (!isMainThread) {
  parentPort?.on("message", (plan: PartPlan) => {
    void simulate({ ...plan, seams: soundSeams }).then((outcome) => parentPort?.postMessage(outcome, []));
  });
}
