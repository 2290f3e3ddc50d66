import type { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { damaged } from "./database.ts";

// The format is stated by SQLite ("WAL-mode file format"): a header of 32 bytes, then frames of 24 bytes and a page. Each
// checksum goes on from the one before.
const headerLength = 32;
const frameHeaderLength = 24;
const bigEndianSums = 0x377f0683;
const littleEndianSums = 0x377f0682;

/** What there is of a log; `cut-off`: and the beginning of a write that was not finished. */
export type LogState = "missing" | "empty" | "whole" | "cut-off";

type Sum = readonly [number, number];

/**
 * Looks at what SQLite would pass over in silence when it opens a file after a crash: it takes everything after a frame
 * that is not whole for never written. That is right for the last transaction, whose writing a crash may have cut off; it
 * would lose what was confirmed where another one follows.
 * @param path of the log, beside the file that it belongs to
 * @throws AppError store/damaged
 */
export async function lookAtLog(path: string): Promise<LogState> {
  const bytes = await readLog(path);
  if (bytes === undefined) return "missing";
  if (bytes.length <= headerLength) return "empty";
  const log = new LogFrames(bytes);
  // The header is on disk before any frame is written.
  if (!log.headerIsWhole) {
    if (log.indexes.some((index) => log.isLocallyWhole(index)))
      throw damaged(path, "its header is not what was written");
    return "empty";
  }
  const broken = log.indexes.find((index) => !log.isWhole(index));
  if (broken === undefined) return log.endsWithCommit ? "whole" : "cut-off";
  // What was written before the log began anew stays behind its new end.
  const later = log.indexes.filter((index) => index >= broken && log.isOfThisLog(index));
  // One that is broken itself counts too: nothing is written after a commit before that is on disk.
  const commit = later.find((index) => log.isCommit(index));
  const goesOn = commit !== undefined && later.some((index) => index > commit && log.isLocallyWhole(index));
  if (goesOn) throw damaged(path, `frame ${broken + 1} is not what was written, and others follow it`);
  return later.length === 0 ? "whole" : "cut-off";
}

async function readLog(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

class LogFrames {
  readonly headerIsWhole: boolean;
  /** Of all frames that the file is long enough for. */
  readonly indexes: readonly number[];
  readonly #bytes: Buffer;
  readonly #pageSize: number;
  readonly #read: (at: number) => number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    const magic = bytes.readUInt32BE(0);
    this.#read = magic === bigEndianSums ? (at) => bytes.readUInt32BE(at) : (at) => bytes.readUInt32LE(at);
    this.#pageSize = bytes.readUInt32BE(8);
    const isPageSize = this.#pageSize >= 512 && this.#pageSize <= 65_536;
    const isKnown = (magic === bigEndianSums || magic === littleEndianSums) && isPageSize;
    this.headerIsWhole = isKnown && isSame(this.#sum([0, 0], 0, 24), this.#stored(24));
    const count = isPageSize ? Math.floor((bytes.length - headerLength) / this.#frameLength) : 0;
    this.indexes = Array.from({ length: count }, (_, index) => index);
  }

  /** Given that all frames are whole. */
  get endsWithCommit(): boolean {
    const last = this.indexes.at(-1);
    return last !== undefined && this.isCommit(last) && this.#bytes.length === this.#at(last + 1);
  }

  /** Given that all frames before it are. */
  isWhole(index: number): boolean {
    return this.isOfThisLog(index) && this.isLocallyWhole(index);
  }

  isOfThisLog(index: number): boolean {
    const at = this.#at(index);
    return this.#bytes.compare(this.#bytes, 16, 24, at + 8, at + 16) === 0;
  }

  isCommit(index: number): boolean {
    return this.#bytes.readUInt32BE(this.#at(index) + 4) !== 0;
  }

  /** Whether it goes on from what the frame before it says of itself, whether or not that is right. */
  isLocallyWhole(index: number): boolean {
    const at = this.#at(index);
    const before = this.#stored(index === 0 ? 24 : this.#at(index - 1) + 16);
    const ofHeader = this.#sum(before, at, 8);
    return isSame(this.#sum(ofHeader, at + frameHeaderLength, this.#pageSize), this.#stored(at + 16));
  }

  get #frameLength(): number {
    return frameHeaderLength + this.#pageSize;
  }

  #at(index: number): number {
    return headerLength + index * this.#frameLength;
  }

  #stored(at: number): Sum {
    return [this.#bytes.readUInt32BE(at), this.#bytes.readUInt32BE(at + 4)];
  }

  #sum([first, second]: Sum, from: number, length: number): Sum {
    let one = first;
    let two = second;
    for (let at = from; at < from + length; at += 8) {
      one = (one + this.#read(at) + two) >>> 0;
      two = (two + this.#read(at + 4) + one) >>> 0;
    }
    return [one, two];
  }
}

function isSame([one, two]: Sum, [first, second]: Sum): boolean {
  return one === first && two === second;
}
