import { Low } from "lowdb";
import { AppError } from "./app-error.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { DocumentFile, type DocumentShape } from "./document-file.ts";

/** One JSON document in one file, held in memory and written whole. */
export interface DurableDocument<Data> {
  /** Change it in place, then `save`. */
  data: Data;
  /**
   * Resolves when everything changed before the call is on disk (file and folder synced). Calls that arrive during a
   * write share the next one. @throws AppError store/write-failed
   */
  save(): Promise<void>;
  /** Waits for the last write. */
  close(): Promise<void>;
}

/**
 * Opens the document at `path`; where there is no file yet it begins as `initial()`. The caller sees to it that nobody
 * else holds the file (folder-lock.ts).
 * @throws AppError store/damaged, which says what is wrong and what can be done
 */
export async function openDurableDocument<Data extends object>(
  path: string,
  { initial, disk = nodeDisk, ...shape }: { initial: () => Data; disk?: Disk } & DocumentShape,
): Promise<DurableDocument<Data>> {
  const low = new Low(new DocumentFile<Data>(path, shape, disk), initial());
  await low.read();
  return new GroupedDocument(low);
}

/** lowdb's own writer leaves its first caller waiting for as long as others keep coming; here nobody waits for a third write. */
class GroupedDocument<Data extends object> implements DurableDocument<Data> {
  readonly #low: Low<Data>;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #closed = false;

  constructor(low: Low<Data>) {
    this.#low = low;
  }

  get data(): Data {
    return this.#low.data;
  }

  set data(data: Data) {
    this.#low.data = data;
  }

  save(): Promise<void> {
    if (this.#closed) return Promise.reject(new AppError("store/write-failed", "the document is closed"));
    // A running write took its picture of the data when it began, so it can't carry this change.
    if (this.#running === undefined) return this.#begin();
    const begin = () => this.#begin();
    this.#next ??= this.#running.then(begin, begin);
    return this.#next;
  }

  async close(): Promise<void> {
    this.#closed = true;
    while (this.#running !== undefined) await this.#running.catch(() => undefined);
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    this.#running = this.#low.write().finally(() => {
      if (this.#next === undefined) this.#running = undefined;
    });
    return this.#running;
  }
}
