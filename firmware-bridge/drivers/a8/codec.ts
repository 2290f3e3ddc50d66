import { ByteReader, bigEndian, fromHex } from "../kit/bytes.ts";
import { sum8 } from "../kit/checksums.ts";
import { type Codec, garbage, MalformedFrame, readFrame } from "../kit/codec.ts";
import { type A8Board, boardBytes, readBoards } from "./boards.ts";

/** Commands of the boards in the cabinet and their reports (a8 §5). */
export const a8Command = {
  info: 0x10,
  pop: 0x20,
  popped: 0x21,
  selfCheck: 0x28,
  popBySn: 0x30,
  poppedBySn: 0x31,
  return: 0x40,
  heartbeat: 0x7a,
  wifi: 0xcf,
} as const;

/** The fields of a layout from left to right; `sn` has four bytes, every other one. `zero`: a byte without a meaning. */
const layouts: Readonly<Partial<Record<number, readonly string[]>>> = {
  [a8Command.pop]: ["board", "hole"],
  [a8Command.popped]: ["board", "hole", "state", "solenoid"],
  [a8Command.popBySn]: ["board", "sn"],
  [a8Command.poppedBySn]: ["hole", "sn", "state", "zero"],
  [a8Command.return]: ["board", "hole", "area", "sn", "state", "soft", "soc"],
  [a8Command.selfCheck]: [
    "board",
    "hole",
    "state",
    "zero",
    "zero2",
    "area",
    "sn",
    "soc",
    "temp",
    "decivolts",
    "deciamperes",
    "soft",
    "hard",
  ],
};

export type A8Frame = {
  readonly cmd: number;
  /** A return of one firmware says a length that is one too small (a8 §5). */
  readonly isShort?: boolean;
} & (
  | { readonly boards: readonly A8Board[] }
  /** By name: numbers of one byte, and `sn` of four. */
  | { readonly values: Readonly<Record<string, number>> }
  /** Hexadecimal; a heartbeat has a byte and a text. */
  | { readonly data: string }
);

const header = 0xa8;
/** Header, length, command, verification byte. */
const emptyBytes = 5;
/** What a return of one firmware says of its 15 bytes. */
const shortLength = 14;
/** Fits 16 boards of 8 holes. */
const longest = 2048;

/**
 * Frames of boards in power-bank cabinets: `A8 length command data verify`, all bytes together 0 modulo 256 (a8 §5).
 * @param holesPerBoard no frame tells it; without it the numbers of the holes must show it
 */
export function a8Codec(holesPerBoard?: number): Codec<A8Frame> {
  return {
    longest,
    read(bytes) {
      const [first, high = 0, low, cmd] = bytes;
      if (first !== header) return garbage;
      if (low === undefined) return { wait: "cut" };
      const length = high * 256 + low;
      if (length < emptyBytes || length > longest) return garbage;
      // A return has 15 bytes, whatever it says. Its first 14 may add up to 0, too.
      const isShort = cmd === a8Command.return && length === shortLength;
      return readFrame(
        bytes,
        [isShort ? length + 1 : length],
        (frame) => sum8(frame) === 0,
        (frame) => understand(frame, holesPerBoard),
      );
    },
    encode(frame) {
      const body = bodyBytes(frame);
      const length = bigEndian(emptyBytes + body.length - (frame.isShort ? 1 : 0), 2);
      const bytes = Uint8Array.from([header, ...length, frame.cmd, ...body]);
      return Uint8Array.from([...bytes, -sum8(bytes) & 0xff]);
    },
  };
}

function understand(frame: Uint8Array, holesPerBoard: number | undefined): A8Frame {
  const [, high = 0, low = 0, cmd = 0] = frame;
  const reader = new ByteReader(frame.subarray(4, -1));
  const head = { cmd, ...(high * 256 + low === frame.length ? {} : { isShort: true }) };
  if (cmd === a8Command.info && reader.left > 0) return { ...head, boards: readBoards(reader, holesPerBoard) };
  const layout = layouts[cmd];
  if (layout === undefined || reader.left === 0) return { ...head, data: reader.rest() };
  const values = Object.fromEntries(layout.map((name) => [name, name === "sn" ? reader.u32() : reader.u8()]));
  if (reader.left > 0) throw new MalformedFrame("fields are left over");
  return { ...head, values };
}

function bodyBytes(frame: A8Frame): readonly number[] {
  if ("boards" in frame) return frame.boards.flatMap(boardBytes);
  if ("data" in frame) return fromHex(frame.data);
  const { values } = frame;
  return (layouts[frame.cmd] ?? []).flatMap((name) => bigEndian(values[name] ?? 0, name === "sn" ? 4 : 1));
}
