import type { FleetStatus } from "./fleet-tally.ts";

/** A registered cabinet. */
export interface CabinetLogin {
  readonly cabinetId: string;
  readonly secret: string;
}

/** What a fleet is told at its start. */
export interface FleetPlan {
  readonly cabinets: readonly CabinetLogin[];
  /** `mqtt://host:port` */
  readonly broker: string;
  readonly slots: number;
  /** How long a board takes to open a slot; ms. */
  readonly answerAfter: number;
}

/** What the first process of a fleet asks the others. */
export type FleetQuestion =
  | {
      readonly ask: "begin";
      readonly plan: FleetPlan /** Cabinets in processes before this one. */;
      readonly before: number;
    }
  /** So many of the process's cabinets are to be connected from now on. */
  | { readonly ask: "want"; readonly connected: number }
  | { readonly ask: "put-back"; readonly cabinetId: string; readonly slot: number }
  /** Each cabinet's board reports something that is nobody's order: it goes through the journal as all else. */
  | { readonly ask: "report-abnormal" }
  | { readonly ask: "status" };

export type FleetAnswer = FleetStatus | boolean;
