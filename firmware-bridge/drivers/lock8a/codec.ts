import { toHex } from "../kit/bytes.ts";
import { xor8 } from "../kit/checksums.ts";
import { type Codec, garbage, readFrame } from "../kit/codec.ts";

/** The first byte of a frame. A reply bears the head of its command; 81, and 82 on some boards, tells of a door by itself. */
export const lock8aHead = {
  query: 0x80,
  report: 0x81,
  version: 0x82,
  open: 0x8a,
  openSeveral: 0x90,
  hold: 0x9a,
  release: 0x9b,
} as const;

/** The fourth byte of a command. */
export const lock8aCode = { act: 0x11, query: 0x33, version: 0x22 } as const;

/** The fourth byte of a reply: the contact, closed or open. What that means for the lock depends on the wiring. */
export const contactStatus = { closed: 0x11, open: 0x00 } as const;

const statuses: readonly number[] = Object.values(contactStatus);

/** Of the largest boards. */
const mostLocks = 56;

const heads: readonly number[] = Object.values(lock8aHead);

export type Lock8aFrame =
  /** `code` is that of a command or a status: an answer "11" to an opening is the same bytes as its command. */
  | { readonly head: number; readonly board: number; readonly lock: number; readonly code: number }
  /** All contacts of a board, hexadecimal; the last byte has locks 1 to 8, the lowest in bit 0. */
  | { readonly head: number; readonly board: number; readonly states: string }
  /** Opens several; the mask is as `states`. */
  | { readonly head: number; readonly board: number; readonly mask: string };

/** The lengths of frames that begin with 80: a query or a reply of one lock, and replies of boards of 24 and 56 locks. */
const queryLengths = [5, 7, 11];

/**
 * Frames of lock boards: `head board lock code xor` (lock8a §6.1).
 * @param lengthsOfQueries in bytes. A reply of all locks can look like one of a single lock: who asked says which lengths fit
 */
export function lock8aCodec(lengthsOfQueries: () => readonly number[] = () => queryLengths): Codec<Lock8aFrame> {
  return {
    longest: 11,
    read(bytes) {
      const [head = 0] = bytes;
      if (!heads.includes(head)) return garbage;
      const lengths = head === lock8aHead.query ? lengthsOfQueries() : head === lock8aHead.openSeveral ? [6] : [5];
      const isOpen = lengths.length > 1;
      return readFrame(bytes, lengths, (frame) => fits(frame) && (!isOpen || mayBeWhole(frame)), understand);
    },
    encode(frame) {
      const bytes = Uint8Array.from([frame.head, frame.board, ...body(frame)]);
      return Uint8Array.from([...bytes, xor8(bytes)]);
    },
  };
}

function fits(frame: Uint8Array): boolean {
  const isOfAll = frame.length > 6;
  return xor8(frame) === 0 && (!isOfAll || frame.at(-2) === lock8aCode.query);
}

/** Whether five bytes say what a query or a reply of one lock can say. The first five of a reply of all locks may have a right xor. */
function mayBeWhole(frame: Uint8Array): boolean {
  const [, , lock = 0, code = 0] = frame;
  if (frame.length > 5) return true;
  return code === lock8aCode.query || (lock > 0 && lock <= mostLocks && statuses.includes(code));
}

function understand(frame: Uint8Array): Lock8aFrame {
  const [head = 0, board = 0, lock = 0, code = 0] = frame;
  if (frame.length === 5) return { head, board, lock, code };
  if (head === lock8aHead.openSeveral) return { head, board, mask: toHex(frame.subarray(2, 5)) };
  return { head, board, states: toHex(frame.subarray(2, -2)) };
}

function body(frame: Lock8aFrame): readonly number[] {
  if ("states" in frame) return [...Buffer.from(frame.states, "hex"), lock8aCode.query];
  return "mask" in frame ? [...Buffer.from(frame.mask, "hex")] : [frame.lock, frame.code];
}
