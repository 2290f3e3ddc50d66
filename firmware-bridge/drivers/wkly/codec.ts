import { asciiBytes, fromHex, toHex } from "../kit/bytes.ts";
import { xor8 } from "../kit/checksums.ts";
import { type Codec, garbage, readFrame, startsWith } from "../kit/codec.ts";

export interface WklyFrame {
  readonly addr: number;
  /** 80 open several, 81 flash, 82 open one, 83 query, 84 all, 85 a door changed. */
  readonly cmd: number;
  /** Hexadecimal. */
  readonly data: string;
}

const start = asciiBytes("WKLY");
const shortest = 8;

/** Frames of WKLY lock boards: `57 4B 4C 59 length address command data xor`; the length is that of all (wkly §6.3). */
export const wklyCodec: Codec<WklyFrame> = {
  longest: 255,
  read(bytes) {
    if (startsWith(bytes, start) === false) return garbage;
    const length = bytes[4];
    if (length === undefined) return { wait: "cut" };
    return length < shortest ? garbage : readFrame(bytes, [length], (frame) => xor8(frame) === 0, understand);
  },
  encode({ addr, cmd, data }) {
    const bytes = Uint8Array.from([...start, data.length / 2 + shortest, addr, cmd, ...fromHex(data)]);
    return Uint8Array.from([...bytes, xor8(bytes)]);
  },
};

function understand(frame: Uint8Array): WklyFrame {
  return { addr: frame[5] ?? 0, cmd: frame[6] ?? 0, data: toHex(frame.subarray(7, -1)) };
}
