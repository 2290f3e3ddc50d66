import { PausingRiderDesk } from "./planted-parts.ts";
import type { Plant } from "./plants.ts";

/** Planted faults about what riders, cabinets and clocks are believed. */
export const beliefPlants: readonly Omit<Plant, "kind">[] = [
  {
    name: "a refuted report keeps its pause",
    promise: "S12",
    within: 100,
    rates: { "the rider lies that it is back": 0.6 },
    seams: { riderDesk: (_desk, hub) => new PausingRiderDesk(hub.store, hub.clock) },
  },
];
