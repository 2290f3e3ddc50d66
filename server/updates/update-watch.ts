import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { seal } from "../../protocol/seal.ts";
import type { UpdateReport } from "../../protocol/upward.ts";
import type { Link } from "../fleet/link.ts";
import type { Registry } from "../fleet/registry.ts";
import { step } from "../rental/transitions.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { releaseIn } from "./releases.ts";
import { isStaged } from "./rollouts.ts";
import { cabinetUpdateTransitions, hasEnded, mustHalt, rolloutTransitions } from "./update-machines.ts";
import {
  type CabinetUpdate,
  cabinetUpdateTable,
  ofRollout,
  openRollout,
  type Release,
  rolloutTable,
  updateKey,
} from "./update-tables.ts";

export interface UpdateWatchParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: string;
  /** Ten characters or more, letters and digits, never the same twice. */
  readonly newId: () => string;
}

/** How often the watch looks for cabinets to be offered a release; ms. */
const lookEvery = 10_000;
/** A cabinet is asked again how its update stands after so long, and sooner where it restarts; ms. */
const askAgain = 60_000;
const askRestarted = 15_000;
const expiresAfter = 20_000;

interface Offer {
  readonly rolloutId: string;
  readonly release: Release;
  readonly cabinetIds: readonly CabinetId[];
}

/**
 * Offers the release of the running rollout to the cabinets of its stage that are there, and asks them again until each has ended its
 * update. Every hub does so; a bridge answers an offer that it knows with how its update stands.
 */
export class UpdateWatch {
  readonly #parts: UpdateWatchParts;
  /** When each update was last asked for, by the monotonic clock. */
  readonly #askedAt = new Map<string, number>();
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
      .then(() => this.#offer())
      .catch((err: unknown) => log.error({ err }, "cabinets could not be offered a release"));
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
      return next.state === "rolled-back" && haltIn(tx, report.rollout);
    });
    if (halted) log.error({ rolloutId: report.rollout }, "a rollout halts: too many cabinets rolled back");
  }

  async #offer(): Promise<void> {
    const { store, registry, link, clock, publicUrl, newId } = this.#parts;
    const offer = await store.transact((tx) => this.#dueIn(tx));
    if (!offer) return;
    const { rolloutId: rollout, release, cabinetIds } = offer;
    const { manifest, signature, version } = release;
    const address = `${publicUrl}/api/cabinet/releases/${version}`;
    for (const cabinetId of cabinetIds) {
      const sealKey = await registry.sealKeyOf(cabinetId);
      if (!sealKey) continue;
      const issuedAt = clock.now();
      const times = { issuedAt, expiresAt: issuedAt + expiresAfter, ttl: expiresAfter };
      const offered = { rollout, address, manifest, signature };
      const command = { v: 1, id: `U${newId()}`, action: "update", ...offered, ...times } as const;
      this.#askedAt.set(updateKey(rollout, cabinetId), clock.monotonic());
      await link.publish(cabinetId, "command", seal(sealKey, cabinetId, command));
    }
  }

  /** Marks cabinets that get their first offer. */
  async #dueIn(tx: Transaction): Promise<Offer | undefined> {
    const { clock } = this.#parts;
    const [rollout] = await tx.find(rolloutTable, openRollout);
    if (rollout?.state !== "running") {
      this.#askedAt.clear();
      return undefined;
    }
    const { rolloutId, version } = rollout;
    const [release, cabinets, states, updates] = await Promise.all([
      releaseIn(tx, version),
      tx.all(cabinetTable),
      tx.all(cabinetStateTable),
      tx.find(cabinetUpdateTable, ofRollout(rolloutId)),
    ]);
    const reachable = new Set(
      states.flatMap(({ cabinetId, presence, bridge }) =>
        presence.online && bridge?.actions?.includes("update") ? [cabinetId] : [],
      ),
    );
    const known = new Map(updates.map((update) => [update.cabinetId, update]));
    const due: CabinetId[] = [];
    for (const cabinet of cabinets) {
      const { cabinetId } = cabinet;
      const update = known.get(cabinetId);
      if (!reachable.has(cabinetId) || !isStaged(rollout, cabinet) || !this.#isDue(rolloutId, cabinetId, update))
        continue;
      due.push(cabinetId);
      if (!update)
        await tx.put(cabinetUpdateTable, { rolloutId, cabinetId, state: "announced", changedAt: clock.now() });
    }
    return { rolloutId, release, cabinetIds: due };
  }

  #isDue(rolloutId: string, cabinetId: CabinetId, update: CabinetUpdate | undefined): boolean {
    if (update && hasEnded(update.state)) return false;
    const askedAt = this.#askedAt.get(updateKey(rolloutId, cabinetId));
    const pause = update?.state === "installed" ? askRestarted : askAgain;
    return askedAt === undefined || this.#parts.clock.monotonic() - askedAt >= pause;
  }
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

async function haltIn(tx: Transaction, rolloutId: string): Promise<boolean> {
  const rollout = await tx.get(rolloutTable, rolloutId);
  const updates = await tx.find(cabinetUpdateTable, ofRollout(rolloutId));
  const count = (is: (update: CabinetUpdate) => boolean) => updates.filter(is).length;
  const rolledBack = count(({ state }) => state === "rolled-back");
  if (
    rollout?.state !== "running" ||
    !mustHalt(
      rolledBack,
      count(({ state }) => hasEnded(state)),
    )
  )
    return false;
  await tx.put(rolloutTable, { ...rollout, state: step(rolloutTransitions, rollout.state, "halted") });
  return true;
}
