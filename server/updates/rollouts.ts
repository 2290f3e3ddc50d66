import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { ActBy } from "../fleet/cabinet-service.ts";
import { step } from "../rental/transitions.ts";
import { type AuditedAct, type AuditLog, type AuditRecord, auditPage } from "../store/audit-table.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type Releases, releaseIn } from "./releases.ts";
import { hasEnded, isInStage, type RolloutState, rolloutTransitions } from "./update-machines.ts";
import {
  type CabinetUpdate,
  cabinetUpdateTable,
  ofRollout,
  openRollout,
  type Release,
  type Rollout,
  rolloutTable,
  updateKey,
} from "./update-tables.ts";

export interface RolloutsParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly clock: Pick<Clock, "now">;
  readonly releases: Pick<Releases, "checkArchive" | "expectIntact">;
  /** Ten characters or more, letters and digits, never the same twice. */
  readonly newId: () => string;
  /** Something has changed: cabinets may be offered a release now. */
  readonly onChange: () => void;
}

/** To which cabinets a release is offered. */
export interface Stage {
  readonly percent: number;
  readonly sites?: readonly string[] | undefined;
}

/** A rollout, with the cabinets of its stage. */
export interface RolloutView extends Rollout {
  /** Cabinets of the stage that were not reached yet. */
  readonly waiting: readonly CabinetId[];
  /** Those of them that are connected, and whose bridges can't be updated over the air. */
  readonly notUpdatable: readonly CabinetId[];
  readonly cabinets: readonly CabinetUpdate[];
  /** What operators did with it, and why; the newest first, the last ones only. */
  readonly acts: readonly AuditRecord[];
}

/** What an operator may do with a rollout. */
export type RolloutAct = { readonly act: "pause" | "resume" | "end" } | ({ readonly act: "widen" } & Stage);

/** More acts of a rollout are read in the audit log. */
const shownActs = 50;

const stateAfter = { pause: "paused", resume: "running", end: "ended" } as const satisfies Record<string, RolloutState>;

/** Brings releases to cabinets in stages. */
export class Rollouts {
  readonly #parts: RolloutsParts;

  constructor(parts: RolloutsParts) {
    this.#parts = parts;
  }

  list(): Promise<readonly Rollout[]> {
    return this.#parts.store.transact((tx) => tx.all(rolloutTable));
  }

