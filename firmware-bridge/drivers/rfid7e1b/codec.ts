import { ByteReader, bigEndian, fromHex } from "../kit/bytes.ts";
import { sum8 } from "../kit/checksums.ts";
import { type Codec, garbage, MalformedFrame, readFrame, startsWith } from "../kit/codec.ts";

/** Commands of an RFID reader, and the marks of its answers (rfid7e1b §8.3). */
export const rfidCommand = {
  check: 0x01,
  readUid: 0x02,
  readBlock: 0x03,
  write: 0x14,
  checked: 0x11,
  uid: 0x12,
  block: 0x13,
  reset: 0xff,
} as const;

export type RfidFrame = {
  /** A0 plus the number on the reader's switches; 0: all readers. */
  readonly addr: number;
  readonly cmd: number;
} /** `block`: 16 bytes, hexadecimal. */ & (
  | { readonly uid: number; readonly block?: string }
  /** Hexadecimal; empty in most requests. */
  | { readonly data: string }
);

const start = [0x7e, 0x1b];

/** Frames of an RFID reader: `7E 1B address command length data sum` (rfid7e1b §8.3). */
export const rfid7e1bCodec: Codec<RfidFrame> = {
  longest: 261,
  read(bytes) {
    const isStart = startsWith(bytes, start);
    if (isStart === false) return garbage;
    const length = bytes[4];
    return length === undefined ? { wait: "cut" } : readFrame(bytes, [length + 6], fits, understand);
  },
  encode(frame) {
    const data =
      "uid" in frame ? [...bigEndian(frame.uid, 4).toReversed(), ...fromHex(frame.block ?? "")] : fromHex(frame.data);
    const bytes = Uint8Array.from([...start, frame.addr, frame.cmd, data.length, ...data]);
    return Uint8Array.from([...bytes, sum8(bytes)]);
  },
};

function fits(frame: Uint8Array): boolean {
  return frame.at(-1) === sum8(frame.subarray(0, -1));
}

/** @throws MalformedFrame where the tag's number has another length than four bytes */
function understand(frame: Uint8Array): RfidFrame {
  const reader = new ByteReader(frame.subarray(2, -1));
  const head = { addr: reader.u8(), cmd: reader.u8() };
  reader.u8();
  if (head.cmd === rfidCommand.uid) {
    if (reader.left !== 4) throw new MalformedFrame("not the number of a tag");
    return { ...head, uid: reader.u32LittleEndian() };
  }
  if (head.cmd === rfidCommand.block && reader.left === 20)
    return { ...head, uid: reader.u32LittleEndian(), block: reader.hex(16) };
  return { ...head, data: reader.rest() };
}
