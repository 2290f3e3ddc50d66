import type { FaultPlan } from "./faults.ts";
import type { HistoryKind } from "./plan.ts";
import type { Seams } from "./seams.ts";
import type { PromiseName } from "./verdict.ts";

/** A fault put into the system on purpose, to see that the checker finds it. */
export interface Plant {
  readonly name: string;
  /** The promise that it breaks. */
  readonly promise: PromiseName;
  readonly kind: HistoryKind;
  /** Within so many loans it must be found. */
  readonly within: number;
  /** The weather in which it shows. */
  readonly rates: FaultPlan["rates"];
  readonly seams: Partial<Seams>;
}
