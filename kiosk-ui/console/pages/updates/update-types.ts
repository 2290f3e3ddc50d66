import type { paths } from "../../../shared/hub-api.ts";
import type { AnswerOf } from "../../../shared/operations.ts";
import type { Answer } from "../../hub-types.ts";

/** A release of the bridge's software. */
export type Release = Answer<"/api/operator/releases">[number];
/** A release on its way to cabinets. */
export type Rollout = Answer<"/api/operator/rollouts">[number];
export type RolloutState = Rollout["state"];
export type HaltReason = NonNullable<Rollout["haltedBy"]>;
/** A rollout with its cabinets. */
export type RolloutView = Answer<"/api/operator/rollouts/{rolloutId}">;
/** What an operator did with a rollout. */
export type ActName = RolloutView["acts"][number]["what"];
type CabinetUpdate = RolloutView["cabinets"][number];
/** `waiting`: the cabinet was not offered the release yet. */
export type UpdateState = CabinetUpdate["state"] | "waiting";
/** A cabinet in the list of all. */
export type FleetRow = Answer<"/api/operator/fleet">[number];
export type StagePreview = AnswerOf<paths["/api/operator/rollouts/preview"]["post"]>;
export type Prospect = keyof StagePreview["prospects"];

/** To which cabinets a release is offered: a share of 1 to 100 percent; no sites: of all. */
export interface Stage {
  readonly percent: number;
  readonly sites?: string[] | undefined;
}
