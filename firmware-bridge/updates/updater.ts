import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "../../platform/clock.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Log } from "../../platform/log.ts";
import type { CancelUpdateCommand, UpdateCommand } from "../../protocol/downward.ts";
import { type Manifest, objectionTo, verifyManifest } from "../../protocol/release.ts";
import type { UpdateFailure, UpdateReport } from "../../protocol/upward.ts";
import { releasesFolder, type UpdateRecord, writeRecord } from "../launcher/update-record.ts";
import { digestOf, download, type OpenArchive } from "./download.ts";
import { unpack } from "./unpack.ts";
import type { UpdateDisk } from "./update-disk.ts";
import { diskFailure, UpdateError } from "./update-error.ts";

/** What a report says beyond which bridge and which update it is of. */
export type UpdateState = StateIn<UpdateReport>;
type StateIn<Report> = Report extends UpdateReport ? Omit<Report, "v" | "bootId" | "rollout" | "version"> : never;

export interface UpdaterParts {
  readonly disk: UpdateDisk;
  /** The folder of records, archives and releases. */
  readonly updates: string;
  /** What the record said when this bridge started. */
  readonly record: UpdateRecord;
  /** The version that runs. */
  readonly running: string;
  /** Who may sign releases; not empty. */
  readonly keys: readonly KeyObject[];
  readonly openArchive: OpenArchive;
  readonly clock: Clock;
  /** How long to wait after a download that was cut; ms. */
  readonly backoff: { next(): number; reset(): void };
  readonly log: Log;
  /** Whether the bridge may restart now: the hub is there, and no slot is being opened or was a moment ago. */
  readonly isQuiet: () => boolean;
  /** The boards that answer now, by their first slots. */
  readonly answeringBoards: () => readonly number[];
  readonly report: (about: About, state: UpdateState) => void;
  readonly restart: () => void;
}

/** Which update it is. */
interface About {
  readonly rollout: string;
  readonly version: string;
}

interface Active {
  readonly rollout: string;
  readonly address: string;
  readonly manifest: Manifest;
  state: Extract<UpdateState, { state: "downloading" | "ready" }>;
  /** The hub's command of another rollout, which takes its place. */
  next?: UpdateCommand;
  /** The hub has called it off. */
  isCancelled?: true;
}

/** Room that an update leaves to the journal and to all else; bytes. */
const reserve = 16 * 1024 * 1024;
const quietCheckEvery = 1000;
const reportEvery = 15_000;

/**
 * Brings a release onto the disk and has the launcher start it. The running version stays as it is until the record is
 * replaced, and after that until the new one has confirmed itself; so the power may be cut at any step.
 */
export class Updater {
  readonly #parts: UpdaterParts;
  #record: UpdateRecord;
  #active: Active | undefined;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;
  #cancelWait: () => void = () => {};

  constructor(parts: UpdaterParts) {
    this.#parts = parts;
    this.#record = parts.record;
  }

  /** The boards that have to answer before the version that runs is confirmed; undefined: it is not on trial. */
  get trialBoards(): readonly number[] | undefined {
    return this.#record.trial?.boards;
  }

