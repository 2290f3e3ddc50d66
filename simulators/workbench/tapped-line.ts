import { Duplex } from "node:stream";

/** A line on which somebody listens: what passes is passed on as it is. */
export class TappedLine extends Duplex {
  readonly #line: Duplex;
  readonly #heard: (direction: "in" | "out", bytes: Uint8Array) => void;

  /** @param heard gets the bytes as the board sees them: `in` is what is written to it */
  constructor(line: Duplex, heard: (direction: "in" | "out", bytes: Uint8Array) => void) {
    super();
    this.#line = line;
    this.#heard = heard;
    line.on("data", (bytes: Uint8Array) => {
      heard("out", bytes);
      if (!this.push(bytes)) line.pause();
    });
    line.on("end", () => this.push(null));
    line.on("error", (error) => this.destroy(error));
    line.on("close", () => this.destroy());
  }

  override _read(): void {
    this.#line.resume();
  }

  override _write(bytes: Uint8Array, _encoding: string, done: (error?: Error | null) => void): void {
    this.#heard("in", bytes);
    this.#line.write(bytes, done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#line.destroy();
    done(error);
  }
}
