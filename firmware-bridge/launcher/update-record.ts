import { join } from "node:path";
import type { Disk } from "../../platform/disk.ts";

/** How the last update that ended did end, for the hub, which may ask for it long afterwards. */
export interface UpdateEnd {
  readonly rollout: string;
  readonly version: string;
  readonly state: "healthy" | "rolled-back" | "failed";
  /** Absent: healthy. */
  readonly reason?: string;
}

/**
 * Which version a cabinet runs. Launcher and bridge share it: the bridge writes it while it runs, the launcher while no
 * bridge does. One rename replaces it, so that a power cut leaves the one before or the one after.
 */
export interface UpdateRecord {
  /** The version of the installation beside which releases were installed. Another installation starts without them. */
  readonly base: string;
  /** The folder of the release that runs; null: the installation itself. */
  readonly current: string | null;
  /** What ran before it and is known to be good. */
  readonly previous: string | null;
  /** There until the release has confirmed itself. */
  readonly trial?: {
    readonly rollout: string;
    readonly version: string;
    /** How often it was started. */
    readonly starts: number;
    /** The boards that answered before the restart, by their first slots. Only these have to answer the new version. */
    readonly boards: readonly number[];
  };
  readonly last?: UpdateEnd;
}

/** Names of releases' folders: the version, and the beginning of the archive's digest. */
const folderName = /^[0-9]{1,4}(\.[0-9]{1,4}){2}-[0-9a-f]{16}$/;

export const updatesFolder = (data: string) => join(data, "updates");
export const releasesFolder = (updates: string) => join(updates, "releases");
/** The program of a release, which finds its binaries for serial lines in the folder above its own. */
export const programOf = (updates: string, release: string) =>
  join(releasesFolder(updates), release, "program", "bridge.cjs");
const recordFile = (updates: string) => join(updates, "record.json");

/**
 * Reads the record. One that is missing, can't be understood or belongs to another installation counts as none: then the
 * installation itself runs, which no update ever changes.
 */
export async function readRecord(disk: Disk, updates: string, base: string): Promise<UpdateRecord> {
  const none: UpdateRecord = { base, current: null, previous: null };
  const record = parse(await disk.read(recordFile(updates)).catch(() => undefined));
  if (record === undefined) return none;
  return record.base === base ? record : { ...none, ...(record.last && { last: record.last }) };
}

/** Resolves when the record is on the disk for good. @throws Error where the disk refuses it */
export async function writeRecord(disk: Disk, updates: string, record: UpdateRecord): Promise<void> {
  await disk.makeFolder(updates);
  const path = recordFile(updates);
  const file = await disk.create(`${path}.unfinished`);
  try {
    await file.write(Buffer.from(`${JSON.stringify(record)}\n`));
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.rename(`${path}.unfinished`, path);
  await disk.syncFolder(updates);
}

function parse(bytes: Buffer | undefined): UpdateRecord | undefined {
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is UpdateRecord {
  if (!isObject(value) || typeof value["base"] !== "string") return false;
  const { current, previous, trial, last } = value;
  return isRelease(current) && isRelease(previous) && isTrial(trial) && isEnd(last);
}

function isRelease(value: unknown): boolean {
  return value === null || (typeof value === "string" && folderName.test(value));
}

function isTrial(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || !areTexts(value["rollout"], value["version"])) return false;
  const { starts, boards } = value;
  return Number.isInteger(starts) && Array.isArray(boards) && boards.every(Number.isInteger);
}

function isEnd(value: unknown): boolean {
  return value === undefined || (isObject(value) && areTexts(value["rollout"], value["version"], value["state"]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}