  /** Begins the update that the hub offers, or says how it stands. */
  receive(command: UpdateCommand): void {
    const { rollout } = command;
    if (this.#reportSettled(rollout)) return;
    if (this.#active?.rollout === rollout) this.#reportProgress(this.#active);
    else if (!this.#record.trial && !this.#stopped) this.#begin(command);
  }

  /**
   * Gives up the update that the hub calls off, unless its trial has begun or it has ended: then it says how it stands. One that
   * has not begun is recorded as called off too, so that an offer on its way does not begin it.
   */
  cancel({ rollout, version }: CancelUpdateCommand): void {
    const active = this.#active;
    const about = { rollout, version };
    if (this.#stopped || this.#reportSettled(rollout)) return;
    if (active?.rollout === rollout) {
      active.isCancelled = true;
      this.#cancelWait();
    } else if (active || this.#record.trial) {
      // The update that is under way made way for this one: it does not go on instead.
      if (active?.next?.rollout === rollout) {
        delete active.next;
        active.isCancelled = true;
      }
      // The record is for the update that is under way.
      this.#parts.report(about, { state: "failed", reason: "cancelled" });
    } else void this.#callOff(about);
  }

  /** Says how an update stands that is on trial or has ended. @returns whether it is one of these */
  #reportSettled(rollout: string): boolean {
    const { last, trial } = this.#record;
    const { report } = this.#parts;
    if (trial?.rollout === rollout) report(trial, { state: "installed" });
    else if (last?.rollout === rollout) report(last, endOf(last));
    else return false;
    return true;
  }

  /** Ends what runs; the next start goes on when the hub repeats its command. */
  stop(): void {
    this.#stopped = true;
    this.#cancelWait();
  }

  /**
   * The running release is well: it stays. The one before is kept, older ones are removed.
   * @throws Error where the disk refuses it; the launcher then returns to the version before
   */
  async confirm(): Promise<void> {
    const { disk, updates, log, report } = this.#parts;
    const { trial, ...record } = this.#record;
    if (trial === undefined) return;
    const { rollout, version } = trial;
    const confirmed = { ...record, last: { rollout, version, state: "healthy" } } as const;
    await writeRecord(disk, updates, confirmed);
    this.#record = confirmed;
    log.info({ version }, "the new version is confirmed");
    report(trial, { state: "healthy" });
    await this.#tidy();
  }

  /** The hub offers one release at a time: another rollout means that it has ended the one before. */
  #begin(command: UpdateCommand): void {
    if (this.#active) {
      this.#active.next = command;
      this.#cancelWait();
    } else this.#consider(command);
  }

  #consider({ rollout, address, ...signed }: UpdateCommand): void {
    const { keys, running, report, log } = this.#parts;
    const read = verifyManifest(signed, keys);
    if (!read.ok) {
      log.warn({ rollout, why: read.why }, "the release that the hub offers is refused");
      report({ rollout, version: running }, { state: "failed", reason: read.why });
      return;
    }
    const { manifest } = read;
    const about = { rollout, version: manifest.version };
    const objection = objectionTo(manifest, running);
    if (objection === "same-version") report(about, { state: "healthy" });
    else if (objection) void this.#fail(about, new UpdateError(objection, `${running} runs`));
    else void this.#update({ rollout, address, manifest, state: { state: "downloading", received: 0 } });
  }

  async #update(active: Active): Promise<void> {
    const { disk, updates, log, report, restart, answeringBoards } = this.#parts;
    const { rollout, manifest } = active;
    const about = { rollout, version: manifest.version };
    const release = `${manifest.version}-${manifest.digest.slice(0, 16)}`;
    this.#active = active;
    try {
      log.info(about, "an update begins");
      this.#reportProgress(active);
      const archive = await this.#fetch(active);
      await this.#install(archive, release, manifest);
      await this.#quiet(active);
      if (this.#isGivenUp(active)) throw givenUp();
      const { base, current } = this.#record;
      const trial = { ...about, starts: 0, boards: answeringBoards() };
      const next: UpdateRecord = { base, current: release, previous: current, trial };
      await writeRecord(disk, updates, next);
      this.#record = next;
      report(about, { state: "installed" });
      log.info(about, "the new version is installed; the bridge restarts into it");
      restart();
    } catch (error) {
      if (active.isCancelled) await this.#callOff(about);
      else if (!this.#isGivenUp(active)) await this.#fail(about, diskFailure(error));
    } finally {
      this.#active = undefined;
      if (active.next && !this.#stopped && !this.#record.trial) this.#consider(active.next);
    }
  }

  #isGivenUp({ next, isCancelled }: Active): boolean {
    return this.#stopped || next !== undefined || isCancelled === true;
  }

  /** @returns the path of the whole archive, whose digest is right */
  async #fetch(active: Active): Promise<string> {
    const { disk, updates, openArchive, backoff, clock, log } = this.#parts;
    const { manifest, address } = active;
    const folder = join(updates, "download");
    const path = join(folder, `${manifest.digest}.tgz`);
    await disk.makeFolder(folder);
    await this.#makeRoom(manifest, path);
    const received = (bytes: number) => {
      if (this.#isGivenUp(active)) throw givenUp();
      active.state = { state: "downloading", received: bytes };
      if (clock.monotonic() - this.#reportedAt >= reportEvery) this.#reportProgress(active);
    };
    // What came before a power cut may not be what was written: then the whole archive is fetched again, once.
    let mayBeSpoilt = ((await disk.size(path)) ?? 0) > 0;
    for (;;) {
      try {
        await download({ disk, open: openArchive, address, path, size: manifest.size, received });
        backoff.reset();
        if ((await digestOf(disk, path)) === manifest.digest) return path;
        await disk.remove(path);
        if (!mayBeSpoilt) throw new UpdateError("wrong-digest", "the archive is not the one that was signed");
        mayBeSpoilt = false;
      } catch (error) {
        if (this.#isGivenUp(active) || error instanceof UpdateError || isOfDisk(error)) throw error;
        const delay = backoff.next();
        log.warn({ why: errorMessage(error), delay }, "the download of an update was cut; it goes on later");
        await this.#wait(delay);
      }
      if (this.#isGivenUp(active)) throw givenUp();
    }
  }

  /** Older releases make room for the new one. @throws UpdateError disk-full */
  async #makeRoom({ size, unpackedSize }: Manifest, archive: string): Promise<void> {
    const { disk, updates } = this.#parts;
    await this.#tidy(archive);
    const had = (await disk.size(archive)) ?? 0;
    const needed = size - Math.min(had, size) + unpackedSize + reserve;
    const free = await disk.free(updates);
    if (free < needed) throw new UpdateError("disk-full", `${free} bytes are free, and ${needed} are needed`);
  }

  async #install(archive: string, release: string, { unpackedSize }: Manifest): Promise<void> {
    const { disk, updates } = this.#parts;
    const releases = releasesFolder(updates);
    const into = join(releases, release);
    await disk.makeFolder(releases);
    await disk.removeFolder(into);
    await unpack({ disk, archive, into, unpackedSize });
  }

  /** Removes archives and releases that are not needed. @param archive stays: an update begins, and what runs is its way back */
  async #tidy(archive?: string): Promise<void> {
    const { disk, updates } = this.#parts;
    const { current, previous: before } = this.#record;
    const previous = archive === undefined ? before : null;
    const downloads = join(updates, "download");
    for (const name of await disk.list(downloads))
      if (join(downloads, name) !== archive) await disk.remove(join(downloads, name));
    for (const name of await disk.list(releasesFolder(updates)))
      if (name !== current && name !== previous) await disk.removeFolder(join(releasesFolder(updates), name));
  }

  async #quiet(active: Active): Promise<void> {
    if (this.#isGivenUp(active) || this.#parts.isQuiet()) return;
    active.state = { state: "ready" };
    this.#reportProgress(active);
    while (!this.#isGivenUp(active) && !this.#parts.isQuiet()) await this.#wait(quietCheckEvery);
  }

  #wait(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(delay, resolve);
      this.#cancelWait = () => {
        cancel();
        resolve();
      };
    });
  }

  #reportProgress({ rollout, manifest, state }: Active): void {
    const { clock, report } = this.#parts;
    this.#reportedAt = clock.monotonic();
    report({ rollout, version: manifest.version }, state);
  }

  async #fail(about: About, { reason, message }: UpdateError): Promise<void> {
    this.#parts.log.error({ ...about, reason, why: message }, "an update failed; the running version goes on");
    await this.#endWithout(about, reason);
  }

  async #callOff(about: About): Promise<void> {
    this.#parts.log.info(about, "the hub called an update off; the running version goes on");
    await this.#endWithout(about, "cancelled");
  }

  /** Nothing was installed. On a disk that takes nothing, the report is all there is: the hub remembers it. */
  async #endWithout(about: About, reason: UpdateFailure): Promise<void> {
    const { disk, updates, log, report } = this.#parts;
    const state = "failed";
    this.#record = { ...this.#record, last: { ...about, state, reason } };
    report(about, { state, reason });
    await writeRecord(disk, updates, this.#record).catch((error: unknown) =>
      log.warn({ why: errorMessage(error) }, "that an update failed could not be written down"),
    );
  }
}

/** Ends a download; it is no failure of the update. */
const givenUp = () => new Error("the update is given up");

function endOf({ state, reason }: NonNullable<UpdateRecord["last"]>): UpdateState {
  return (state === "healthy" ? { state } : { state, reason }) as UpdateState;
}

function isOfDisk(error: unknown): boolean {
  const codes = ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EACCES", "EPERM", "ENODEV"];
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
