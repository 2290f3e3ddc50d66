import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Parser } from "tar";
import { errorMessage } from "../../platform/error-message.ts";
import type { UpdateDisk } from "./update-disk.ts";
import { UpdateError } from "./update-error.ts";

/** Parts of a path: no `.` or `..`, no separator of any system, no name that begins with a dot or is longer than a disk takes. */
const safePath = /^[0-9A-Za-z_@+-][0-9A-Za-z._@+-]{0,99}(\/[0-9A-Za-z_@+-][0-9A-Za-z._@+-]{0,99}){0,7}$/;
/** More files than any release has; each of them is synced. */
const mostFiles = 200;
/** What tar adds to a file at most: its header and the rest of its last block; bytes. */
const blocksOfFile = 1024;
/** The end of an archive, filled up to the record size of tar; bytes. */
const endOfArchive = 10_240;

/** How gzip and Zstandard begin. */
const compressed = [Buffer.from("1f8b", "hex"), Buffer.from("28b52ffd", "hex")];

export interface Unpacking {
  readonly disk: UpdateDisk;
  readonly archive: string;
  /** A folder that is not there yet. */
  readonly into: string;
  /** Bytes of all files, by the signed manifest. */
  readonly unpackedSize: number;
}

interface PackedFile {
  readonly path: string;
  readonly chunks: Buffer[];
}

/**
 * Unpacks a gzipped tar, and resolves when each file and each folder is on the disk for good. Takes plain files only: no links, no
 * devices, no path that leads out, and no more bytes than the manifest says. The whole archive is checked before the first file is
 * written; it is held in memory meanwhile.
 * @throws UpdateError archive-invalid, and what the disk throws
 */
export async function unpack({ disk, archive, into, unpackedSize }: Unpacking): Promise<void> {
  const files = await filesIn((await disk.read(archive)) ?? Buffer.alloc(0), unpackedSize);
  const folders = new Set([into]);
  for (const { path, chunks } of files) {
    const folder = dirname(join(into, path));
    await disk.makeFolder(folder);
    folders.add(folder);
    const file = await disk.create(join(into, path));
    try {
      for (const chunk of chunks) await file.write(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  for (const folder of folders) await disk.syncFolder(folder);
  await disk.syncFolder(dirname(into));
}

async function filesIn(archive: Buffer, unpackedSize: number): Promise<readonly PackedFile[]> {
  const files: PackedFile[] = [];
  const taken = new TakenPaths();
  let bytes = 0;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      bytes += entry.size;
      const why = whyNot(entry.path, entry.type, files.length, bytes, unpackedSize);
      if (why !== undefined) throw archiveInvalid(why);
      if (!taken.take(entry.path)) throw archiveInvalid(`the path ${JSON.stringify(entry.path)} is there already`);
      const chunks: Buffer[] = [];
      files.push({ path: entry.path, chunks });
      entry.on("data", (chunk) => void chunks.push(chunk));
    },
  });
  try {
    const maxOutputLength = unpackedSize + mostFiles * blocksOfFile + endOfArchive;
    const tar = await promisify(gunzip)(archive, { maxOutputLength });
    // The parser would unpack it once more, without a limit.
    if (compressed.some((start) => tar.subarray(0, start.length).equals(start)))
      throw archiveInvalid("it is compressed twice");
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("ignoredEntry", ({ path, type }) => {
      throw archiveInvalid(`${JSON.stringify(path)} is no plain file but ${type}`);
    });
    // All that it holds comes within this call.
    parser.end(tar);
  } catch (error) {
    throw error instanceof UpdateError ? error : archiveInvalid(errorMessage(error));
  }
  const got = files.reduce((sum, { chunks }) => sum + chunks.reduce((of, { length }) => of + length, 0), 0);
  if (got !== unpackedSize) throw archiveInvalid(`${got} bytes of files, and the manifest says ${unpackedSize}`);
  return files;
}

/** Paths of files and of the folders above them. Some cards have file systems to which the case of letters is all the same. */
class TakenPaths {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /** @returns false where a file or a folder has this path, or a file that of a folder above it */
  take(path: string): boolean {
    const parts = path.toLowerCase().split("/");
    const above = parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
    const file = parts.join("/");
    if (this.#files.has(file) || this.#folders.has(file) || above.some((folder) => this.#files.has(folder)))
      return false;
    this.#files.add(file);
    for (const folder of above) this.#folders.add(folder);
    return true;
  }
}

function whyNot(path: string, type: string, before: number, bytes: number, most: number): string | undefined {
  if (type !== "File") return `${JSON.stringify(path)} is no plain file`;
  if (!safePath.test(path)) return `the path ${JSON.stringify(path)} is not allowed`;
  if (before >= mostFiles) return `more than ${mostFiles} files`;
  return bytes > most ? "more bytes than the manifest says" : undefined;
}

function archiveInvalid(why: string): UpdateError {
  return new UpdateError("archive-invalid", why);
}
