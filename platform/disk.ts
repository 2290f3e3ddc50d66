import { type FileHandle, link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** A new file. What was written is durable only after `sync`, and reachable only after `Disk.syncFolder`. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The little of a file system that durable documents need, so that tests can make every step fail. */
export interface Disk {
  /** Makes the folder and those above it where they are missing, durably. */
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
    const folder = resolve(path);
    const topmost = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (topmost === undefined) return;
    for (let made = folder; ; made = dirname(made)) {
      await syncFolder(dirname(made));
      if (made === topmost) return;
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
