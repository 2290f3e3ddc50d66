import type { DriverParts } from "../driver.ts";
import { type Expectation, MessageLine } from "../kit/message-line.ts";
import { type BoardFrame, boardFraming, encodeHostFrame, type HostFrame } from "./codec.ts";

/** A number has ten digits at most (gzxj §3.2); one close to that is noise, and would leave no greater ones. */
const highestNumber = 9_000_000_000;

/** No board pauses for so long within a frame, and no network between them holds up half of one; ms. */
const longestPause = 10_000;

/** The frames of one line to a board: numbers what is sent, and learns from the numbers that are heard. */
export class BoardLine {
  readonly #parts: Pick<DriverParts, "line" | "clock" | "numbers">;
  readonly #line: MessageLine<BoardFrame, HostFrame>;
  /** By the monotonic clock. */
  #heardSince = Number.NEGATIVE_INFINITY;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(parts: Pick<DriverParts, "line" | "clock" | "numbers">) {
    this.#parts = parts;
    this.#line = new MessageLine(parts, { ...boardFraming, encode: encodeHostFrame }, longestPause);
    this.#line.listen((frame) => this.#learn(frame));
  }

  get ended(): boolean {
    return this.#line.ended;
  }

  /** When the last well formed frame came, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#line.heardAt;
  }

  /** Whether a frame came within the last `ms`. */
  heardWithin(ms: number): boolean {
    return this.#parts.clock.monotonic() - this.#heardSince <= ms;
  }

  /** The board dropped a frame without a word, as it does where the frame's number was too low. */
  raiseNumbers(): void {
    this.#parts.numbers.raise();
  }

  /** Called with every frame, before those who expect it. */
  listen(listener: (frame: BoardFrame) => void): void {
    this.#line.listen(listener);
  }

  /**
   * One frame after another, each with a number greater than the last: the board drops a smaller one without a word.
   * @param build called directly before the write; undefined: write nothing after all
   * @returns whether it was written; false also on an ended line or when no number could be had
   */
  send(build: (msgId: number) => HostFrame | undefined): Promise<boolean> {
    const sent = this.#sending.then(async () => {
      const msgId = await this.#parts.numbers.next().catch(() => undefined);
      if (msgId === undefined || this.ended) return false;
      const frame = build(msgId);
      return frame !== undefined && this.#line.write(frame);
    });
    this.#sending = sent;
    return sent;
  }

  expect<Frame extends BoardFrame>(matches: (frame: BoardFrame) => frame is Frame): Expectation<Frame> {
    return this.#line.expect(matches);
  }

  close(): void {
    this.#line.close();
  }

  #learn({ msgId }: BoardFrame): void {
    this.#heardSince = this.#parts.clock.monotonic();
    // It is the last one that the board took: of this frame's question, or of an earlier host (gzxj §3.2, RS).
    if (msgId <= highestNumber) this.#parts.numbers.above(msgId);
    this.#parts.numbers.heard();
  }
}
