import type { Clock } from "../../platform/clock.ts";
import type { Disk } from "../../platform/disk.ts";
import { programOf, readRecord, type UpdateRecord, writeRecord } from "./update-record.ts";

/** How a process ended; `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
}

/** A bridge that runs. */
export interface RunningBridge {
  readonly ended: Promise<Ended>;
  signal(name: "SIGTERM" | "SIGKILL" | "SIGHUP" | "SIGINT"): void;
}

export interface LauncherParts {
  readonly disk: Disk;
  readonly clock: Clock;
  /** The folder of records and releases; undefined: there is none, and no update is possible. */
  readonly updates: string | undefined;
  /** The version and the program of the installation, which no update changes. */
  readonly base: { readonly version: string; readonly program: string };
  readonly run: (program: string) => RunningBridge;
  /** How long a new version may take until it confirms itself; ms. */
  readonly trialLimit: number;
  readonly log: (text: string) => void;
}

/** A release on trial is started so often; each power cut counts. */
export const trialStarts = 3;
/** Between two starts of a release that crashed; ms. */
const crashPause = 2000;
/** For an opening that has begun, as in the systemd unit; ms. */
const stopWithin = 30_000;
/** Of sysexits.h: a wrong command line, a wrong setting. The same settings will be refused again. */
const settingsRefused: readonly (number | null)[] = [64, 78];

/**
 * Starts the version that the record names, and returns to the one before where a new version does not confirm itself. It
 * is part of the installation and has no packages, so that no update can break it.
 *
 * ```
 *            record: trial            confirmed by the bridge
 * bridge ──────────────────▶ trial ──────────────────────────▶ current
 *                              │ three starts, time over, settings refused, files missing
 *                              └───────────────────────────────▶ previous
 * ```
 */
export class Launcher {
  readonly #parts: LauncherParts;
  #bridge: RunningBridge | undefined;
  #stopping = false;

  constructor(parts: LauncherParts) {
    this.#parts = parts;
  }

  /** Runs until a signal or a failure ends the bridge. @returns the exit code, for whoever started the launcher */
  async run(): Promise<number> {
    for (;;) {
      const { program, onTrial } = await this.#choose();
      if (this.#stopping) return 0;
      const { code, timedOut } = await this.#runOnce(program, onTrial);
      if (this.#stopping) return code ?? 1;
      if (onTrial && (await this.#record()).trial) await this.#afterTrial(code, timedOut);
      else if (code !== 0) return code ?? 1;
    }
  }

  /** Passes a signal on. All but SIGHUP end the launcher when the bridge has ended. */
  signal(name: "SIGTERM" | "SIGHUP" | "SIGINT"): void {
    if (name !== "SIGHUP") this.#stopping = true;
    this.#bridge?.signal(name);
  }

  /** Counts the start of a trial on the disk first: a version that takes the machine down with it must not be tried for ever. */
  async #choose(): Promise<{ program: string; onTrial: boolean }> {
    const { base, updates, disk } = this.#parts;
    const record = await this.#record();
    const { current, trial } = record;
    if (updates === undefined || current === null) return { program: base.program, onTrial: false };
    const program = programOf(updates, current);
    const isThere = await disk.read(program).then(
      (bytes) => bytes !== undefined,
      () => false,
    );
    if (!isThere) {
      await this.#goBack(record, "files-missing");
      return this.#choose();
    }
    if (!trial) return { program, onTrial: false };
    if (trial.starts < trialStarts) {
      const counted = await this.#save({ ...record, trial: { ...trial, starts: trial.starts + 1 } });
      if (counted) return { program, onTrial: true };
      return { program: this.#programBefore(record), onTrial: false };
    }
    const wentBack = await this.#goBack(record, "crashed");
    return wentBack ? this.#choose() : { program: this.#programBefore(record), onTrial: false };
  }

  async #runOnce(program: string, onTrial: boolean): Promise<Ended & { timedOut: boolean }> {
    const { run, clock, trialLimit, log, updates } = this.#parts;
    log(`starts ${program}${onTrial ? ", on trial" : ""}`);
    const bridge = run(program);
    this.#bridge = bridge;
    let timedOut = false;
    const cancels: (() => void)[] = [];
    const end = async () => {
      if (updates === undefined || (await this.#record()).trial === undefined) return;
      timedOut = true;
      log("the new version has not confirmed itself in time");
      bridge.signal("SIGTERM");
      cancels.push(clock.after(stopWithin, () => bridge.signal("SIGKILL")));
    };
    if (onTrial) cancels.push(clock.after(trialLimit, () => void end()));
    const { code } = await bridge.ended;
    this.#bridge = undefined;
    for (const cancel of cancels) cancel();
    return { code, timedOut };
  }

  async #afterTrial(code: number | null, timedOut: boolean): Promise<void> {
    const record = await this.#record();
    if (timedOut) await this.#goBack(record, "not-healthy");
    else if (settingsRefused.includes(code)) await this.#goBack(record, "settings-refused");
    else await new Promise<void>((resolve) => void this.#parts.clock.after(crashPause, resolve));
  }

  /** @returns whether it is on the disk */
  async #goBack({ base, current, previous, trial, last }: UpdateRecord, reason: string): Promise<boolean> {
    this.#parts.log(`returns to ${trial ? (previous ?? "the installation") : "the installation"}: ${reason}`);
    if (!trial) return this.#save({ base, current: null, previous: null, ...(last && { last }) });
    const { rollout, version } = trial;
    const before = previous === current ? null : previous;
    return this.#save({
      base,
      current: before,
      previous: null,
      last: { rollout, version, state: "rolled-back", reason },
    });
  }

  #programBefore({ previous }: UpdateRecord): string {
    const { updates, base } = this.#parts;
    return updates === undefined || previous === null ? base.program : programOf(updates, previous);
  }

  async #record(): Promise<UpdateRecord> {
    const { disk, updates, base } = this.#parts;
    if (updates === undefined) return { base: base.version, current: null, previous: null };
    return readRecord(disk, updates, base.version);
  }

  async #save(record: UpdateRecord): Promise<boolean> {
    const { disk, updates, log } = this.#parts;
    if (updates === undefined) return false;
    try {
      await writeRecord(disk, updates, record);
      return true;
    } catch (error) {
      log(`the record can't be written: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
}
