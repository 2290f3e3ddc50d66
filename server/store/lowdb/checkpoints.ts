import { join } from "node:path";
import type { Disk } from "../../../platform/disk.ts";
import { type DurableDocument, openDurableDocument } from "../../../platform/durable-document.ts";
import type { Log } from "../../../platform/log.ts";
import { emptyLive, firstLog, type Live, livePath, livePieces, liveShape } from "./live-document.ts";
import { logName } from "./log-name.ts";
import { logNumbers } from "./read-logs.ts";
import { withWayBack } from "./way-back.ts";

/** A log as long as this, or as the checkpoint where that is longer, is followed by a new checkpoint. */
const shortestLog = 1024 * 1024;

/**
 * Writes the live document, which commits don't wait for: until it is there, the former one and its logs say the same. Of
 * the logs those stay that the copy of the former document needs.
 */
export class Checkpoints {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #log: Pick<Log, "warn"> | undefined;
  #document!: DurableDocument<Live>;
  /** With which log the changes since the document on disk begin. */
  #firstLog = firstLog.number;
  #size = 0;
  #waiting: Live | undefined;
  #running: Promise<void> | undefined;

  private constructor(folder: string, disk: Disk, log: Pick<Log, "warn"> | undefined) {
    this.#folder = folder;
    this.#disk = disk;
    this.#log = log;
  }

  /** @throws AppError store/damaged */
  static async open(
    folder: string,
    disk: Disk,
    log: Pick<Log, "warn"> | undefined,
  ): Promise<{ checkpoints: Checkpoints; live: Live }> {
    const checkpoints = new Checkpoints(folder, disk, log);
    const pieces = (live: Live) => checkpoints.#measured(livePieces(live));
    try {
      const shape = { ...liveShape, pieces };
      checkpoints.#document = await openDurableDocument(livePath(folder), { initial: emptyLive, disk, ...shape });
    } catch (error) {
      throw await withWayBack(error, folder, disk);
    }
    const live = checkpoints.#document.data;
    checkpoints.#document.data = emptyLive();
    checkpoints.#firstLog = live.log?.number ?? firstLog.number;
    return { checkpoints, live };
  }

  /** Whether it is time for one. @param logged bytes in the log */
  due(logged: number): boolean {
    return this.#running === undefined && logged > Math.max(shortestLog, this.#size);
  }

  /** Writes it while all else goes on, after the one that is being written. */
  begin(live: Live): void {
    this.#waiting = live;
    this.#running ??= this.#writeAll().finally(() => {
      this.#running = undefined;
    });
  }

  /** @throws AppError store/write-failed */
  async write(live: Live): Promise<void> {
    this.#document.data = live;
    try {
      await this.#document.save();
    } finally {
      // Else its rows would stay in memory until the next one.
      this.#document.data = emptyLive();
    }
    const firstKept = this.#firstLog;
    this.#firstLog = live.log?.number ?? firstKept;
    for (const number of await logNumbers(this.#folder, this.#disk))
      if (number < firstKept) await this.#disk.remove(join(this.#folder, logName(number)));
  }

  /** Waits for those that have begun. */
  async close(): Promise<void> {
    await this.#running;
    await this.#document.close();
  }

  async #writeAll(): Promise<void> {
    for (let live = this.#waiting; live !== undefined; live = this.#waiting) {
      this.#waiting = undefined;
      try {
        await this.write(live);
      } catch (error) {
        this.#log?.warn({ err: error }, "the live document can't be written; its log grows on");
      }
    }
  }

  *#measured(pieces: Iterable<string>): Generator<string> {
    let size = 0;
    for (const piece of pieces) {
      size += piece.length;
      yield piece;
    }
    this.#size = size;
  }
}
