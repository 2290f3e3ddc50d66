import { dirname, join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { Disk } from "../../../platform/disk.ts";
import { DocumentFile } from "../../../platform/document-file.ts";
import { checkComplete, segmentNames } from "./archive.ts";
import { archiveFolder, type Live, lastSegmentOf, livePath, liveShape } from "./live-document.ts";
import { logName } from "./log-name.ts";
import { type ReadLog, readLogs } from "./read-logs.ts";
import { damagedSegment, verifySegment } from "./segment-format.ts";
import type { SegmentName } from "./segment-name.ts";
import { withWayBack } from "./way-back.ts";

/** How many rows of a table are where. Of a row that woke and rested again the archive has several copies. */
export interface TableCount {
  readonly live: number;
  readonly archived: number;
}

export interface StoreCheck {
  readonly counts: ReadonlyMap<string, TableCount>;
  readonly segments: number;
  /** What is wrong, with the file and the way back. */
  readonly damages: readonly string[];
}

/** The live document with its logs, up to one moment. */
interface LiveFiles {
  readonly live: Live;
  readonly bytes: Buffer;
  readonly logs: readonly ReadLog[];
}

/** Reads every file of the embedded store in `folder`, which may be in use, and checks every checksum. */
export async function checkStore(folder: string, disk: Disk): Promise<StoreCheck> {
  const counts = new Map<string, TableCount>();
  const damages: string[] = [];
  const files = await readLive(folder, disk);
  for (const [table, { rows }] of Object.entries(files.live.tables))
    counts.set(table, { live: rows.length, archived: 0 });
  for (const { tables } of files.logs.flatMap(({ changes }) => changes))
    for (const [table, { count }] of Object.entries(tables)) counts.set(table, { live: count, archived: 0 });
  const names = await validSegments(folder, files, disk);
  for (const name of names) {
    try {
      const { rows } = await readSegment(folder, name, disk);
      const count = counts.get(name.table) ?? { live: 0, archived: 0 };
      counts.set(name.table, { ...count, archived: count.archived + rows });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      damages.push(error.message);
    }
  }
  return { counts, segments: names.length, damages };
}

/**
 * Copies the embedded store in `from`, which may be in use, as it is at one moment: the live document with its logs first,
 * then the segments that they name. These never change, and were there before they were named. `to` must be empty or
 * missing; it is a store only once its live document is there, which comes last.
 * @throws AppError store/damaged, request/invalid
 */
export async function copyStore(from: string, to: string, disk: Disk): Promise<void> {
  if ((await disk.list(to)).length > 0)
    throw new AppError("request/invalid", `${to} is not empty; nothing is overwritten`);
  const files = await readLive(from, disk);
  for (const name of await validSegments(from, files, disk)) {
    const segment = await readSegment(from, name, disk);
    await writeDurably(join(archiveFolder(to), name.text), segment.bytes, disk);
  }
  for (const { number, bytes } of files.logs) await writeDurably(join(to, logName(number)), bytes, disk);
  await writeDurably(livePath(to), files.bytes, disk);
}

async function readLive(folder: string, disk: Disk): Promise<LiveFiles> {
  const path = livePath(folder);
  const look = () =>
    new DocumentFile<Live>(path, liveShape, disk).look().catch(async (error: unknown) => {
      throw await withWayBack(error, folder, disk);
    });
  for (let found = await look(); ; ) {
    if (found === undefined) throw new AppError("request/invalid", `there is no ${path}: ${folder} holds no store`);
    const { data: live, bytes } = found;
    if (live.log === undefined) return { live, bytes, logs: [] };
    try {
      const { logs } = await readLogs(folder, disk, live.log);
      return { live, bytes, logs };
    } catch (error) {
      // The logs of a checkpoint may go away while they are read, once there are two newer ones.
      found = await look();
      if (found?.data.log?.number === live.log.number) throw error;
    }
  }
}

async function validSegments(folder: string, { live, logs }: LiveFiles, disk: Disk): Promise<SegmentName[]> {
  const last = lastSegmentOf(
    live,
    logs.flatMap(({ changes }) => changes),
  );
  const names = await segmentNames(archiveFolder(folder), disk);
  const valid = names.filter(({ number }) => number <= last);
  checkComplete(archiveFolder(folder), valid, last);
  return valid;
}

async function readSegment(folder: string, name: SegmentName, disk: Disk): Promise<{ bytes: Buffer; rows: number }> {
  const path = join(archiveFolder(folder), name.text);
  const bytes = await disk.read(path);
  if (bytes === undefined) throw damagedSegment(path, "it is gone");
  return { bytes, rows: verifySegment(path, name.text, bytes) };
}

async function writeDurably(path: string, bytes: Buffer, disk: Disk): Promise<void> {
  await disk.makeFolder(dirname(path));
  const file = await disk.create(path);
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.syncFolder(dirname(path));
}
