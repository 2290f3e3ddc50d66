import { expect, test } from "vitest";
import { type Ended, Launcher, type RunningBridge } from "../../../firmware-bridge/launcher/launcher.ts";
import { readRecord, updatesFolder } from "../../../firmware-bridge/launcher/update-record.ts";
import { Updater, type UpdateState } from "../../../firmware-bridge/updates/updater.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { cancel, exampleRelease, offer, pair, serving, usualFiles } from "./example-release.ts";
import { ModelDisk } from "./model-disk.ts";

/*
 * The whole update on a disk that loses its power: from the hub's offer to the confirmed release. A machine is a launcher and the
 * bridges that it starts. Each cut ends the machine in the middle of one step of the disk; the next machine starts on what is left.
 */

const updates = updatesFolder("/data");
const base = { version: "0.2.0", program: "/opt/bridge.js" };
const release = exampleRelease();
const program = `${updates}/releases/${release.folder}/program/bridge.cjs`;

/** What is lost of what was not synced: nothing (the process was killed), contents, or contents and names. */
const losses = ["nothing", "contents", "names"] as const;
type Loss = (typeof losses)[number];

/** Of three boards the second one is dead: the new version has to know it after every cut. */
const answering = [1, 25];

class PowerCut extends Error {}

/** What machines hear from the hub: an offer, or from some step of the disk on that the rollout was ended. */
class Hub {
  #endsAfter: number;
  heard: UpdateState[] = [];
  #updater: Updater | undefined;

  constructor(endsAfter = Number.POSITIVE_INFINITY) {
    this.#endsAfter = endsAfter;
  }

