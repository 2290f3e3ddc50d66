import type { CabinetId } from "../../protocol/ids.ts";
import { compareVersions, objectionTo } from "../../protocol/release.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { releaseIn } from "./releases.ts";
import { canBeUpdated, isStaged, type Stage } from "./rollouts.ts";
import { cabinetUpdateTable, ofRollout, openRollout, type Release, rolloutTable } from "./update-tables.ts";

/**
 * What a stage means for a cabinet in it. in-rollout: the open rollout of the release has reached it already · offered:
 * connected, and takes the release · away: offered once it is back · not-updatable: its bridge knows no updates · has-version:
 * runs the version already · refuses: the signed manifest does not let it replace the version that runs.
 */
type Prospect = "in-rollout" | "offered" | "away" | "not-updatable" | "has-version" | "refuses";

/** How many cabinets a stage takes, each counted under one prospect. */
export interface StagePreview {
  /** In the stage. */
  readonly cabinets: number;
  /** All that are in service. */
  readonly of: number;
  readonly prospects: Readonly<Record<Prospect, number>>;
}

/** Counts the cabinets that a rollout of a release would reach; nothing is changed. @throws AppError release/unknown */
export function previewStage(store: Store, version: string, { percent, sites }: Stage): Promise<StagePreview> {
  return store.transact(async (tx) => {
    const release = await releaseIn(tx, version);
    const [cabinets, states, reached] = await Promise.all([
      tx.all(cabinetTable),
      tx.all(cabinetStateTable),
      reachedIn(tx, version),
    ]);
    const stateOf = new Map(states.map((state) => [state.cabinetId, state]));
    const stage = { version, percent, ...(sites && { sites }) };
    const staged = cabinets.filter((cabinet) => isStaged(stage, cabinet));
    const found = staged.map(({ cabinetId }) =>
      reached.has(cabinetId) ? "in-rollout" : prospectOf(release, stateOf.get(cabinetId)),
    );
    const count = (prospect: Prospect) => found.filter((one) => one === prospect).length;
    return {
      cabinets: staged.length,
      of: cabinets.filter(({ disabled }) => !disabled).length,
      prospects: {
        "in-rollout": count("in-rollout"),
        offered: count("offered"),
        away: count("away"),
        "not-updatable": count("not-updatable"),
        "has-version": count("has-version"),
        refuses: count("refuses"),
      },
    };
  });
}

/** Cabinets that the open rollout of a release was offered to: a cabinet begins each rollout once. */
async function reachedIn(tx: Transaction, version: string): Promise<ReadonlySet<CabinetId>> {
  const [open] = await tx.find(rolloutTable, openRollout);
  if (open?.version !== version) return new Set();
  const updates = await tx.find(cabinetUpdateTable, ofRollout(open.rolloutId));
  return new Set(updates.map(({ cabinetId }) => cabinetId));
}

function prospectOf(release: Release, state: CabinetState | undefined): Exclude<Prospect, "in-rollout"> {
  const running = versionOf(state);
  if (running !== undefined) {
    if (compareVersions(release.version, running) === 0) return "has-version";
    if (objectionTo(release, running)) return "refuses";
  }
  if (!state?.presence.online) return "away";
  return canBeUpdated(state) ? "offered" : "not-updatable";
}

/** The version of a cabinet's bridge, where it says one that releases can be compared with. */
function versionOf(state: CabinetState | undefined): string | undefined {
  return /^jiehuan\/([0-9]+\.[0-9]+\.[0-9]+)$/.exec(state?.bridge?.software ?? "")?.[1];
}
