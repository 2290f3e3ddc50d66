import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { RollbackReason, UpdateFailure } from "../../protocol/upward.ts";
import type { Table } from "../store/store.ts";
import { type CabinetUpdateState, hasEnded, type RolloutState } from "./update-machines.ts";

/** A release of the bridge's software. Its manifest and signature are kept as they were signed. */
export interface Release {
  readonly version: string;
  readonly manifest: string;
  readonly signature: string;
  readonly digest: string;
  readonly size: number;
  readonly follows: string;
  readonly downgradeFrom?: string;
  readonly addedAt: EpochMs;
  /** Whether the archive is stored whole. */
  readonly complete: boolean;
}

/** A part of a release's archive: in the store all hubs have it, and a backup too. */
export interface ReleaseChunk {
  readonly version: string;
  readonly index: number;
  readonly base64: string;
}

/** Bytes of all chunks of an archive but the last. */
export const chunkSize = 256 * 1024;

/** A release on its way to cabinets. */
export interface Rollout {
  readonly rolloutId: string;
  readonly version: string;
  readonly state: RolloutState;
  /** Which share of the cabinets it is offered to, 1 to 100; it only grows. */
  readonly percent: number;
  /** Only cabinets of these sites; absent: of all. */
  readonly sites?: readonly string[];
  readonly createdAt: EpochMs;
  /** Why it is halted; absent: it is not. */
  readonly haltedBy?: HaltReason;
}

export type HaltReason = "rollbacks" | "archive-damaged";

/** How the update of one cabinet stands. */
export interface CabinetUpdate {
  readonly rolloutId: string;
  readonly cabinetId: CabinetId;
  readonly state: CabinetUpdateState;
  readonly reason?: RollbackReason | UpdateFailure;
  /** Bytes of the archive that the cabinet has. */
  readonly received?: number;
  readonly changedAt: EpochMs;
}

const usual = { unique: () => [], index: () => [], dueAt: () => undefined, restsIn: () => undefined, durable: true };

export const releaseTable: Table<Release> = { ...usual, name: "bridge-releases", key: ({ version }) => version };

export const releaseChunkTable: Table<ReleaseChunk> = {
  ...usual,
  name: "bridge-release-chunks",
  key: ({ version, index }) => chunkKey(version, index),
};

/** One rollout is open at a time: two would contradict each other about a cabinet of both. */
export const rolloutTable: Table<Rollout> = {
  ...usual,
  name: "bridge-rollouts",
  key: ({ rolloutId }) => rolloutId,
  unique: ({ state }) => (state === "ended" ? [] : [openRollout]),
  index: ({ state }) => (state === "ended" ? [] : [openRollout]),
};

export const cabinetUpdateTable: Table<CabinetUpdate> = {
  ...usual,
  name: "bridge-updates",
  key: ({ rolloutId, cabinetId }) => updateKey(rolloutId, cabinetId),
  index: ({ rolloutId, state }) => [ofRollout(rolloutId), ...(hasEnded(state) ? [] : [underWay])],
};

export const openRollout = "open";
export const underWay = "under-way";
export const ofRollout = (rolloutId: string) => `rollout/${rolloutId}`;
export const updateKey = (rolloutId: string, cabinetId: CabinetId) => `${rolloutId}/${cabinetId}`;
/** The rollout of the update that is stored under a key. */
export const rolloutOfKey = (key: string) => key.split("/", 1)[0] ?? key;
export const chunkKey = (version: string, index: number) => `${version}/${String(index).padStart(4, "0")}`;
