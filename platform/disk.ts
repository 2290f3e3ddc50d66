import { type FileHandle, link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** A new file. What was written is durable only after `sync`, and reachable only after `Disk.syncFolder`. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The little of a file system that durable documents need, so that tests can make every step fail. */
export interface Disk {
  /** Makes the folder and those above it where they are missing, durably. @throws ENOTDIR where a file is in the way */
  makeFolder(path: string): Promise<void>;
  /** Undefined: there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  /**
   * A new file that only its owner may read, in place of any that was there: what became of one whose `sync` failed
   * nobody knows, so it is not written again.
   */
  create(path: string): Promise<NewFile>;
  link(existing: string, path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A file that is not there is as good as removed. */
  remove(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
}

export const nodeDisk: Disk = {
  async makeFolder(path) {
    const missing: string[] = [];
    for (let at = resolve(path); !(await isFolder(at)); at = dirname(at)) missing.unshift(at);
    // One by one: where a file system takes no folders, as /proc, Node's recursive mkdir tries for ever.
    for (const folder of missing) {
      await makeOne(folder);
      await syncFolder(dirname(folder));
    }
  },

  read: (path) => unlessMissing(readFile(path)),

  async create(path) {
    await rm(path, { force: true });
    return newFile(await open(path, "wx", 0o600));
  },

  link,
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
};

function newFile(handle: FileHandle): NewFile {
  return {
    write: (bytes) => handle.writeFile(bytes),
    // As durable as fsync, but for times of day that nobody reads.
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** @throws ENOTDIR where something else is there */
async function isFolder(path: string): Promise<boolean> {
  const found = await unlessMissing(stat(path));
  if (found === undefined) return false;
  if (found.isDirectory()) return true;
  throw Object.assign(new Error(`ENOTDIR: not a directory, '${path}'`), { code: "ENOTDIR", path });
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder, 0o700);
  } catch (error) {
    // Another process may have made it meanwhile. A link that leads nowhere is there too, and is no folder.
    if (await isFolder(folder)) return;
    throw error;
  }
}

async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; NTFS journals a rename by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
