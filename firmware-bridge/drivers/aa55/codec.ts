import { asciiBytes, ByteReader, fromHex } from "../kit/bytes.ts";
import { sum8 } from "../kit/checksums.ts";
import { type Codec, garbage, readFrame } from "../kit/codec.ts";

/** Commands of an umbrella controller; a reply bears the command plus 80 (aa55 §8.1). */
export const aa55Command = {
  activeTest: 0x01,
  login: 0x02,
  inspectChannel: 0x41,
  take: 0x42,
  out: 0x43,
  in: 0x44,
  inspectUmbrella: 0x45,
  rescueChannel: 0x46,
} as const;

const replyBit = 0x80;

export type Aa55Frame = {
  readonly seq: number;
  readonly cmd: number;
  /** Absent in an older revision of the protocol. */
  readonly channel?: number;
} & (
  | { readonly box: string }
  /** Four bytes, hexadecimal. */
  | { readonly sn: string }
  | { readonly sn?: string; readonly status: number }
  /** Hexadecimal; empty in most requests. */
  | { readonly data: string }
);

const header = 0xaa;
const footer = 0x55;

/** Frames of an umbrella controller: `AA length seq cmd channel body sum 55`. AA and 55 may stand inside a frame (aa55 §8.1). */
export const aa55Codec: Codec<Aa55Frame> = {
  longest: 257,
  read(bytes) {
    const [first, length] = bytes;
    if (first !== header) return garbage;
    if (length === undefined) return { wait: "cut" };
    return length < 4 ? garbage : readFrame(bytes, [length + 2], fits, understand);
  },
  encode(frame) {
    const { seq, cmd, channel } = frame;
    const body = [seq, cmd, ...(channel === undefined ? [] : [channel]), ...bodyBytes(frame)];
    const summed = Uint8Array.from([body.length + 2, ...body]);
    return Uint8Array.from([header, ...summed, sum8(summed), footer]);
  },
};

function fits(frame: Uint8Array): boolean {
  return frame.at(-1) === footer && frame.at(-2) === sum8(frame.subarray(1, -2));
}

function understand(frame: Uint8Array): Aa55Frame {
  const reader = new ByteReader(frame.subarray(2, -2));
  const head = { seq: reader.u8(), cmd: reader.u8() };
  if (reader.left === 0) return { ...head, data: "" };
  const channel = reader.u8();
  return { ...head, channel, ...readBody(head.cmd, reader) };
}

function readBody(cmd: number, reader: ByteReader) {
  if (cmd === aa55Command.login && reader.left === 11) return { box: reader.ascii(11) };
  if (cmd >= replyBit && reader.left === 1) return { status: reader.u8() };
  if (cmd >= replyBit && reader.left === 5) return { sn: reader.hex(4), status: reader.u8() };
  if (cmd < replyBit && reader.left === 4) return { sn: reader.hex(4) };
  return { data: reader.rest() };
}

function bodyBytes(frame: Aa55Frame): readonly number[] {
  if ("box" in frame) return asciiBytes(frame.box);
  if ("status" in frame) return [...fromHex(frame.sn ?? ""), frame.status];
  return fromHex("sn" in frame ? frame.sn : frame.data);
}
