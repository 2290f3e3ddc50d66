import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";
import type { Codec, DropReason } from "./codec.ts";
import { type Decoded, FrameDecoder } from "./frame-decoder.ts";

/** A frame that is waited for. It is kept once it has come, so that what is late for one wait is not lost. */
export interface Expectation<Frame> {
  readonly arrived: Frame | undefined;
  /** Resolves with undefined after `ms`, or when the line ends. What has not left the line by then ends it: it must not leave later. */
  within(ms: number): Promise<Frame | undefined>;
  end(): void;
}

/** An adapter that hears what it sends does so while it sends; ms. */
const echoWithin = 1_000;

/** So many written frames are remembered to know their echo; more do not leave within that time. */
const echoesKept = 32;

/** Reads what a board says, and writes what it is told. */
interface MessageCodec<Frame, Written> extends Pick<Codec<Frame>, "longest" | "read"> {
  encode(frame: Written): Uint8Array;
}

/**
 * A line on which both ends speak when they like:
 *
 *     bytes ──→ decoder ──→ echo of what was written? passed over : listeners, expectations
 *
 * `Frame` is what boards say, `Written` what they are told, where that is something else.
 */
export class MessageLine<Frame, Written = Frame> {
  readonly #line: Duplex;
  readonly #clock: Clock;
  readonly #codec: MessageCodec<Frame, Written>;
  readonly #decoder: FrameDecoder<Frame>;
  readonly #quiet: number;
  readonly #listeners = new Set<(frame: Frame | undefined) => void>();
  #written: { bytes: Uint8Array; at: number }[] = [];
  #cancelQuiet: () => void = () => {};
  #heardAt: number | undefined;
  #ended = false;

  /** @param quiet no frame goes on after so many ms without a byte: what waits to become one is read as it is */
  constructor(parts: { line: Duplex; clock: Clock }, codec: MessageCodec<Frame, Written>, quiet: number) {
    this.#line = parts.line;
    this.#clock = parts.clock;
    this.#codec = codec;
    this.#decoder = new FrameDecoder(codec);
    this.#quiet = quiet;
    this.#line.on("data", (bytes: Uint8Array) => this.#hear(bytes));
    for (const event of ["error", "close", "end"]) this.#line.on(event, () => this.close());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** When the last frame of the board came, in epoch ms. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  /** How often bytes were no frame, by reason. */
  get dropped(): Readonly<Record<DropReason, number>> {
    return this.#decoder.dropped;
  }

  /** Called with every frame, before those who expect it. */
  listen(listener: (frame: Frame) => void): void {
    this.#listeners.add((frame) => frame && listener(frame));
  }

  /** @returns false on a line that has ended */
  write(frame: Written): boolean {
    if (this.#ended) return false;
    const bytes = this.#codec.encode(frame);
    this.#written = [...this.#written.slice(1 - echoesKept), { bytes, at: this.#clock.monotonic() }];
    this.#line.write(bytes);
    return true;
  }

  expect<Expected extends Frame>(matches: (frame: Frame) => frame is Expected): Expectation<Expected>;
  expect(matches: (frame: Frame) => boolean): Expectation<Frame>;
  expect(matches: (frame: Frame) => boolean): Expectation<Frame> {
    let arrived: Frame | undefined;
    let wake: (() => void) | undefined;
    const listener = (frame: Frame | undefined) => {
      if (frame && !arrived && matches(frame)) arrived = frame;
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
          const cancel = this.#clock.after(ms, () => {
            if (this.#line.writableLength > 0) this.close();
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
    this.#cancelQuiet();
    this.#line.destroy();
    for (const listener of this.#listeners) listener(undefined);
    this.#listeners.clear();
  }

  #hear(bytes: Uint8Array): void {
    this.#cancelQuiet();
    this.#tell(this.#decoder.decode(bytes));
    if (!this.#ended && this.#decoder.kept.length > 0)
      this.#cancelQuiet = this.#clock.after(this.#quiet, () => this.#tell(this.#decoder.end()));
  }

  #tell(found: readonly Decoded<Frame>[]): void {
    for (const decoded of found) {
      if (!("frame" in decoded) || this.#isEcho(decoded.bytes)) continue;
      this.#heardAt = this.#clock.now();
      for (const listener of this.#listeners) listener(decoded.frame);
    }
  }

  /** Each written frame is heard at most once: the next one like it is the board's. */
  #isEcho(bytes: Uint8Array): boolean {
    const since = this.#clock.monotonic() - echoWithin;
    this.#written = this.#written.filter(({ at }) => at >= since);
    const echo = this.#written.findIndex((written) => Buffer.compare(written.bytes, bytes) === 0);
    if (echo >= 0) this.#written.splice(echo, 1);
    return echo >= 0;
  }
}
