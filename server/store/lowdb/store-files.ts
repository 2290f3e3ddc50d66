import { dirname, join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { Disk } from "../../../platform/disk.ts";
import { decodeDocument } from "../../../platform/document-format.ts";
import { checkComplete, segmentNames } from "./archive.ts";
import { archiveFolder, type Live, liveFormat, livePath } from "./live-document.ts";
import { damagedSegment, verifySegment } from "./segment-format.ts";
import type { SegmentName } from "./segment-name.ts";

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

/** Reads every file of the embedded store in `folder`, which may be in use, and checks every checksum. */
export async function checkStore(folder: string, disk: Disk): Promise<StoreCheck> {
  const counts = new Map<string, TableCount>();
  const damages: string[] = [];
  const { live } = await readLive(folder, disk);
  for (const [table, { rows }] of Object.entries(live.tables)) counts.set(table, { live: rows.length, archived: 0 });
  const names = await validSegments(folder, live, disk);
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
 * Copies the embedded store in `from`, which may be in use: the hot document first, as it is at one moment, then the
 * segments that it names. These never change, and were there before it named them. `to` must be empty or missing; it is
 * a store only once its hot document is there, which comes last.
 * @throws AppError store/damaged, request/invalid
 */
export async function copyStore(from: string, to: string, disk: Disk): Promise<void> {
  if ((await disk.list(to)).length > 0)
    throw new AppError("request/invalid", `${to} is not empty; nothing is overwritten`);
  const { live, bytes } = await readLive(from, disk);
  for (const name of await validSegments(from, live, disk)) {
    const segment = await readSegment(from, name, disk);
    await writeDurably(join(archiveFolder(to), name.text), segment.bytes, disk);
  }
  await writeDurably(livePath(to), bytes, disk);
}

async function readLive(folder: string, disk: Disk): Promise<{ live: Live; bytes: Buffer }> {
  const path = livePath(folder);
  const bytes = await disk.read(path);
  if (bytes === undefined) throw new AppError("request/invalid", `there is no ${path}: ${folder} holds no store`);
  const document = decodeDocument(liveFormat, bytes);
  if ("damage" in document) throw new AppError("store/damaged", `${path} is damaged: ${document.damage}`);
  return { live: document.data as Live, bytes };
}

async function validSegments(folder: string, live: Live, disk: Disk): Promise<SegmentName[]> {
  const names = await segmentNames(archiveFolder(folder), disk);
  const valid = names.filter(({ number }) => number <= live.lastSegment);
  checkComplete(archiveFolder(folder), valid, live.lastSegment);
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
