import { type Codec, type DropReason, dropReasons } from "./codec.ts";

/** A frame of a stream, or bytes that are none. */
export type Decoded<Frame> =
  | { readonly frame: Frame; readonly bytes: Uint8Array }
  | { readonly refused: DropReason /** the first ones, at most the codec's `longest` */; readonly bytes: Uint8Array };

/** Bytes that are no frame, as far as they have been read. */
interface BadRun {
  readonly reason: DropReason;
  readonly bytes: number[];
  /** How many further bytes the bad frame would take. */
  claimed: number;
  /** A bad frame ends where it would have ended; garbage goes on until something else begins. */
  readonly endsWhenClaimed: boolean;
}

/**
 * Finds the frames in a stream of bytes, however the stream is cut. Bytes that are no frame are dropped and counted, and
 * reading goes on at the next byte, so that the next whole frame is always found:
 *
 *     bytes ──→ │ kept: fewer than `longest` │ ──read──→ frame | refused, 1 byte further | wait
 */
export class FrameDecoder<Frame> {
  /** How often bytes were dropped, by reason. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  readonly #dropped: Record<DropReason, number>;
  readonly #codec: Pick<Codec<Frame>, "longest" | "read">;
  #kept: Uint8Array = new Uint8Array();
  #bad: BadRun | undefined;

  constructor(codec: Pick<Codec<Frame>, "longest" | "read">) {
    this.#codec = codec;
    this.#dropped = Object.fromEntries(dropReasons.map((reason) => [reason, 0])) as Record<DropReason, number>;
    this.dropped = this.#dropped;
  }

  /** The frames that these bytes complete. */
  push(bytes: Uint8Array): Frame[] {
    return this.decode(bytes).flatMap((decoded) => ("frame" in decoded ? [decoded.frame] : []));
  }

  /** As `push`, with the bytes that are no frame. They come once the next frame, or the end, shows where they end. */
  decode(bytes: Uint8Array): Decoded<Frame>[] {
    return this.#read(bytes, false);
  }

  /** No more bytes belong to what was read: the line ended, or was quiet for longer than it may be within a frame. */
  end(): Decoded<Frame>[] {
    const found = this.#read(new Uint8Array(), true);
    this.#closeBad(found);
    return found;
  }

  /** The bytes that may become a frame. */
  get kept(): Uint8Array {
    return this.#kept;
  }

  /** Whether bytes that are no frame were read, and it is not seen yet where they end. */
  get isInGarbage(): boolean {
    return this.#bad !== undefined;
  }

  #read(bytes: Uint8Array, isEnd: boolean): Decoded<Frame>[] {
    const found: Decoded<Frame>[] = [];
    const buffer = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes]);
    const { longest } = this.#codec;
    let at = 0;
    while (at < buffer.length) {
      const ahead = buffer.subarray(at, at + longest);
      const reading = this.#codec.read(ahead);
      if ("wait" in reading) {
        if (!isEnd && ahead.length < longest) break;
        // In garbage, what looks like the start of a frame is garbage too if no frame comes of it.
        if (isEnd && this.#bad) this.#refuse(ahead, "garbage", 1, found);
        else if (isEnd) this.#refuse(ahead, reading.wait, ahead.length, found);
        else this.#refuse(ahead, "overlong", 1, found);
        at++;
      } else if ("refused" in reading) {
        this.#refuse(ahead, reading.refused, reading.length, found);
        at++;
      } else if ("skip" in reading) {
        // Garbage may hold separators; it is one run nevertheless.
        if (this.#bad) this.#refuse(ahead, "garbage", 1, found);
        at++;
      } else {
        this.#closeBad(found);
        at += reading.length;
        found.push({ frame: reading.frame, bytes: new Uint8Array(ahead.subarray(0, reading.length)) });
      }
    }
    this.#kept = new Uint8Array(buffer.subarray(at));
    return found;
  }

  /** Adds the first byte of `ahead` to what is no frame. Within a bad frame, and in garbage, no new run starts. */
  #refuse(ahead: Uint8Array, reason: DropReason, length: number, found: Decoded<Frame>[]): void {
    let run = this.#bad;
    if (run === undefined || (run.claimed === 0 && reason !== "garbage")) {
      this.#closeBad(found);
      run = this.#bad = { reason, bytes: [], claimed: length, endsWhenClaimed: length > 1 };
      this.#dropped[reason]++;
    }
    const [first] = ahead;
    if (first !== undefined && run.bytes.length < this.#codec.longest) run.bytes.push(first);
    run.claimed = Math.max(0, run.claimed - 1);
    if (run.endsWhenClaimed && run.claimed === 0) this.#closeBad(found);
  }

  #closeBad(found: Decoded<Frame>[]): void {
    if (this.#bad) found.push({ refused: this.#bad.reason, bytes: Uint8Array.from(this.#bad.bytes) });
    this.#bad = undefined;
  }
}
