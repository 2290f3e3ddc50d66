/**
 * Why bytes of a line are not a frame. `garbage`: no frame starts there; `cut`: the frame ended before its length;
 * `overlong`: longer than any frame; `wrong-token`: its sender does not have the board's key; `foreign-address`: another
 * board's; `malformed`: the checksum fits, the fields do not.
 */
export const dropReasons = [
  "garbage",
  "cut",
  "overlong",
  "wrong-checksum",
  "wrong-token",
  "foreign-address",
  "malformed",
] as const;

export type DropReason = (typeof dropReasons)[number];

/** Thrown by code that reads fields. The message names no content: a frame may hold credentials. */
export class MalformedFrame extends Error {}

/** What a codec finds at the start of some bytes. */
export type Reading<Frame> =
  | { readonly frame: Frame /** in bytes */; readonly length: number }
  /** No frame. `length` is what the bad frame would take; frames that start inside of it are found nevertheless. */
  | { readonly refused: DropReason; readonly length: number }
  /** More bytes decide. `wait` is the reason of the refusal if none come. */
  | { readonly wait: DropReason }
  /** One byte that may stand between frames. */
  | { readonly skip: true };

/**
 * The frames of one protocol. Frames are plain data that JSON can hold.
 *
 * `read` must not change its mind: what it answers for some bytes, other than `wait`, it answers for the same bytes with more
 * behind them. That makes a stream mean the same however it is cut.
 */
export interface Codec<Frame> {
  /** The greatest length of a frame in bytes. It bounds what a decoder keeps. */
  readonly longest: number;
  /** @param bytes at least one, at most `longest` */
  read(bytes: Uint8Array): Reading<Frame>;
  encode(frame: Frame): Uint8Array;
}

export const garbage = { refused: "garbage", length: 1 } as const;

/** Whether the bytes start like this; undefined: too few to tell. */
export function startsWith(bytes: Uint8Array, start: readonly number[]): boolean | undefined {
  const known = Math.min(bytes.length, start.length);
  for (let at = 0; at < known; at++) if (bytes[at] !== start[at]) return false;
  return bytes.length >= start.length ? true : undefined;
}

/**
 * Reads a frame whose length is one of several.
 * @param lengths in bytes, ascending; the first at which the checksum fits is taken
 * @param fits whether the checksum of these bytes is right
 * @param understand reads the fields, or throws MalformedFrame
 */
export function readFrame<Frame>(
  bytes: Uint8Array,
  lengths: readonly number[],
  fits: (bytes: Uint8Array) => boolean,
  understand: (bytes: Uint8Array) => Frame,
): Reading<Frame> {
  const [shortest = 1] = lengths;
  for (const length of lengths) {
    if (bytes.length < length) return { wait: bytes.length < shortest ? "cut" : "wrong-checksum" };
    const whole = bytes.subarray(0, length);
    if (!fits(whole)) continue;
    try {
      return { frame: understand(whole), length };
    } catch (error) {
      if (error instanceof MalformedFrame) return { refused: "malformed", length };
      throw error;
    }
  }
  return { refused: "wrong-checksum", length: shortest };
}
