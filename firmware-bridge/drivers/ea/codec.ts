import { fromHex, toHex } from "../kit/bytes.ts";
import { crc16Bytes } from "../kit/checksums.ts";
import { type Codec, garbage, readFrame } from "../kit/codec.ts";

export interface EaFrame {
  readonly addr: number;
  readonly cmd: number;
  /** Hexadecimal; a reply begins with its status: 0 ok, 1 timeout, 2 command, 3 arguments, 4 internal, 80 reply of the bank. */
  readonly data: string;
}

const start = 0xea;
const shortest = 5;
const longest = 64;
const lengths = Array.from({ length: longest - shortest + 1 }, (_, more) => shortest + more);

/** Frames of S1TT slot boards: `EA address command … CRC`, low byte first (ea §4). No field says the length: the CRC does. */
export const eaCodec: Codec<EaFrame> = {
  longest,
  read: (bytes) => (bytes[0] === start ? readFrame(bytes, lengths, fits, understand) : garbage),
  encode({ addr, cmd, data }) {
    const bytes = Uint8Array.from([addr, cmd, ...fromHex(data)]);
    return Uint8Array.from([start, ...bytes, ...crc16Bytes(bytes)]);
  },
};

function fits(frame: Uint8Array): boolean {
  const [low, high] = crc16Bytes(frame.subarray(1, -2));
  return frame.at(-2) === low && frame.at(-1) === high;
}

function understand(frame: Uint8Array): EaFrame {
  const [, addr = 0, cmd = 0] = frame;
  return { addr, cmd, data: toHex(frame.subarray(3, -2)) };
}
