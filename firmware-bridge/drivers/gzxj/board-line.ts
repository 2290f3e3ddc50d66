import type { DriverParts } from "../driver.ts";
import { type BoardFrame, boardFrameDecoder, encodeHostFrame, type HostFrame } from "./codec.ts";

/** A frame that is waited for. It is kept once it has come, so that what is late for one wait is not lost. */
export interface Expectation<Frame> {
  readonly arrived: Frame | undefined;
  /** Resolves with undefined after `ms`, or when the line ends. */
  within(ms: number): Promise<Frame | undefined>;
  end(): void;
}

/** A number has ten digits at most (gzxj §3.2); one close to that is noise, and would leave no greater ones. */
const highestNumber = 9_000_000_000;

/** The frames of one line to a board: numbers what is sent, and finds the answers in what is heard. */
export class BoardLine {
  readonly #parts: Pick<DriverParts, "line" | "clock" | "numbers">;
  readonly #decoder = boardFrameDecoder();
  readonly #listeners = new Set<(frame: BoardFrame | undefined) => void>();
  #heardAt: number | undefined;
  #heardSince: number | undefined;
  #sending: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(parts: Pick<DriverParts, "line" | "clock" | "numbers">) {
    this.#parts = parts;
    const { line } = parts;
    line.on("data", (bytes: Uint8Array) => this.#hear(bytes));
    line.on("error", () => this.close());
    line.on("close", () => this.close());
    line.on("end", () => this.close());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** When the last well formed frame came, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** Whether a frame came within the last `ms`. */
  heardWithin(ms: number): boolean {
    return this.#heardSince !== undefined && this.#parts.clock.monotonic() - this.#heardSince <= ms;
  }

  /** The board dropped a frame without a word, as it does where the frame's number was too low. */
  raiseNumbers(): void {
    this.#parts.numbers.raise();
  }

  /** Called with every frame. */
  listen(listener: (frame: BoardFrame) => void): void {
    this.#listeners.add((frame) => frame && listener(frame));
  }

  /**
   * One frame after another, each with a number greater than the last: the board drops a smaller one without a word.
   * @param build called directly before the write; undefined: write nothing after all
   * @returns whether it was written; false also on an ended line or when no number could be had
   */
  send(build: (msgId: number) => HostFrame | undefined): Promise<boolean> {
    const sent = this.#sending.then(async () => {
      if (this.#ended) return false;
      const msgId = await this.#parts.numbers.next().catch(() => undefined);
      if (msgId === undefined || this.#ended) return false;
      const frame = build(msgId);
      if (frame === undefined) return false;
      this.#parts.line.write(encodeHostFrame(frame));
      return true;
    });
    this.#sending = sent;
    return sent;
  }

  expect<Frame extends BoardFrame>(matches: (frame: BoardFrame) => frame is Frame): Expectation<Frame> {
    let arrived: Frame | undefined;
    let wake: (() => void) | undefined;
    const listener = (frame: BoardFrame | undefined) => {
      if (frame && matches(frame)) arrived = frame;
      if (arrived || !frame) wake?.();
    };
    this.#listeners.add(listener);
    return {
      get arrived() {
        return arrived;
      },
      within: (ms) =>
        new Promise((resolve) => {
          if (arrived || this.#ended) return resolve(arrived);
          const cancel = this.#parts.clock.after(ms, () => {
            this.#discardIfStuck();
            wake?.();
          });
          wake = () => {
            wake = undefined;
            cancel();
            resolve(arrived);
          };
        }),
      end: () => this.#listeners.delete(listener),
    };
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#parts.line.destroy();
    for (const listener of this.#listeners) listener(undefined);
    this.#listeners.clear();
  }

  #hear(bytes: Uint8Array): void {
    for (const frame of this.#decoder.push(bytes)) {
      this.#heardAt = this.#parts.clock.now();
      this.#heardSince = this.#parts.clock.monotonic();
      // It is the last one that the board took: of this frame's question, or of an earlier host (gzxj §3.2, RS).
      if (frame.msgId <= highestNumber) this.#parts.numbers.above(frame.msgId);
      this.#parts.numbers.heard();
      for (const listener of this.#listeners) listener(frame);
    }
  }

  /** An order to open that has not left the line by now must not leave it later. */
  #discardIfStuck(): void {
    if (this.#parts.line.writableLength > 0) this.close();
  }
}
