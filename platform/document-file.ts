import { dirname } from "node:path";
import type { Adapter } from "lowdb";
import { AppError } from "./app-error.ts";
import type { Disk } from "./disk.ts";
import { decodeDocument, encodeDocument } from "./document-format.ts";

/** How a document stands in its file. */
export interface DocumentShape {
  /** Its name and version, like "journal/1". */
  readonly format: string;
  /** Those of older versions that are read too. */
  readonly formerFormats?: readonly string[];
}

/**
 * lowdb's adapter for a file that is replaced whole and durably: a new file is written and synced beside it, renamed
 * over it, and the folder synced. The document before the last write stays as `<path>.previous`, for people only.
 */
export class DocumentFile<Data> implements Adapter<Data> {
  readonly #path: string;
  readonly #shape: DocumentShape;
  readonly #disk: Disk;

  constructor(path: string, shape: DocumentShape, disk: Disk) {
    this.#path = path;
    this.#shape = shape;
    this.#disk = disk;
  }

  /** Answers null before the first write. @throws AppError store/damaged */
  async read(): Promise<Data | null> {
    await this.#disk.makeFolder(dirname(this.#path));
    await this.#disk.remove(this.#unfinished);
    const bytes = await this.#disk.read(this.#path);
    if (bytes === undefined) {
      // The path never stands empty once it was written: who finds only the copy would lose everything by starting anew.
      if ((await this.#disk.read(this.#previous)) !== undefined) throw await this.#damaged("it is gone");
      return null;
    }
    const document = this.#decode(bytes);
    if ("damage" in document) throw await this.#damaged(document.damage);
    return document.data as Data;
  }

  /**
   * What is written is fixed before the call returns. A write that fails leaves the old document or, where the last sync
   * fails, perhaps the new one: never a mixture. @throws AppError store/write-failed
   */
  async write(data: Data): Promise<void> {
    try {
      await this.#writeBeside(encodeDocument(this.#shape.format, data));
      await this.#keepPrevious();
      await this.#disk.rename(this.#unfinished, this.#path);
      await this.#disk.syncFolder(dirname(this.#path));
    } catch (cause) {
      throw new AppError("store/write-failed", `${this.#path} can't be written: ${reason(cause)}`, { cause });
    }
  }

  #decode(bytes: Buffer) {
    return decodeDocument(this.#shape.format, bytes, this.#shape.formerFormats);
  }

  async #writeBeside(document: Buffer): Promise<void> {
    const file = await this.#disk.create(this.#unfinished);
    try {
      await file.write(document);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async #keepPrevious(): Promise<void> {
    try {
      await this.#disk.remove(this.#previous);
      await this.#disk.link(this.#path, this.#previous);
    } catch {
      // Before the first write there is nothing to keep, and FAT has no links. The copy is a comfort, not a promise.
    }
  }

  async #damaged(damage: string): Promise<AppError> {
    const copy = await this.#disk.read(this.#previous);
    const intact = copy !== undefined && "data" in this.#decode(copy);
    const rescue = intact
      ? `, or go back to the state before the last write, which is intact in ${this.#previous}: ` +
        `mv '${this.#previous}' '${this.#path}'`
      : "";
    return new AppError(
      "store/damaged",
      `${this.#path} can't be read: ${damage}. Nothing was changed. Restore it from a backup (docs/guides/backup-and-restore.md)${rescue}.`,
    );
  }

  get #unfinished(): string {
    return `${this.#path}.unfinished`;
  }

  get #previous(): string {
    return `${this.#path}.previous`;
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
