import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";
import type { Codec } from "./codec.ts";
import { FrameDecoder } from "./frame-decoder.ts";

/** No board pauses for so long within a frame, and no network between them holds up half of one; ms. */
const longestPause = 1_000;

/** Takes a frame that it waits for; undefined: the line ended. @returns whether it took it */
type Waiter<Frame> = (frame: Frame | undefined) => boolean;

/**
 * A line to boards that answer what they are asked and also speak by themselves, at any time, in the middle of an answer too.
 * Half a frame is kept until its rest comes, or nothing for a second. What the adapter hears of itself is passed over.
 *
 *     bytes ──→ decoder ──→ frame ──→ the first question that it answers, else `onFrame`
 */
export class ReportingLine<Frame> {
  readonly #line: Duplex;
  readonly #clock: Clock;
  readonly #codec: Codec<Frame>;
  readonly #decoder: FrameDecoder<Frame>;
  readonly #onFrame: (frame: Frame) => void;
  readonly #waiters = new Set<Waiter<Frame>>();
  #written: Uint8Array = new Uint8Array();
  #heardAt: number | undefined;
  #cancelPause: () => void = () => {};
  #ended = false;

  /** @param onFrame gets every frame that no question waits for: reports, and answers that came too late */
  constructor(parts: { line: Duplex; clock: Clock }, codec: Codec<Frame>, onFrame: (frame: Frame) => void) {
    this.#line = parts.line;
    this.#clock = parts.clock;
    this.#codec = codec;
    this.#decoder = new FrameDecoder(codec);
    this.#onFrame = onFrame;
    this.#line.on("data", (bytes: Uint8Array) => this.#hear(bytes));
    for (const event of ["error", "close", "end"]) this.#line.on(event, () => this.close());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** When the last frame of a board came, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** @returns false on a line that has ended */
  write(frame: Frame): boolean {
    if (this.#ended) return false;
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
        this.#waiters.delete(waiter);
        cancel();
        resolve(answer);
      };
      const waiter: Waiter<Frame> = (heard) => {
        if (heard !== undefined && !isAnswer(heard)) return false;
        finish(heard);
        return true;
      };
      const cancel = this.#clock.after(ms, () => {
        if (this.#line.writableLength > 0) this.close();
        finish(undefined);
      });
      // Added before the write: an answer may come while it is written.
      this.#waiters.add(waiter);
      if (!this.write(frame)) finish(undefined);
    });
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelPause();
    this.#line.destroy();
    for (const waiter of this.#waiters) waiter(undefined);
  }

  #hear(bytes: Uint8Array): void {
    this.#cancelPause();
    for (const decoded of this.#decoder.decode(bytes)) {
      if (!("frame" in decoded) || Buffer.compare(decoded.bytes, this.#written) === 0) continue;
      this.#take(decoded.frame);
    }
    if (this.#decoder.kept.length > 0 && !this.#ended)
      this.#cancelPause = this.#clock.after(longestPause, () => this.#endPiece());
  }

  /** What is left of a broken frame must not swallow the next one. Whole frames within it are frames. */
  #endPiece(): void {
    for (const decoded of this.#decoder.end()) if ("frame" in decoded) this.#take(decoded.frame);
  }

  #take(frame: Frame): void {
    this.#heardAt = this.#clock.now();
    for (const waiter of this.#waiters) if (waiter(frame)) return;
    this.#onFrame(frame);
  }
}
