import { stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "./app-error.ts";
import { nodeDisk } from "./disk.ts";
import { errorMessage } from "./error-message.ts";

/**
 * Makes the folder in which a program keeps its data, where it is missing. Whether it can be written is not looked at: a bridge
 * starts from a card that has become read-only.
 * @throws AppError folder/unusable, which says what is in the way
 */
export async function makeDataFolder(path: string): Promise<void> {
  try {
    await nodeDisk.makeFolder(path);
    // A folder that may not be entered is as good as none.
    await stat(`${path}/.`);
  } catch (error) {
    throw unusable(path, error);
  }
}

/** @throws AppError folder/unusable where this process can't write a file in the folder */
export async function expectWritable(path: string): Promise<void> {
  const probe = join(path, "write-probe");
  try {
    await (await nodeDisk.create(probe)).close();
    await nodeDisk.remove(probe);
  } catch (error) {
    throw unusable(path, error);
  }
}

const reasons: Partial<Record<string, string>> = {
  EACCES: "this user has no right to it",
  EEXIST: "a link of that name leads nowhere",
  ELOOP: "links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "the file system there takes no folders",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file is where a folder should be",
  EPERM: "the file system there takes no folders",
  EROFS: "the disk is read-only",
};

function unusable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const why = reasons[code];
  const system = errorMessage(cause);
  return new AppError("folder/unusable", `${path}: ${why === undefined ? system : `${why} (${system})`}`, { cause });
}
