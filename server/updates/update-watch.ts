import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { CancelUpdateCommand, UpdateCommand } from "../../protocol/downward.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { seal } from "../../protocol/seal.ts";
import type { UpdateReport } from "../../protocol/upward.ts";
import type { Link } from "../fleet/link.ts";
import type { Registry } from "../fleet/registry.ts";
import { step } from "../rental/transitions.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type Releases, releaseIn } from "./releases.ts";
import { isStaged } from "./rollouts.ts";
import { cabinetUpdateTransitions, hasEnded, mustHalt, rolloutTransitions } from "./update-machines.ts";
import {
  type CabinetUpdate,
  cabinetUpdateTable,
  type HaltReason,
  ofRollout,
  openRollout,
  type Release,
  type Rollout,
  rolloutTable,
  underWay,
  updateKey,
} from "./update-tables.ts";

export interface UpdateWatchParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: string;
  readonly releases: Pick<Releases, "expectIntact">;
  /** Ten characters or more, letters and digits, never the same twice. */
  readonly newId: () => string;
}

/** How often the watch looks for cabinets to be offered a release; ms. */
const lookEvery = 10_000;
/** A cabinet is asked again how its update stands after so long, and sooner where it restarts; ms. */
const askAgain = 60_000;
const askRestarted = 15_000;
const expiresAfter = 20_000;

type Framed = "v" | "id" | "issuedAt" | "expiresAt" | "ttl" | "seal";
/** What a command says of an update. */
type AboutUpdate = Omit<UpdateCommand, Framed> | Omit<CancelUpdateCommand, Framed>;

interface CalledOff {
  readonly cabinetId: CabinetId;
  readonly rollout: string;
  readonly version: string;
}

interface Offer {
  readonly rolloutId: string;
  readonly release: Release;
  readonly cabinetIds: readonly CabinetId[];
}

/**
 * Offers the release of the running rollout to the cabinets of its stage that are there, and asks them again until each has ended its
 * update. Calls off the updates of a rollout that was ended, in the same way. Every hub does so; a bridge answers a command about an
 * update that it knows with how that stands.
 */
