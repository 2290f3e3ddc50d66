import { parentPort } from "node:worker_threads";
import type { Plan } from "./plan.ts";
import { soundSeams } from "./seams.ts";
import { simulate } from "./simulation.ts";

/** What a thread can be told: a plan without functions. */
export type SoundPlan = Omit<Plan, "seams">;

parentPort?.on("message", (plan: SoundPlan) => {
  void simulate({ ...plan, seams: soundSeams }).then((outcome) => parentPort?.postMessage(outcome, []));
});
