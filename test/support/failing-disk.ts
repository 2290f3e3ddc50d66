import { type PathLike, promises, readFileSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/*
 * Loaded into a program before the program itself (`node --import`): files below the folder FAILING_DISK fail to be
 * written or synced while the file FAILING_DISK_TROUBLE says so.
 */

export type Trouble = "none" | "no-space" | "no-sync";

const folder = process.env["FAILING_DISK"] ?? "";
const troublePath = process.env["FAILING_DISK_TROUBLE"] ?? "";
const { open } = promises;

promises.open = async (path: PathLike, ...rest) => {
  const handle = await open(path, ...rest);
  return String(path).startsWith(folder) ? failing(handle) : handle;
};
syncBuiltinESMExports();

function failing(handle: FileHandle): FileHandle {
  const whole = {
    writeFile: handle.writeFile.bind(handle),
    sync: handle.sync.bind(handle),
    datasync: handle.datasync.bind(handle),
  };
  handle.writeFile = async (data, ...rest) => {
    if (trouble() !== "no-space") return whole.writeFile(data, ...rest);
    // A disk takes what fits.
    if (data instanceof Uint8Array) await whole.writeFile(data.subarray(0, data.length / 2));
    throw failure("ENOSPC", "no space left on device, write");
  };
  for (const name of ["sync", "datasync"] as const) {
    handle[name] = async () => {
      if (trouble() === "no-sync") throw failure("EIO", "i/o error, fsync");
      return whole[name]();
    };
  }
  return handle;
}

function trouble(): Trouble {
  return readFileSync(troublePath, "utf8") as Trouble;
}

function failure(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}
