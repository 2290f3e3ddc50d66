import type { BoardProtocol } from "./board-makes.ts";
import type { FaultKind, FaultPlan } from "./faults.ts";
import { type Seams, soundSeams } from "./seams.ts";
import type { PromiseName, Violation } from "./verdict.ts";

/**
 * The system's machines. `one hub`: with the embedded store and the broker in its process. `several hubs`: with a database and
 * an outside broker.
 */
export const historyKinds = ["one hub", "several hubs"] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** The histories of a seed take turns. */
export function kindOf(history: number): HistoryKind {
  return historyKinds[history % historyKinds.length] as HistoryKind;
}

/** One history, from its beginning: the same plan gives the same history. */
export interface Plan {
  readonly seed: number;
  /** Which of the independent histories of this seed, from 0. */
  readonly history: number;
  readonly kind: HistoryKind;
  readonly loans: number;
  /** The boards of all cabinets; left out: a mixture. */
  readonly board?: BoardProtocol;
  readonly faults: FaultPlan;
  /** Loans that are left out, by their number from 0. */
  readonly skipped: ReadonlySet<number>;
  readonly seams: Seams;
  readonly keepTrace: boolean;
}

export interface Outcome {
  readonly violation: Violation | undefined;
  /** How many loans had begun at the end, or at the violation. */
  readonly begun: number;
  readonly traceHash: string;
  readonly timeline: readonly string[];
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly faultInstances: readonly string[];
  readonly steps: ReadonlyMap<string, number>;
  /** How often each promise was checked. */
  readonly checks: ReadonlyMap<PromiseName, number>;
  /** ms of virtual time. */
  readonly lasted: number;
  /** What was logged as a warning or an error that the faults explain. */
  readonly warnings: ReadonlyMap<string, number>;
}

export const soundPlan = {
  history: 0,
  kind: kindOf(0),
  skipped: new Set<number>(),
  seams: soundSeams,
  keepTrace: false,
};
