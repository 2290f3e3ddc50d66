import { bigEndian, fromHex, toHex } from "../kit/bytes.ts";
import { crc16Bytes } from "../kit/checksums.ts";
import { type Codec, garbage, readFrame } from "../kit/codec.ts";

/** The functions that relay and lock boards use (modbus §6.4). */
export const modbusFunction = {
  readCoils: 0x01,
  readInputs: 0x02,
  readHolding: 0x03,
  readInputRegisters: 0x04,
  writeCoil: 0x05,
  writeRegister: 0x06,
  writeCoils: 0x0f,
  writeRegisters: 0x10,
} as const;

const reads: readonly number[] = [1, 2, 3, 4];
const registerReads: readonly number[] = [3, 4];
const singleWrites: readonly number[] = [5, 6];
const manyWrites: readonly number[] = [0x0f, 0x10];

export type ModbusFrame = {
  /** The board's address; over TCP the transaction comes before it. */
  readonly unit: number;
  readonly fn: number;
  /** Only over TCP. */
  readonly transaction?: number;
} /** A request to read, or the answer to a write of several. */ & (
  | { readonly addr: number; readonly count: number }
  /** A write of one, and the same bytes as its answer. A coil: FF00 on, 0000 off; at 0200 + coil: on for so many tenths of a second. */
  | { readonly addr: number; readonly value: number }
  /** A write of several. */
  | { readonly addr: number; readonly count: number; readonly data: string }
  /** The answer to a read, hexadecimal; bit 0 of the first byte is the lowest coil or input. */
  | { readonly data: string }
  /** Why it was refused: 1 function, 2 address, 3 value, 4 device; `fn` is that of the request. */
  | { readonly exception: number }
);

const longestRtu = 256;
const crcBytes = 2;
/** Transaction, protocol 0, length. */
const tcpHead = 6;

/** Modbus RTU: `unit function … CRC`, the CRC's low byte first. There is no start byte; a request and its answer look alike. */
export const modbusRtuCodec: Codec<ModbusFrame> = {
  longest: longestRtu,
  read(bytes) {
    const lengths = rtuLengths(bytes);
    if (lengths === "wait") return { wait: "cut" };
    if (lengths.length === 0) return garbage;
    return readFrame(bytes, lengths, fitsRtu, (frame) => readUnit(frame.subarray(0, -crcBytes)));
  },
  encode(frame) {
    const bytes = Uint8Array.from(unitBytes(frame));
    return Uint8Array.from([...bytes, ...crc16Bytes(bytes)]);
  },
};

/** Modbus over TCP: a head with transaction and length, then unit, function and fields without a CRC. */
export const modbusTcpCodec: Codec<ModbusFrame> = {
  longest: tcpHead + longestRtu - crcBytes,
  read(bytes) {
    const [, , protocolHigh = 0, protocolLow = 0, lengthHigh = 0, lengthLow] = bytes;
    if (protocolHigh !== 0 || protocolLow !== 0 || lengthHigh !== 0) return garbage;
    if (lengthLow === undefined) return { wait: "cut" };
    if (lengthLow > longestRtu - crcBytes) return garbage;
    if (bytes.length < tcpHead + lengthLow) return { wait: "cut" };
    const unit = bytes.subarray(tcpHead, tcpHead + lengthLow);
    const lengths = rtuLengths(Uint8Array.from([...unit, 0, 0]));
    if (lengths === "wait" || !lengths.includes(lengthLow + crcBytes)) return garbage;
    const transaction = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
    return readFrame(
      bytes,
      [tcpHead + lengthLow],
      () => true,
      (frame) => ({ ...readUnit(frame.subarray(tcpHead)), transaction }),
    );
  },
  encode(frame) {
    const bytes = unitBytes(frame);
    return Uint8Array.from([...bigEndian(frame.transaction ?? 0, 2), 0, 0, ...bigEndian(bytes.length, 2), ...bytes]);
  },
};

/** The lengths that an RTU frame of such a start may have, ascending; none: no frame starts so. */
function rtuLengths(bytes: Uint8Array): readonly number[] | "wait" {
  const [, fn, third] = bytes;
  if (fn === undefined) return "wait";
  const plain = fn & 0x7f;
  if (![...reads, ...singleWrites, ...manyWrites].includes(plain)) return [];
  if (fn !== plain) return [5];
  if (singleWrites.includes(fn)) return [8];
  if (manyWrites.includes(fn)) {
    const count = bytes[6];
    if (count === undefined) return "wait";
    return [8, 9 + count].filter((length) => length <= longestRtu);
  }
  if (third === undefined) return "wait";
  if (!isByteCount(fn, third)) return [8];
  return [...new Set([5 + third, 8])].filter((length) => length > 5 && length <= longestRtu).toSorted((a, b) => a - b);
}

/** Whether an answer to a read can have so many bytes: registers have two each. */
function isByteCount(fn: number, count: number): boolean {
  return !registerReads.includes(fn) || count % 2 === 0;
}

function fitsRtu(frame: Uint8Array): boolean {
  const [low, high] = crc16Bytes(frame.subarray(0, -crcBytes));
  return frame.at(-2) === low && frame.at(-1) === high;
}

function readUnit(bytes: Uint8Array): ModbusFrame {
  const [unit = 0, fn = 0, third = 0] = bytes;
  const word = (at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  if (fn > 0x7f) return { unit, fn: fn & 0x7f, exception: third };
  if (singleWrites.includes(fn)) return { unit, fn, addr: word(2), value: word(4) };
  if (reads.includes(fn))
    return bytes.length === 3 + third && isByteCount(fn, third)
      ? { unit, fn, data: toHex(bytes.subarray(3)) }
      : { unit, fn, addr: word(2), count: word(4) };
  if (bytes.length === 6) return { unit, fn, addr: word(2), count: word(4) };
  return { unit, fn, addr: word(2), count: word(4), data: toHex(bytes.subarray(7)) };
}

function unitBytes(frame: ModbusFrame): number[] {
  const { unit, fn } = frame;
  if ("exception" in frame) return [unit, fn | 0x80, frame.exception];
  if ("value" in frame) return [unit, fn, ...bigEndian(frame.addr, 2), ...bigEndian(frame.value, 2)];
  if (!("addr" in frame)) return [unit, fn, frame.data.length / 2, ...fromHex(frame.data)];
  const head = [unit, fn, ...bigEndian(frame.addr, 2), ...bigEndian(frame.count, 2)];
  return "data" in frame ? [...head, frame.data.length / 2, ...fromHex(frame.data)] : head;
}
