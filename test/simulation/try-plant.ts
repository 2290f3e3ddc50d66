import { usualFaults } from "./faults.ts";
import { type Plan, soundPlan } from "./plan.ts";
import type { Plant } from "./plants.ts";
import { soundSeams } from "./seams.ts";

/** The simulation that has to find a planted fault. */
export function tryPlant({ kind, within, rates, seams }: Plant, seed: number): Plan {
  return {
    ...soundPlan,
    kind,
    seed,
    loans: within,
    faults: { ...usualFaults, rates },
    seams: { ...soundSeams, ...seams },
  };
}
