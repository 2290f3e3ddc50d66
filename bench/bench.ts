import type { Plan } from "./plan.ts";

/** What a measurement may use, and has for itself. */
export interface Bench {
  readonly plan: Plan;
  /** An empty folder. */
  readonly folder: string;
  /** The first of ten ports in a row, away from those that the system hands out. */
  readonly firstPort: number;
  readonly say: (text: string) => void;
}
