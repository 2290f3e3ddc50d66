import type { Clock, ClockSource } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { type ClockChange, type SteadyClock, stepThreshold } from "../../platform/steady-clock.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { clockStepTable, heartbeatTable } from "../store/clock-tables.ts";
import { ClockSteps, catchUp } from "../store/stepped-store.ts";
import type { Store, Transaction } from "../store/store.ts";
import { clockStart } from "./clock-start.ts";

export interface HubTimeParts {
  /** Without the steps. */
  readonly store: Store;
  readonly source: ClockSource;
  readonly clock: SteadyClock;
  /** Names the run of the machine; undefined where it does not tell. */
  readonly bootId: string | undefined;
  /** Whether other hubs may work on the store: then this one never takes over a step alone. */
  readonly shared: boolean;
  readonly metrics: Pick<HubMetrics, "clockStep" | "clockSteps" | "clockStartGap">;
  readonly log: Pick<Log, "info" | "warn" | "error">;
}

/** What must be told when the clock steps. */
export interface StepListener {
  /** All cabinets are to ask for the time. */
  askCabinets(): Promise<void>;
  /** What waits for silent cabinets begins anew. */
  beginSilenceAnew(): void;
}

/** Between two heartbeats; ms. */
const beatEvery = 60_000;
/** Cabinets are asked to take the time at most so often because of a wall clock that is only off; ms. */
const askEvery = 60_000;
/** A hub that runs writes its heartbeat anew: one that is so far away is of a machine that is gone, or had a wrong time; ms. */
const forgottenAfter = 24 * 3_600_000;
const statesTogether = 100;
const unknownMachine = "unknown";

/**
 * Keeps the hub's time over starts and steps: begins where the last heartbeat says, says when the wall clock is set, and
 * takes over what lasts, with all times of open orders.
 */
