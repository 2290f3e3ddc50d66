/** What of a stream is needed to write on it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Without a terminal a line is written each time so many percent are done. */
const plainStep = 10;

/** Tells how far a run is: on a terminal in one line that is rewritten, elsewhere in a few lines. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #total: number;
  readonly #seconds: () => number;
  #told = 0;

  /** @param seconds since the run began */
  constructor(stream: ProgressStream, total: number, seconds: () => number) {
    this.#stream = stream;
    this.#total = total;
    this.#seconds = seconds;
  }

  /** @param done loans so far */
  tell(done: number): void {
    const percent = Math.floor((100 * done) / this.#total);
    const seconds = this.#seconds();
    const line = `${done} of ${this.#total} loans, ${percent} %, ${Math.round((done / seconds) * 60)} a minute, ${Math.round(seconds)} s`;
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K${line}`);
    else if (percent >= this.#told + plainStep) {
      this.#stream.write(`${line}\n`);
      this.#told = percent - (percent % plainStep);
    }
  }

  /** Leaves the line to whoever writes next. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write("\r\u001b[K");
  }
}
