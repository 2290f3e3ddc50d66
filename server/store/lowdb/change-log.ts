import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import type { Disk, GrowingFile } from "../../../platform/disk.ts";
import { type LogHeader, type LogPlace, logFormat } from "./log-header.ts";
import { logName } from "./log-name.ts";
import { encodeRecord, noRecord } from "./log-record.ts";
import type { ReadLog } from "./read-logs.ts";

/**
 * The changes since the last checkpoint, in one log after the other. Each append is one write and one sync. A file at
 * which either failed is never written again: nobody knows what is on the disk then.
 */
export class ChangeLog {
  readonly #folder: string;
  readonly #disk: Disk;
  #next: LogPlace;
  /** Undefined: the next append begins a log. */
  #file: GrowingFile | undefined;
  #length = 0;
  #hasRecords = false;

  constructor(folder: string, disk: Disk, next: LogPlace) {
    this.#folder = folder;
    this.#disk = disk;
    this.#next = next;
  }

  /**
   * Goes on with the log before `next`. After a crash some of it may have been read, and not be durable: from then on it
   * is. @throws AppError store/write-failed
   */
  async resume({ number, bytes, changes }: ReadLog): Promise<void> {
    try {
      this.#file = await this.#disk.append(this.#path(number));
      this.#length = bytes.length;
      this.#hasRecords = changes.length > 0;
      await this.#file.sync();
      await this.#disk.syncFolder(this.#folder);
    } catch (cause) {
      await this.end();
      throw this.#failure(cause);
    }
  }

  /** The log that follows the present one, after all that was appended. */
  get next(): LogPlace {
    return this.#next;
  }

  /** Whether there is a log that the next append goes on with. */
  get hasBegun(): boolean {
    return this.#file !== undefined;
  }

  /** Whether anything was appended to that log. */
  get hasRecords(): boolean {
    return this.#hasRecords;
  }

  /** Its length in bytes. */
  get length(): number {
    return this.#length;
  }

  /** Begins the log `next`, durably. @throws AppError store/write-failed */
  async begin(): Promise<void> {
    try {
      this.#file = await this.#begin();
    } catch (cause) {
      throw this.#failure(cause);
    }
  }

  /** Resolves when the record is durable. @throws AppError store/write-failed, and the next append begins a new log */
  async append(json: string): Promise<void> {
    try {
      this.#file ??= await this.#begin();
      const { bytes, sha256 } = encodeRecord(this.#next.follows, json);
      await this.#file.write(bytes);
      await this.#file.sync();
      this.#length += bytes.length;
      this.#hasRecords = true;
      this.#next = { ...this.#next, follows: sha256 };
    } catch (cause) {
      await this.#abandon();
      throw this.#failure(cause);
    }
  }

  /** The next append begins a new log. */
  async end(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#length = 0;
    this.#hasRecords = false;
    // Everything that counts is synced.
    await file?.close().catch(() => undefined);
  }

  async #begin(): Promise<GrowingFile> {
    const { number, follows } = this.#next;
    const header: LogHeader = { format: logFormat, log: number, follows };
    const { bytes } = encodeRecord(noRecord, JSON.stringify(header));
    const file = await this.#disk.create(this.#path(number));
    try {
      await file.write(bytes);
      await file.sync();
      await this.#disk.syncFolder(this.#folder);
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
    this.#length = bytes.length;
    this.#next = { number: number + 1, follows };
    return file;
  }

  /** The header of the next log says that the failed record is void. Until there is one, its bytes had better be gone. */
  async #abandon(): Promise<void> {
    try {
      await this.#file?.truncate(this.#length);
      await this.#file?.sync();
    } catch {
      // A disk that refuses this too can't be helped.
    }
    await this.end();
  }

  #failure(cause: unknown): AppError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new AppError("store/write-failed", `${this.#folder} can't be written: ${reason}`, { cause });
  }

  #path(number: number): string {
    return join(this.#folder, logName(number));
  }
}
