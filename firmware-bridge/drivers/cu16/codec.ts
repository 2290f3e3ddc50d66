import { fromHex, toHex } from "../kit/bytes.ts";
import { sum8 } from "../kit/checksums.ts";
import { type Codec, garbage, readFrame } from "../kit/codec.ts";

/** Commands of a CU16 (cu16 §6.2), and the mark of its reply. */
export const cu16Command = {
  status: 0x30,
  unlock: 0x31,
  statusOfAll: 0x32,
  unlockAll: 0x33,
  reply: 0x35,
  unlockTime: 0x37,
  delay: 0x39,
  baud: 0x40,
} as const;

/** Commands of a CU48, and the mark of its reply (cu16 §6.3). */
export const cu48Command = { query: 0x60, unlock: 0x61, reply: 0x75 } as const;

export type Cu16Frame =
  /** `lock` counts from 0. `data` is hexadecimal, mostly empty. */
  | { readonly board: number; readonly lock: number; readonly cmd: number; readonly data: string }
  /** Bit 0 is lock 0. `hooks`: locked; `items`: something lies before the infrared sensor. */
  | { readonly board: number; readonly lock: number; readonly hooks: number; readonly items: number }
  /** A CU48, which has bytes of their own for board and lock. */
  | { readonly device: number; readonly lock: number; readonly cmd: number; readonly data: string };

const start = 0x02;
const end = 0x03;
const cu16Commands: readonly number[] = Object.values(cu16Command);
const plainCommands: readonly number[] = [
  cu16Command.status,
  cu16Command.unlock,
  cu16Command.statusOfAll,
  cu16Command.unlockAll,
];
const cu48Commands: readonly number[] = Object.values(cu48Command);

/** Frames of Kerong lock boards: `02 address command … 03 sum` (cu16 §6.2), and those of a CU48 (§6.3). */
export const cu16Codec: Codec<Cu16Frame> = {
  longest: 12,
  read(bytes) {
    const [first, , third, fourth] = bytes;
    if (first !== start) return garbage;
    if (third === undefined) return { wait: "cut" };
    // The number of a CU48's last lock is a command of a CU16, after which nothing but the end can follow.
    const isLastOfCu48 = plainCommands.includes(third) && fourth !== undefined && cu48Commands.includes(fourth);
    if (cu16Commands.includes(third) && !isLastOfCu48) return readFrame(bytes, cu16Lengths(third), fits, readCu16);
    if (fourth === undefined) return { wait: "cut" };
    if (!cu48Commands.includes(fourth)) return garbage;
    return readFrame(bytes, fourth === cu48Command.reply ? [6, 12] : [6], fits, readCu48);
  },
  encode(frame) {
    const bytes = Uint8Array.from([start, ...body(frame), end]);
    return Uint8Array.from([...bytes, sum8(bytes)]);
  },
};

/** A setting may come with its value. */
function cu16Lengths(command: number): readonly number[] {
  if (command === cu16Command.reply) return [9];
  return plainCommands.includes(command) ? [5] : [5, 6, 7];
}

function fits(frame: Uint8Array): boolean {
  return frame.at(-2) === end && frame.at(-1) === sum8(frame.subarray(0, -1));
}

function readCu16(frame: Uint8Array): Cu16Frame {
  const [, address = 0, cmd = 0, hooksLow = 0, hooksHigh = 0, itemsLow = 0, itemsHigh = 0] = frame;
  const at = { board: address >> 4, lock: address & 0x0f };
  if (cmd !== cu16Command.reply) return { ...at, cmd, data: toHex(frame.subarray(3, -2)) };
  return { ...at, hooks: hooksLow + 256 * hooksHigh, items: itemsLow + 256 * itemsHigh };
}

function readCu48(frame: Uint8Array): Cu16Frame {
  const [, device = 0, lock = 0, cmd = 0] = frame;
  return { device, lock, cmd, data: toHex(frame.subarray(4, -2)) };
}

function body(frame: Cu16Frame): readonly number[] {
  if ("device" in frame) return [frame.device, frame.lock, frame.cmd, ...fromHex(frame.data)];
  const address = (frame.board << 4) | frame.lock;
  if ("cmd" in frame) return [address, frame.cmd, ...fromHex(frame.data)];
  const { hooks, items } = frame;
  return [address, cu16Command.reply, hooks & 0xff, hooks >> 8, items & 0xff, items >> 8];
}
