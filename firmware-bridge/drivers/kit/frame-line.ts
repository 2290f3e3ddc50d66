import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";
import type { Codec } from "./codec.ts";
import { FrameDecoder } from "./frame-decoder.ts";

/** A line to boards that answer what they are asked, one question at a time; what the adapter hears of itself is passed over. */
export class FrameLine<Frame> {
  readonly #line: Duplex;
  readonly #clock: Clock;
  readonly #codec: Codec<Frame>;
  readonly #decoder: FrameDecoder<Frame>;
  #written: Uint8Array = new Uint8Array();
  #onAnswer: ((frame: Frame | undefined) => void) | undefined;
  readonly #quiet: number;
  #heardAt: number | undefined;
  #unansweredAt: number | undefined;
  #ended = false;

  /** @param quiet how long the line must be quiet after an answer before anything is written, ms */
  constructor(parts: { line: Duplex; clock: Clock }, codec: Codec<Frame>, quiet = 0) {
    this.#quiet = quiet;
    this.#line = parts.line;
    this.#clock = parts.clock;
    this.#codec = codec;
    this.#decoder = new FrameDecoder(codec);
    this.#line.on("data", (bytes: Uint8Array) => this.#hear(bytes));
    for (const event of ["error", "close", "end"]) this.#line.on(event, () => this.close());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** When a question was last given up, by the monotonic clock: its answer may still come, and looks like that of a later one. */
  get unansweredAt(): number | undefined {
    return this.#unansweredAt;
  }

  /** When the last frame of a board came, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** @returns false on a line that has ended */
  write(frame: Frame): boolean {
    if (this.#ended) return false;
    // What is left of an earlier frame must not swallow the start of the answer.
    this.#decoder.end();
    this.#written = this.#codec.encode(frame);
    this.#line.write(this.#written);
    return true;
  }

  /**
   * Writes a frame and waits for its answer. A question that has not left by the time-out ends the line: it must not leave
   * later.
   * @returns undefined: no answer within `ms`, or the line ended
   */
  ask(frame: Frame, isAnswer: (frame: Frame) => boolean, ms: number): Promise<Frame | undefined> {
    return new Promise((resolve) => {
      const finish = (answer: Frame | undefined) => {
        this.#onAnswer = undefined;
        cancel();
        if (answer === undefined || this.#quiet === 0) resolve(answer);
        else this.#clock.after(this.#quiet, () => resolve(answer));
      };
      const cancel = this.#clock.after(ms, () => {
        if (this.#line.writableLength > 0) this.close();
        this.#unansweredAt = this.#clock.monotonic();
        finish(undefined);
      });
      // Set before the write: an answer may come while it is written.
      this.#onAnswer = (heard) => {
        if (heard === undefined || isAnswer(heard)) finish(heard);
      };
      if (!this.write(frame)) finish(undefined);
    });
  }

  /** As `ask`, up to so many times. */
  async askAgain(
    frame: Frame,
    isAnswer: (frame: Frame) => boolean,
    patience: { ms: number; tries: number },
  ): Promise<Frame | undefined> {
    for (let tries = 0; tries < patience.tries; tries++) {
      const answer = await this.ask(frame, isAnswer, patience.ms);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#line.destroy();
    this.#onAnswer?.(undefined);
  }

  #hear(bytes: Uint8Array): void {
    for (const decoded of this.#decoder.decode(bytes)) {
      // Some adapters hear what they send: that is no sign of a board.
      if (!("frame" in decoded) || Buffer.compare(decoded.bytes, this.#written) === 0) continue;
      this.#heardAt = this.#clock.now();
      this.#onAnswer?.(decoded.frame);
    }
  }
}
