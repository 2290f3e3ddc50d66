import { createHash } from "node:crypto";
import type { CabinetId } from "../../protocol/ids.ts";
import type { Transition } from "../rental/transitions.ts";

/** A rollout. running: cabinets are offered it · paused by an operator · halted by itself · ended. */
export type RolloutState = "running" | "paused" | "halted" | "ended";

export const rolloutTransitions: readonly Transition<RolloutState>[] = [
  { from: "running", to: "paused", when: "an operator pauses it" },
  { from: "running", to: "halted", when: "too many cabinets rolled back, or its archive is damaged" },
  { from: "running", to: "ended", when: "an operator ends it" },
  { from: "paused", to: "running", when: "an operator resumes it" },
  { from: "paused", to: "ended", when: "an operator ends it" },
  { from: "halted", to: "running", when: "an operator resumes it all the same" },
  { from: "halted", to: "ended", when: "an operator ends it" },
];

/** The update of one cabinet. Reports may be lost, so a later one may skip states. */
export type CabinetUpdateState =
  | "announced"
  | "downloading"
  | "ready"
  | "installed"
  | "healthy"
  | "rolled-back"
  | "failed";

export const cabinetUpdateTransitions: readonly Transition<CabinetUpdateState>[] = [
  { from: "announced", to: "downloading", when: "the bridge begins" },
  { from: "announced", to: "ready", when: "the release waits on the cabinet's disk" },
  { from: "announced", to: "installed", when: "the bridge is on trial" },
  { from: "announced", to: "healthy", when: "the bridge has the version" },
  { from: "announced", to: "rolled-back", when: "the bridge has returned to the version before" },
  { from: "announced", to: "failed", when: "the bridge refuses the release, or the hub called it off" },
  { from: "downloading", to: "ready", when: "the release is unpacked, and waits for a quiet moment" },
  { from: "downloading", to: "installed", when: "the bridge is on trial" },
  { from: "downloading", to: "healthy", when: "the bridge confirms the version" },
  { from: "downloading", to: "rolled-back", when: "the bridge has returned to the version before" },
  { from: "downloading", to: "failed", when: "the archive or the disk is no good, or the hub called it off" },
  { from: "ready", to: "downloading", when: "the bridge was restarted, and begins again" },
  { from: "ready", to: "installed", when: "the bridge is on trial" },
  { from: "ready", to: "healthy", when: "the bridge confirms the version" },
  { from: "ready", to: "rolled-back", when: "the bridge has returned to the version before" },
  { from: "ready", to: "failed", when: "the disk is no good, or the hub called it off" },
  { from: "installed", to: "downloading", when: "a power cut took the installation back" },
  { from: "installed", to: "ready", when: "a power cut took the installation back, and the release waits again" },
  { from: "installed", to: "healthy", when: "the bridge confirms the version" },
  { from: "installed", to: "rolled-back", when: "the bridge has returned to the version before" },
  { from: "installed", to: "failed", when: "a power cut took the installation back, and the hub called it off" },
];

/** A cabinet in one of these states is done with the rollout. */
export function hasEnded(state: CabinetUpdateState): boolean {
  return state === "healthy" || state === "rolled-back" || state === "failed";
}

/** A rollout goes on in spite of so many cabinets that rolled back, or of 5 % of those that have ended if that is more. */
const toleratedRollbacks = 2;
const toleratedShare = 0.05;

/** Whether a rollout must not go on by itself. @param ended cabinets that are done with it, `rolledBack` included */
export function mustHalt(rolledBack: number, ended: number): boolean {
  return rolledBack > Math.max(toleratedRollbacks, ended * toleratedShare);
}

/**
 * Whether a cabinet is among the first `percent` of a release. The order is drawn by the release, so that it is not always the
 * same cabinets that try what is new; a larger share only adds cabinets.
 */
export function isInStage(version: string, cabinetId: CabinetId, percent: number): boolean {
  const place = createHash("sha256").update(`${version}/${cabinetId}`).digest().readUInt32BE(0);
  return (place / 2 ** 32) * 100 < percent;
}