export class UpdateWatch {
  readonly #parts: UpdateWatchParts;
  /** When each update was last offered, and when it was last called off, by the monotonic clock. */
  readonly #offeredAt = new Map<string, number>();
  readonly #calledOffAt = new Map<string, number>();
  #cancel: () => void = () => {};
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: UpdateWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.look();
  }

  /** Looks now, and from time to time afterwards. Resolves when it has looked. */
  look(): Promise<void> {
    if (this.#stopped) return this.#looking;
    const { clock, log } = this.#parts;
    this.#cancel();
    this.#looking = this.#looking
      .then(() => this.#callOff())
      .then(() => this.#offer())
      .catch((err: unknown) => log.error({ err }, "updates could not be offered or called off"));
    this.#cancel = clock.after(lookEvery, () => void this.look());
    return this.#looking;
  }

  /** Waits for a look that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#looking;
  }

  /** Takes a cabinet's report. One of an unknown rollout, or one that leads nowhere from where the update stands, changes nothing. */
  async take(cabinetId: CabinetId, report: UpdateReport): Promise<void> {
    const { store, clock, log } = this.#parts;
    const halted = await store.transact(async (tx) => {
      const update = await tx.get(cabinetUpdateTable, updateKey(report.rollout, cabinetId));
      if (!update) return false;
      const next = after(update, report, clock.now());
      if (!next) return false;
      await tx.put(cabinetUpdateTable, next);
      return next.state === "rolled-back" && haltForRollbacksIn(tx, report.rollout);
    });
    if (halted) log.error({ rolloutId: report.rollout }, "a rollout halts: too many cabinets rolled back");
  }

  async #offer(): Promise<void> {
    const { store, publicUrl } = this.#parts;
    const offer = await store.transact((tx) => this.#dueIn(tx));
    if (!offer) return;
    const { rolloutId: rollout, release, cabinetIds } = offer;
    if (cabinetIds.length > 0 && !(await this.#isIntact(rollout, release))) return;
    const { manifest, signature, version } = release;
    const address = `${publicUrl}/api/cabinet/releases/${version}`;
    for (const cabinetId of cabinetIds) {
      this.#offeredAt.set(updateKey(rollout, cabinetId), this.#parts.clock.monotonic());
      await this.#send(cabinetId, { action: "update", rollout, address, manifest, signature });
    }
  }

  /** A rollout whose archive is damaged halts: no cabinet could install it. */
  async #isIntact(rolloutId: string, release: Release): Promise<boolean> {
    const { releases, store, log } = this.#parts;
    try {
      await releases.expectIntact(release);
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "release/archive-damaged") throw error;
      const { code, message: why } = error;
      await store.transact((tx) => haltIn(tx, rolloutId, "archive-damaged"));
      log.error({ rolloutId, version: release.version, code, why }, "a rollout halts: the stored archive is damaged");
      return false;
    }
  }

  async #callOff(): Promise<void> {
    const due = await this.#parts.store.transact((tx) => this.#dueToEndIn(tx));
    for (const { cabinetId, rollout, version } of due) {
      this.#calledOffAt.set(updateKey(rollout, cabinetId), this.#parts.clock.monotonic());
      await this.#send(cabinetId, { action: "cancel-update", rollout, version });
    }
  }

  async #send(cabinetId: CabinetId, about: AboutUpdate): Promise<void> {
    const { registry, link, clock, newId } = this.#parts;
    const sealKey = await registry.sealKeyOf(cabinetId);
    if (!sealKey) return;
    const issuedAt = clock.now();
    const times = { issuedAt, expiresAt: issuedAt + expiresAfter, ttl: expiresAfter };
    await link.publish(cabinetId, "command", seal(sealKey, cabinetId, { v: 1, id: `U${newId()}`, ...about, ...times }));
  }

  /** Marks cabinets that get their first offer. */
  async #dueIn(tx: Transaction): Promise<Offer | undefined> {
    const { clock } = this.#parts;
    const [rollout] = await tx.find(rolloutTable, openRollout);
    if (rollout?.state !== "running") {
      this.#offeredAt.clear();
      return undefined;
    }
    const { rolloutId, version } = rollout;
    const [release, cabinets, reachable, updates] = await Promise.all([
      releaseIn(tx, version),
      tx.all(cabinetTable),
      knowing(tx, "update"),
      tx.find(cabinetUpdateTable, ofRollout(rolloutId)),
    ]);
    const known = new Map(updates.map((update) => [update.cabinetId, update]));
    const due: CabinetId[] = [];
    for (const cabinet of cabinets) {
      const { cabinetId } = cabinet;
      const update = known.get(cabinetId);
      if (!reachable.has(cabinetId) || !isStaged(rollout, cabinet)) continue;
      if (update && !this.#isDue(update, this.#offeredAt)) continue;
      due.push(cabinetId);
      if (!update)
        await tx.put(cabinetUpdateTable, { rolloutId, cabinetId, state: "announced", changedAt: clock.now() });
    }
    return { rolloutId, release, cabinetIds: due };
  }

  /** Updates that have not ended although their rollout has. */
  async #dueToEndIn(tx: Transaction): Promise<readonly CalledOff[]> {
    const updates = await tx.find(cabinetUpdateTable, underWay);
    const rollouts = new Map<string, Rollout>();
    for (const rolloutId of new Set(updates.map((update) => update.rolloutId))) {
      const rollout = await tx.get(rolloutTable, rolloutId);
      if (rollout?.state === "ended") rollouts.set(rolloutId, rollout);
    }
    if (rollouts.size === 0) {
      this.#calledOffAt.clear();
      return [];
    }
    const reachable = await knowing(tx, "cancel-update");
    return updates.flatMap((update) => {
      const { rolloutId, cabinetId } = update;
      const rollout = rollouts.get(rolloutId);
      if (!rollout || !reachable.has(cabinetId) || !this.#isDue(update, this.#calledOffAt)) return [];
      return [{ cabinetId, rollout: rolloutId, version: rollout.version }];
    });
  }

  #isDue({ rolloutId, cabinetId, state }: CabinetUpdate, lastAsked: ReadonlyMap<string, number>): boolean {
    if (hasEnded(state)) return false;
    const askedAt = lastAsked.get(updateKey(rolloutId, cabinetId));
    const pause = state === "installed" ? askRestarted : askAgain;
    return askedAt === undefined || this.#parts.clock.monotonic() - askedAt >= pause;
  }
}

/** The cabinets that are there, and whose bridge knows this command. */
async function knowing(tx: Transaction, action: AboutUpdate["action"]): Promise<ReadonlySet<CabinetId>> {
  const states = await tx.all(cabinetStateTable);
  return new Set(
    states.flatMap(({ cabinetId, presence, bridge }) =>
      presence.online && bridge?.actions?.includes(action) ? [cabinetId] : [],
    ),
  );
}

function after(update: CabinetUpdate, report: UpdateReport, now: number): CabinetUpdate | undefined {
  const { rolloutId, cabinetId, state: before, changedAt } = update;
  const { state: to } = report;
  const isStep = cabinetUpdateTransitions.some((transition) => transition.from === before && transition.to === to);
  if (!isStep && before !== to) return undefined;
  const state = isStep ? step(cabinetUpdateTransitions, before, to) : before;
  const details = {
    ...("reason" in report && { reason: report.reason }),
    ...("received" in report && { received: report.received }),
  };
  return { rolloutId, cabinetId, state, changedAt: isStep ? now : changedAt, ...details };
}

async function haltForRollbacksIn(tx: Transaction, rolloutId: string): Promise<boolean> {
  const updates = await tx.find(cabinetUpdateTable, ofRollout(rolloutId));
  const count = (is: (update: CabinetUpdate) => boolean) => updates.filter(is).length;
  const rolledBack = count(({ state }) => state === "rolled-back");
  const ended = count(({ state }) => hasEnded(state));
  return mustHalt(rolledBack, ended) && haltIn(tx, rolloutId, "rollbacks");
}

/** @returns whether it was running */
async function haltIn(tx: Transaction, rolloutId: string, haltedBy: HaltReason): Promise<boolean> {
  const rollout = await tx.get(rolloutTable, rolloutId);
  if (rollout?.state !== "running") return false;
  await tx.put(rolloutTable, { ...rollout, state: step(rolloutTransitions, rollout.state, "halted"), haltedBy });
  return true;
}
