import type { DurableDocument } from "../../platform/durable-document.ts";
import type { Life } from "./life.ts";

/** A file of one JSON document: what is in it outlives the process. */
export class SimulatedFile<Data> {
  #text: string;

  constructor(data: Data) {
    this.#text = JSON.stringify(data);
  }

  read(): Data {
    return JSON.parse(this.#text) as Data;
  }

  /** What a backup of it holds. */
  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    this.#text = text;
  }
}

/** The document as one process has it. */
export class SimulatedDocument<Data> implements DurableDocument<Data> {
  data: Data;
  readonly #file: SimulatedFile<Data>;
  readonly #life: Life;
  readonly #sleep: (ms: number) => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  constructor(file: SimulatedFile<Data>, life: Life, sleep: (ms: number) => Promise<void>) {
    this.data = file.read();
    this.#file = file;
    this.#life = life;
    this.#sleep = sleep;
  }

  save(): Promise<void> {
    const text = JSON.stringify(this.data);
    const before = this.#last;
    this.#last = this.#life.step("a save", async () => {
      await before;
      await this.#sleep(1);
      // A process that has ended meanwhile writes nothing more.
      await this.#life.at("writing the document");
      this.#file.write(text);
    });
    return this.#last;
  }

  async close(): Promise<void> {
    await this.#last;
  }
}
