import { createReadStream } from "node:fs";
import { open, readdir, rm, stat, statfs } from "node:fs/promises";
import { type Disk, type NewFile, nodeDisk } from "../../platform/disk.ts";

/** What updates need of a file system beyond durable documents. */
export interface UpdateDisk extends Disk {
  /** Opens a file to write at its end; makes it where there is none. */
  append(path: string): Promise<NewFile>;
  /** Bytes; undefined: there is no such file. */
  size(path: string): Promise<number | undefined>;
  chunks(path: string): AsyncIterable<Uint8Array>;
  /** Names in a folder; none where it is not there. */
  list(folder: string): Promise<readonly string[]>;
  removeFolder(path: string): Promise<void>;
  /** Bytes that the folder's file system has room for; the folder must be there. */
  free(folder: string): Promise<number>;
}

export const nodeUpdateDisk: UpdateDisk = {
  ...nodeDisk,

  async append(path) {
    const handle = await open(path, "a", 0o600);
    return {
      write: (bytes) => handle.writeFile(bytes),
      sync: () => handle.datasync(),
      close: () => handle.close(),
    };
  },

  size: (path) => stat(path).then(({ size }) => size, missing),
  chunks: (path) => createReadStream(path),
  list: async (folder) => (await readdir(folder).catch(missing)) ?? [],
  removeFolder: (path) => rm(path, { recursive: true, force: true }),

  async free(folder) {
    await nodeDisk.makeFolder(folder);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

function missing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
