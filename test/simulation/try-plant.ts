import { hubClockFaults, usualFaults } from "./faults.ts";
import { type Plan, soundPlan } from "./plan.ts";
import type { Plant } from "./plant.ts";
import { soundSeams } from "./seams.ts";

/** The hubs' clocks step only where the plant is about that. */
const steadyHubs = Object.fromEntries(hubClockFaults.map((kind) => [kind, 0]));

/** The simulation that has to find a planted fault. */
export function tryPlant({ kind, within, rates, seams }: Plant, seed: number): Plan {
  return {
    ...soundPlan,
    kind,
    seed,
    loans: within,
    faults: { ...usualFaults, rates: { ...steadyHubs, ...rates } },
    seams: { ...soundSeams, ...seams },
  };
}
