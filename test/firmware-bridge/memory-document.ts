import { AppError } from "../../platform/app-error.ts";
import type { DurableDocument } from "../../platform/durable-document.ts";

/** A document whose disk is a string: what a killed process leaves is `onDisk`. */
export class MemoryDocument<Data> implements DurableDocument<Data> {
  data: Data;
  saves = 0;
  /** Of all saves: of the data, without the header of the file. */
  bytes = 0;
  #onDisk: string;
  #broken: Error | undefined;
  #closed = false;
  #held: Promise<void> | undefined;

  constructor(data: Data) {
    this.data = data;
    this.#onDisk = JSON.stringify(data);
  }

  /** What the next process would read. */
  get onDisk(): Data {
    return JSON.parse(this.#onDisk) as Data;
  }

  /** Every save from now on fails with this error; undefined: they succeed again. */
  break(error: Error | undefined): void {
    this.#broken = error;
  }

  /** No save ends before the answer was called. */
  hold(): () => void {
    let release = () => {};
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.#held = undefined;
      release();
    };
  }

  async save(): Promise<void> {
    if (this.#closed) throw new AppError("store/write-failed", "the document is closed");
    const text = JSON.stringify(this.data);
    await this.#held;
    if (this.#broken) throw this.#broken;
    this.saves += 1;
    this.bytes += Buffer.byteLength(text);
    this.#onDisk = text;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