export class HubTime {
  readonly steps: ClockSteps;
  readonly #parts: HubTimeParts;
  #listener: StepListener = { askCabinets: () => Promise.resolve(), beginSilenceAnew: () => {} };
  readonly #unwatch: () => void;
  #cancelBeat: () => void = () => {};
  #work: Promise<void> = Promise.resolve();
  #adopting = false;
  /** The operator was told to put the wall clock right or to start this hub again. */
  #restartIsAsked = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  private constructor(parts: HubTimeParts, steps: ClockSteps) {
    this.#parts = parts;
    this.steps = steps;
    this.#unwatch = parts.clock.watch((change) => this.#changed(change));
  }

  /** Starts the clock. */
  static async start(parts: HubTimeParts): Promise<HubTime> {
    const { store, source, clock, bootId, shared, metrics, log } = parts;
    const time = new HubTime(parts, await ClockSteps.load(store));
    const beats = await store.transact((tx) => tx.all(heartbeatTable));
    const start = clockStart(beats, { wall: source.now(), uptime: source.uptime(), bootId }, shared, time.steps.sizes);
    clock.start(start);
    const { gap, doubtful = false } = start;
    if (gap !== undefined) metrics.clockStartGap.set(gap / 1000);
    // Hubs may be apart by less than what counts as a step.
    if (gap !== undefined && shared && gap < -stepThreshold)
      log.error({ gap }, "the hub's clock is behind the last heartbeat of other hubs; put the wall clocks right");
    else if (doubtful)
      log.warn(
        { gap },
        "the last heartbeat is long ago, or the wall clock is wrong; nothing counts as lost for ten minutes",
      );
    // What a hub that died had not moved yet.
    await catchUp(store, time.steps);
    await time.#beat();
    time.#beatLater();
    return time;
  }

  /** From now on these are told. */
  listen(listener: StepListener): void {
    this.#listener = listener;
  }

  /** The hub's clock as if it had never taken over a step: for what ends after a while whatever the time is. */
  get unstepped(): Clock {
    const { clock } = this.#parts;
    return {
      now: () => clock.now() - this.steps.total,
      monotonic: () => clock.monotonic(),
      after: (delay, work) => clock.after(delay, work),
    };
  }

  /** Waits for what runs, and writes the last heartbeat. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    this.#cancelBeat();
    await this.#work;
    await this.#tryBeat();
    this.#parts.clock.stop();
  }

  /** Waits until all that was begun is done. */
  idle(): Promise<void> {
    return this.#work;
  }

  #changed(change: ClockChange): void {
    const { clock, metrics, log, shared } = this.#parts;
    metrics.clockStep.set(clock.step / 1000);
    this.#restartIsAsked = shared && change.what === "lasts";
    switch (change.what) {
      case "stepped":
        metrics.clockSteps.inc({ outcome: "noticed" });
        log.error(
          { by: change.by, code: "hub/clock-stepped" },
          "the wall clock was set; the hub goes on by the time that has passed",
        );
        if (clock.monotonic() - this.#askedAt >= askEvery) this.#ask();
        return;
      case "came-back":
        metrics.clockSteps.inc({ outcome: "came-back" });
        log.info({}, "the wall clock is back");
        return;
      case "lasts":
        if (!shared) this.#adopt(change.by);
        else
          log.error(
            { by: change.by, code: "hub/clock-stepped" },
            "the wall clock stays off; put it right, or start this hub again if the wall clock is right",
          );
        return;
      case "adopted":
        metrics.clockSteps.inc({ outcome: "adopted" });
        log.warn({ by: change.by }, "the hub has taken over the wall clock's time; open orders move with it");
        this.#listener.beginSilenceAnew();
        this.#ask();
        return;
    }
  }

  #ask(): void {
    this.#askedAt = this.#parts.clock.monotonic();
    this.#do("cabinets could not be asked to take the time", () => this.#listener.askCabinets());
  }

  #adopt(by: number): void {
    if (this.#adopting || this.#stopped) return;
    this.#adopting = true;
    this.#do("a step of the clock could not be taken over; it is tried again", () =>
      this.#adoptDurably(by).finally(() => {
        this.#adopting = false;
      }),
    );
  }

  /** The step is on disk before the clock moves, with the heartbeat by which a start in between finds its time. */
  async #adoptDurably(by: number): Promise<void> {
    const { store, clock } = this.#parts;
    const step = await store.transact(async (tx) => {
      const no = this.steps.count + 1;
      // Of a try whose outcome was never known.
      const known = await tx.get(clockStepTable, clockStepTable.key({ no, by, at: 0 }));
      if (known) return known;
      const step = { no, by, at: clock.now() + by };
      await tx.put(clockStepTable, step);
      await this.#beatIn(tx, by);
      return step;
    });
    // In one turn, and where one process has the store while no transaction runs.
    await store.transact(async () => {
      if (this.steps.count >= step.no) return;
      this.steps.add(step);
      clock.adopt(step.by);
    });
    await this.#moveStates(step.by);
    const moved = await catchUp(store, this.steps);
    this.#parts.log.info({ by, moved }, "orders and unmatched events have moved with the clock");
  }

  /** What cabinets showed lately is only compared with what they show next. */
  async #moveStates(by: number): Promise<void> {
    const { store } = this.#parts;
    const keys = (await store.transact((tx) => tx.all(cabinetStateTable))).map((state) => cabinetStateTable.key(state));
    for (let first = 0; first < keys.length; first += statesTogether) {
      await store.transact(async (tx) => {
        for (const key of keys.slice(first, first + statesTogether)) {
          const state = await tx.get(cabinetStateTable, key);
          const now = this.#parts.clock.now();
          // One that was heard since has the new time. After a step back only what lies ahead is certainly old, and matters.
          if (!state || (by > 0 ? state.heardAt > now - by : state.heardAt <= now)) continue;
          const { presence, snapshot, heardAt } = state;
          await tx.put(cabinetStateTable, {
            ...state,
            heardAt: heardAt + by,
            presence: { ...presence, since: presence.since + by },
            ...(snapshot && { snapshot: { ...snapshot, at: snapshot.at + by } }),
          });
        }
      });
    }
  }

  #beatLater(): void {
    this.#cancelBeat = this.#parts.clock.after(beatEvery, () => {
      this.#do("a heartbeat could not be written", () => this.#beat());
      this.#beatLater();
    });
  }

  #beat(): Promise<void> {
    return this.#parts.store.transact((tx) => this.#beatIn(tx, 0));
  }

  async #tryBeat(): Promise<void> {
    await this.#beat().catch((err: unknown) =>
      this.#parts.log.warn({ err }, "the last heartbeat could not be written"),
    );
  }

  /** @param by what the clock is about to show more */
  async #beatIn(tx: Transaction, by: number): Promise<void> {
    const { clock, source, shared, bootId = unknownMachine } = this.#parts;
    const at = clock.now() + by;
    for (const beat of await tx.all(heartbeatTable))
      if (beat.bootId !== bootId && (!shared || Math.abs(beat.at - at) > forgottenAfter))
        await tx.delete(heartbeatTable, beat.bootId);
    const believeWall = this.#stopped && this.#restartIsAsked && ({ believeWall: true } as const);
    const off = by === 0 ? clock.step : 0;
    await tx.put(heartbeatTable, { bootId, at, uptime: source.uptime(), off, ...believeWall });
  }

  /** One after the other; what fails is said. */
  #do(failure: string, work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((err: unknown) => this.#parts.log.error({ err }, failure));
  }
}