  /** A bridge has connected. */
  meet(updater: Updater): void {
    this.#updater = updater;
    if (this.#endsAfter < 0) updater.cancel(cancel(release));
    else updater.receive(offer(release));
  }

  /** The disk takes a step. */
  tick(): void {
    if (--this.#endsAfter === -1) this.#updater?.cancel(cancel(release));
  }
}

/** Runs a machine until the release is confirmed, its power fails at a step of the disk, or it comes to rest. */
class Machine {
  readonly #disk: ModelDisk;
  readonly #hub: Hub;
  readonly #clock = new ManualClock();
  readonly #isGood: boolean;
  steps = 0;
  hasPower = true;
  starts: string[] = [];
  #isIdle = false;

  constructor(disk: ModelDisk, { cutAt, isGood, hub }: { cutAt: number; isGood: boolean; hub: Hub }) {
    this.#disk = disk;
    this.#hub = hub;
    this.#isGood = isGood;
    disk.before = (step) => {
      if (step === "read") return undefined;
      if (this.steps++ >= cutAt) this.hasPower = false;
      if (this.hasPower) hub.tick();
      // Nothing that ran on this machine goes on.
      return this.hasPower ? undefined : new Promise<never>(() => {});
    };
  }

  async run(): Promise<void> {
    const launcher = new Launcher({
      disk: this.#disk,
      clock: this.#clock,
      updates,
      base,
      run: (path) => this.#bridge(path),
      trialLimit: 24 * 3_600_000,
      log: () => {},
    });
    void launcher.run();
    while (this.hasPower && !(await this.#isAtRest())) {
      await settle();
      // Far below the time of a trial: unpacking takes real time.
      await this.#clock.pass(500);
    }
    this.hasPower = false;
    this.#disk.before = () => undefined;
  }

  /** The update has ended, and what runs is what is to stay. */
  async #isAtRest(): Promise<boolean> {
    const { trial, last, current } = await readRecord(this.#disk, updates, base.version);
    const staying = current === null ? base.program : program;
    return last !== undefined && !trial && this.starts.at(-1) === staying && this.#isIdle;
  }

  /** A bridge: the old one takes the hub's offer; the new one confirms itself if it is good. */
  #bridge(path: string): RunningBridge {
    this.starts.push(path);
    this.#isIdle = false;
    let end: (ended: Ended) => void = () => {};
    const ended = new Promise<Ended>((resolve) => {
      end = resolve;
    });
    void this.#live(path, () => end({ code: 0 })).catch(() => end({ code: 1 }));
    return { ended, signal: () => end({ code: 0 }) };
  }

  async #live(path: string, restart: () => void): Promise<void> {
    const isNew = path !== base.program;
    // A program that is not whole would crash: it must never be started.
    if (isNew) await expectWhole(this.#disk);
    if (isNew && !this.#isGood) throw new Error("a bad release");
    const updater = new Updater({
      disk: this.#disk,
      updates,
      record: await readRecord(this.#disk, updates, base.version),
      running: isNew ? "0.3.0" : "0.2.0",
      keys: [pair.publicKey],
      openArchive: serving(release),
      clock: this.#clock,
      backoff: { next: () => 1000, reset: () => {} },
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      isQuiet: () => true,
      answeringBoards: () => answering,
      report: (_about, state) => void this.#hub.heard.push(state),
      restart,
    });
    this.#hub.meet(updater);
    if (updater.trialBoards) {
      expect(updater.trialBoards).toEqual(answering);
      await updater.confirm();
    }
    this.#isIdle = true;
  }
}

async function expectWhole(disk: ModelDisk): Promise<void> {
  for (const { path, content } of usualFiles) {
    const bytes = await disk.read(`${updates}/releases/${release.folder}/${path}`);
    if (bytes?.toString() !== content) throw new PowerCut(`${path} is not whole`);
  }
}

function lose(disk: ModelDisk, loss: Loss): void {
  if (loss !== "nothing") disk.cutPower(loss === "names" ? "lost" : "kept");
}

/** Cuts at each of these steps, one machine after the other, and lets the last machine come to rest. */
async function afterCuts(cuts: readonly number[], loss: Loss, isGood = true, hub = new Hub()) {
  const disk = new ModelDisk();
  const starts: string[] = [];
  for (const cutAt of [...cuts, Number.POSITIVE_INFINITY]) {
    const machine = new Machine(disk, { cutAt, isGood, hub });
    await machine.run();
    starts.push(...machine.starts);
    if (Number.isFinite(cutAt)) lose(disk, loss);
    else return { record: await readRecord(disk, updates, base.version), starts, steps: machine.steps, disk };
  }
  throw new Error("no machine came to rest");
}

test("an update without a cut takes the release to its confirmation", async () => {
  const { record, starts, steps } = await afterCuts([], "nothing");
  expect(record).toMatchObject({ current: release.folder, last: { state: "healthy", version: "0.3.0" } });
  expect(record.trial).toBeUndefined();
  expect(starts).toEqual([base.program, program]);
  expect(steps).toBeGreaterThan(30);
});

test.each(losses)(
  "a power cut at any step, with a loss of %s, leaves a whole version, and the update succeeds",
  async (loss) => {
    const { steps } = await afterCuts([], "nothing");
    for (let cutAt = 0; cutAt < steps; cutAt++) {
      const { record, disk } = await afterCuts([cutAt], loss);
      expect(record, `cut at step ${cutAt}`).toMatchObject({ current: release.folder, last: { state: "healthy" } });
      await expectWhole(disk);
    }
  },
);

test.each(losses)(
  "a second cut at any step while the first is made good, with a loss of %s, changes nothing",
  async (loss) => {
    const { steps } = await afterCuts([], "nothing");
    for (let first = 3; first < steps; first += 7) {
      for (let second = 0; second < steps; second += 5) {
        const { record } = await afterCuts([first, second], loss);
        const at = `cut at steps ${first} and ${second}: ${JSON.stringify(record)}`;
        expect(record, at).toMatchObject({ current: release.folder, last: { state: "healthy" } });
      }
    }
  },
);

test.each(losses)(
  "a release that crashes is rolled back whole, wherever the power is cut with a loss of %s",
  async (loss) => {
    const { steps } = await afterCuts([], "nothing", false);
    for (let cutAt = 0; cutAt < steps; cutAt++) {
      const { record, starts } = await afterCuts([cutAt], loss, false);
      const at = `cut at step ${cutAt}`;
      expect(record, at).toMatchObject({ current: null, last: { state: "rolled-back", reason: "crashed" } });
      expect(record.trial, at).toBeUndefined();
      expect(starts.at(-1), at).toBe(base.program);
    }
  },
);

test.each(losses)(
  "an update that is called off at any step, with a cut soon afterwards and a loss of %s, is not installed or is confirmed",
  async (loss) => {
    const { steps } = await afterCuts([], "nothing");
    const ends = new Set<string>();
    for (let endsAfter = 0; endsAfter < steps; endsAfter++) {
      for (const later of [1, 2, 3, 5]) {
        const hub = new Hub(endsAfter);
        const { record, starts } = await afterCuts([endsAfter + later], loss, true, hub);
        const at = `called off at step ${endsAfter}, cut at step ${endsAfter + later}`;
        const isCancelled = hub.heard.some((state) => state.state === "failed" && state.reason === "cancelled");
        ends.add(record.last?.state ?? "none");
        expect(record.trial, at).toBeUndefined();
        if (isCancelled) {
          expect(record, at).toMatchObject({ current: null, last: { state: "failed", reason: "cancelled" } });
          expect(starts, at).not.toContain(program);
        } else expect(record, at).toMatchObject({ current: release.folder, last: { state: "healthy" } });
      }
    }
    expect(ends).toEqual(new Set(["failed", "healthy"]));
  },
);
