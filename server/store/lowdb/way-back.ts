import { AppError } from "../../../platform/app-error.ts";
import type { Disk } from "../../../platform/disk.ts";
import { DocumentFile, previousPath } from "../../../platform/document-file.ts";
import { type Live, livePath, liveShape } from "./live-document.ts";
import type { LogPlace } from "./log-header.ts";
import { readLogs } from "./read-logs.ts";

/** Adds to an error that says that the live document is damaged what the way back over the copy of the former one costs. */
export async function withWayBack(error: unknown, folder: string, disk: Disk): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== "store/damaged") return error;
  const firstLog = await firstLogOfCopy(folder, disk);
  if (firstLog === undefined) return error;
  return new AppError("store/damaged", `${error.detail} ${await costOf(folder, disk, firstLog)}`, { cause: error });
}

async function firstLogOfCopy(folder: string, disk: Disk): Promise<LogPlace | undefined> {
  try {
    const copy = await new DocumentFile<Live>(previousPath(livePath(folder)), liveShape, disk).look();
    return copy?.data.log;
  } catch {
    return undefined;
  }
}

async function costOf(folder: string, disk: Disk, firstLog: LogPlace): Promise<string> {
  try {
    await readLogs(folder, disk, firstLog);
    return "The logs since then are whole: nothing is lost by that.";
  } catch (error) {
    return `The logs since then can't help: ${error instanceof Error ? error.message : ""}`;
  }
}