  /** @throws AppError rollout/unknown */
  view(rolloutId: string): Promise<RolloutView> {
    return this.#parts.store.transact(async (tx) => {
      const rollout = await rolloutIn(tx, rolloutId);
      const cabinets = await tx.find(cabinetUpdateTable, ofRollout(rolloutId));
      const reached = new Set(cabinets.map(({ cabinetId }) => cabinetId));
      const staged = (await tx.all(cabinetTable)).filter((cabinet) => isStaged(rollout, cabinet));
      const waiting = staged.map(({ cabinetId }) => cabinetId).filter((cabinetId) => !reached.has(cabinetId));
      const states = await tx.all(cabinetStateTable);
      const acts = await auditPage(tx, { subject: `rollout/${rolloutId}` }, { limit: shownActs });
      const connected = states.filter(({ presence }) => presence.online);
      const fixed = new Set(connected.filter((state) => !canBeUpdated(state)).map(({ cabinetId }) => cabinetId));
      return { ...rollout, waiting, notUpdatable: waiting.filter((cabinetId) => fixed.has(cabinetId)), cabinets, acts };
    });
  }

  /** @throws AppError release/unknown, release/incomplete, release/archive-damaged; rollout/open while another one is */
  async start(version: string, { percent, sites }: Stage, by: ActBy): Promise<Rollout> {
    const { store, audit, clock, newId, onChange, releases } = this.#parts;
    const stage = { percent, ...(sites && { sites }) };
    const rollout: Rollout = {
      rolloutId: `R${newId()}`,
      version,
      state: "running",
      ...stage,
      createdAt: clock.now(),
    };
    const release = await store.transact((tx) => releaseIn(tx, version));
    if (!release.complete) throw new AppError("release/incomplete");
    await releases.checkArchive(release);
    await store.transact(async (tx) => {
      if (!(await releaseIn(tx, version)).complete) throw new AppError("release/incomplete");
      if ((await tx.find(rolloutTable, openRollout)).length > 0) throw new AppError("rollout/open");
      await tx.put(rolloutTable, rollout);
      await audit.recordIn(tx, {
        ...by,
        act: { what: "rollout-started", rolloutId: rollout.rolloutId, version, ...stage },
      });
    });
    onChange();
    return rollout;
  }

  /**
   * Pauses, resumes, ends or widens a rollout. The end calls off each update whose trial has not begun; a pause does not.
   * @throws AppError rollout/unknown; rollout/wrong-state; rollout/not-wider where the stage would lose cabinets;
   * release/archive-damaged where what is to be resumed can't be had
   */
  async act(rolloutId: string, act: RolloutAct, by: ActBy): Promise<Rollout> {
    const { store, audit, onChange, releases } = this.#parts;
    if (act.act === "resume") {
      const release = await store.transact(async (tx) => releaseIn(tx, (await rolloutIn(tx, rolloutId)).version));
      await releases.checkArchive(release);
    }
    const changed = await store.transact(async (tx) => {
      const rollout = await rolloutIn(tx, rolloutId);
      const next = act.act === "widen" ? widened(rollout, act) : moved(rollout, act.act);
      await tx.put(rolloutTable, next);
      await audit.recordIn(tx, { ...by, act: auditedAct(next, act) });
      return next;
    });
    onChange();
    return changed;
  }

  /**
   * The release that a cabinet may download now.
   * @throws AppError release/unknown where no open rollout offers it that one; rollout/paused; release/archive-damaged
   */
  async offered(version: string, cabinetId: CabinetId): Promise<Release> {
    const { store, releases } = this.#parts;
    const release = await store.transact(async (tx) => {
      const [rollout] = await tx.find(rolloutTable, openRollout);
      if (rollout?.version !== version) throw new AppError("release/unknown");
      const update = await tx.get(cabinetUpdateTable, updateKey(rollout.rolloutId, cabinetId));
      if (!update || hasEnded(update.state)) throw new AppError("release/unknown");
      if (rollout.state !== "running") throw new AppError("rollout/paused");
      return releaseIn(tx, version);
    });
    await releases.expectIntact(release);
    return release;
  }
}

/** Whether a rollout is meant for a cabinet. */
export function isStaged(
  { version, percent, sites }: Pick<Rollout, "version" | "percent" | "sites">,
  { cabinetId, siteId, disabled }: Cabinet,
): boolean {
  if (disabled || (sites && (siteId === undefined || !sites.includes(siteId)))) return false;
  return isInStage(version, cabinetId, percent);
}

/** Whether a cabinet's bridge knows updates over the air. */
export function canBeUpdated({ bridge }: CabinetState): boolean {
  return bridge?.actions?.includes("update") === true;
}

async function rolloutIn(tx: Transaction, rolloutId: string): Promise<Rollout> {
  const rollout = await tx.get(rolloutTable, rolloutId);
  if (!rollout) throw new AppError("rollout/unknown");
  return rollout;
}

function moved(rollout: Rollout, act: keyof typeof stateAfter): Rollout {
  const { state, haltedBy: _, ...others } = rollout;
  const to = stateAfter[act];
  if (!rolloutTransitions.some((transition) => transition.from === state && transition.to === to))
    throw new AppError("rollout/wrong-state", `The rollout is ${state}.`);
  return { ...others, state: step(rolloutTransitions, state, to) };
}

function widened(rollout: Rollout, { percent, sites }: Stage): Rollout {
  if (rollout.state === "ended") throw new AppError("rollout/wrong-state", "The rollout is ended.");
  const keepsSites = !sites || (rollout.sites?.every((site) => sites.includes(site)) ?? false);
  if (percent < rollout.percent || !keepsSites) throw new AppError("rollout/not-wider");
  const { sites: _, ...others } = rollout;
  return { ...others, percent, ...(sites && { sites }) };
}

function auditedAct({ rolloutId, version, percent, sites }: Rollout, { act }: RolloutAct): AuditedAct {
  switch (act) {
    case "pause":
      return { what: "rollout-paused", rolloutId, version };
    case "resume":
      return { what: "rollout-resumed", rolloutId, version };
    case "end":
      return { what: "rollout-ended", rolloutId, version };
    case "widen":
      return { what: "rollout-widened", rolloutId, version, percent, ...(sites && { sites }) };
  }
}
