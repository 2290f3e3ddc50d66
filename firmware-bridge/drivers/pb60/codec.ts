import { createHash } from "node:crypto";
import { asciiBytes, ByteReader, bigEndian, fromHex, toHex } from "../kit/bytes.ts";
import { xor8 } from "../kit/checksums.ts";
import { type Codec, garbage, MalformedFrame, readFrame } from "../kit/codec.ts";

/** The commands; a reply bears the command of its request (pb60 §2.3). */
export const pb60Command = {
  login: 0x60,
  heartbeat: 0x61,
  setServer: 0x63,
  inventory: 0x64,
  borrow: 0x65,
  return: 0x66,
  restart: 0x67,
  queryServer: 0x6a,
  setVolume: 0x70,
  queryVolume: 0x77,
  eject: 0x80,
  abnormal: 0x83,
} as const;

/** An occupied slot. A record of version 1 has no more than `soc`, which may be a grade there. */
export interface Pb60Record {
  readonly slot: number;
  readonly id: string;
  /** level, percent */
  readonly soc: number;
  readonly more?: {
    readonly mv: number;
    readonly ma: number;
    /** °C, signed */
    readonly temp: number;
    /** bits: 7 inserted, 6 locked, 5 error, 4 charge switch, 3 charging, 2–0 faults of the plugs */
    readonly st: number;
    /** state of health, percent */
    readonly soh: number;
  };
}

export type Pb60Payload =
  | { readonly kind: "empty" }
  | {
      readonly kind: "login";
      /** ms since the station started, modulo 2³² */
      readonly uptime: number;
      readonly box: string;
      /** Unix time in s of the server's last reply: it may be hours old */
      readonly ts: number;
      readonly slots: number;
      readonly records: readonly Pb60Record[];
    }
  | { readonly kind: "result"; readonly res: number; readonly nonce?: number; readonly ts?: number }
  /** `slots` is absent in version 1. */
  | { readonly kind: "inventory"; readonly slots?: number; readonly records: readonly Pb60Record[] }
  | { readonly kind: "slot"; readonly slot: number }
  /** `tail`: two lock states and a byte of unknown meaning, absent in version 1 and in replies to an ejection; hexadecimal. */
  | {
      readonly kind: "ejected";
      readonly slot: number;
      readonly res: number;
      readonly id: string;
      readonly tail: string;
    }
  | { readonly kind: "returned"; readonly record: Pb60Record }
  | { readonly kind: "returned-v1"; readonly slot: number; readonly id: string }
  /** `res`: 0 failed, 1 ok, 2 error of the bank, 3 returned before, 4 no such bank, 5 the slot was not empty. */
  | {
      readonly kind: "return-reply";
      readonly res: number;
      readonly slot: number;
      readonly record?: Pb60Record;
      readonly tail: string;
    }
  | { readonly kind: "server"; readonly addr: string; readonly port: string; readonly heartbeat: number }
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "abnormal"; readonly event: number; readonly slot: number; readonly id: string }
  /** Hexadecimal; a layout that no source describes. */
  | { readonly kind: "data"; readonly data: string };

export interface Pb60Frame {
  readonly cmd: number;
  readonly ver: number;
  /** 8 hexadecimal digits */
  readonly tok: string;
  readonly payload: Pb60Payload;
}

const headBytes = 9;

/** The limit of a server in use (pb60 §2.1). */
const longest = 1024;

/** Frames of the 0x60 family: `length command version xor token payload` (pb60 §2). There is no start byte. */
export const pb60Codec: Codec<Pb60Frame> = {
  longest,
  read(bytes) {
    const [high, low, cmd, ver, check] = bytes;
    const length = high === undefined || low === undefined ? headBytes : high * 256 + low + 2;
    if (length < headBytes || length > longest) return garbage;
    if (high !== undefined && high > longest / 256) return garbage;
    if (cmd !== undefined && (cmd < 0x60 || cmd > 0x8f)) return garbage;
    return readFrame(
      bytes,
      low === undefined ? [headBytes] : [length],
      (frame) => xor8(frame.subarray(headBytes)) === check,
      (frame) => ({
        cmd: cmd ?? 0,
        ver: ver ?? 0,
        tok: toHex(frame.subarray(5, headBytes)),
        payload: readPayload(cmd ?? 0, ver ?? 0, frame.subarray(headBytes)),
      }),
    );
  },
  encode({ cmd, ver, tok, payload }) {
    const bytes = Uint8Array.from(payloadBytes(payload));
    const length = bigEndian(headBytes - 2 + bytes.length, 2);
    return Uint8Array.from([...length, cmd, ver, xor8(bytes), ...fromHex(tok), ...bytes]);
  },
};

/** The token of version 2: of payload and key only, so it does not hinder who repeats a frame (pb60 §2.2). */
export function pb60Token(payload: Pb60Payload, secretKey: string): string {
  const digest = createHash("md5")
    .update(Uint8Array.from(payloadBytes(payload)))
    .update(secretKey)
    .digest();
  return toHex(Uint8Array.from([15, 11, 7, 3].map((at) => digest[at] ?? 0)));
}

function readPayload(cmd: number, ver: number, bytes: Uint8Array): Pb60Payload {
  if (bytes.length === 0) return { kind: "empty" };
  const reader = new ByteReader(bytes);
  const payload = readKnown(cmd, ver, reader);
  reader.end();
  return payload;
}

function readKnown(cmd: number, ver: number, reader: ByteReader): Pb60Payload {
  switch (cmd) {
    case pb60Command.login:
      if (reader.left === 1) return { kind: "result", res: reader.u8() };
      if (reader.left === 9) return { kind: "result", res: reader.u8(), nonce: reader.u32(), ts: reader.u32() };
      return readLogin(reader);
    case pb60Command.inventory:
      return readInventory(reader, ver);
    case pb60Command.borrow:
    case pb60Command.eject:
      if (reader.left === 1) return { kind: "slot", slot: reader.u8() };
      return { kind: "ejected", slot: reader.u8(), res: reader.u8(), id: readId(reader), tail: readTail(reader, 3) };
    case pb60Command.return:
      if (reader.left === 9) return { kind: "returned-v1", slot: reader.u8(), id: readId(reader) };
      if (reader.left === 17) return { kind: "returned", record: readRecord(reader, true) };
      return readReturnReply(reader);
    case pb60Command.setServer:
    case pb60Command.queryServer:
      return { kind: "server", addr: readText(reader), port: readText(reader), heartbeat: reader.u8() };
    case pb60Command.setVolume:
    case pb60Command.queryVolume:
      return { kind: "value", value: reader.u8() };
    case pb60Command.abnormal:
      return { kind: "abnormal", event: reader.u8(), slot: reader.u8(), id: readId(reader) };
    case pb60Command.heartbeat:
    case pb60Command.restart:
      throw new MalformedFrame("a payload where there is none");
    default:
      return { kind: "data", data: reader.rest() };
  }
}

function readReturnReply(reader: ByteReader): Pb60Payload {
  const [slot, res] = [reader.u8(), reader.u8()];
  if (reader.left === 0) return { kind: "return-reply", slot, res, tail: "" };
  return { kind: "return-reply", slot, res, record: readItem(reader, slot, true), tail: reader.rest() };
}

function readLogin(reader: ByteReader): Pb60Payload {
  const uptime = reader.u32();
  if (reader.hex(2) !== "A0A0") throw new MalformedFrame("not a login");
  const login = { kind: "login", uptime, box: readText(reader), ts: reader.u32(), slots: reader.u8() } as const;
  const count = reader.u8();
  return { ...login, records: readRecords(reader, count) };
}

/**
 * Version 2 says slots and count, version 1 only the count. The length tells which one it is; where both fit, as they do for 12
 * short records of which the first is of slot 7, the version of the frame.
 */
function readInventory(reader: ByteReader, ver: number): Pb60Payload {
  const bytes = reader.bytes(reader.left);
  const [first = 0, second] = bytes;
  const isShort = bytes.length === 1 + 10 * first;
  if (second !== undefined && bytes.length === 2 + 17 * second && !(isShort && ver !== 2))
    return { kind: "inventory", slots: first, records: readRecords(new ByteReader(bytes.subarray(2)), second) };
  return { kind: "inventory", records: readRecords(new ByteReader(bytes.subarray(1)), first) };
}

function readRecords(reader: ByteReader, count: number): Pb60Record[] {
  const isFull = reader.left === 17 * count;
  if (!isFull && reader.left !== 10 * count) throw new MalformedFrame("the records do not fill the frame");
  return Array.from({ length: count }, () => readRecord(reader, isFull));
}

function readRecord(reader: ByteReader, isFull: boolean): Pb60Record {
  return readItem(reader, reader.u8(), isFull);
}

function readItem(reader: ByteReader, slot: number, isFull: boolean): Pb60Record {
  const record = { slot, id: readId(reader), soc: reader.u8() };
  if (!isFull) return record;
  const [mv, ma] = [reader.u16(), reader.u16()];
  return { ...record, more: { mv, ma, temp: reader.i8(), st: reader.u8(), soh: reader.u8() } };
}

/** Eight bytes: four letters and four numbers, written as `DCHA54000019`; all hexadecimal where they are no letters. */
function readId(reader: ByteReader): string {
  const bytes = reader.bytes(8);
  const letters = String.fromCharCode(...bytes.subarray(0, 4));
  return /^[!-~]{4}$/.test(letters) ? letters + toHex(bytes.subarray(4)) : toHex(bytes);
}

function idBytes(id: string): number[] {
  return id.length === 16 ? fromHex(id) : [...asciiBytes(id.slice(0, 4)), ...fromHex(id.slice(4))];
}

/** A text with its length in front, which counts the NUL at its end. */
function readText(reader: ByteReader): string {
  const length = reader.u16();
  if (length === 0) throw new MalformedFrame("a text has no end");
  const text = reader.ascii(length - 1);
  if (reader.u8() !== 0) throw new MalformedFrame("a text has no end");
  return text;
}

function textBytes(text: string): number[] {
  return [...bigEndian(text.length + 1, 2), ...asciiBytes(text), 0];
}

function readTail(reader: ByteReader, length: number): string {
  return reader.left === 0 ? "" : reader.hex(length);
}

function payloadBytes(payload: Pb60Payload): number[] {
  switch (payload.kind) {
    case "empty":
      return [];
    case "login": {
      const { uptime, box, ts, slots, records } = payload;
      const head = [...bigEndian(uptime, 4), 0xa0, 0xa0, ...textBytes(box), ...bigEndian(ts, 4)];
      return [...head, slots, records.length, ...records.flatMap(recordBytes)];
    }
    case "result": {
      const { res, nonce, ts } = payload;
      return nonce === undefined || ts === undefined ? [res] : [res, ...bigEndian(nonce, 4), ...bigEndian(ts, 4)];
    }
    case "inventory": {
      const { slots, records } = payload;
      return [...(slots === undefined ? [] : [slots]), records.length, ...records.flatMap(recordBytes)];
    }
    case "slot":
      return [payload.slot];
    case "ejected":
      return [payload.slot, payload.res, ...idBytes(payload.id), ...fromHex(payload.tail)];
    case "returned":
      return recordBytes(payload.record);
    case "returned-v1":
      return [payload.slot, ...idBytes(payload.id)];
    case "return-reply":
      return [payload.slot, payload.res, ...itemBytes(payload.record), ...fromHex(payload.tail)];
    case "server":
      return [...textBytes(payload.addr), ...textBytes(payload.port), payload.heartbeat];
    case "value":
      return [payload.value];
    case "abnormal":
      return [payload.event, payload.slot, ...idBytes(payload.id)];
    case "data":
      return fromHex(payload.data);
  }
}

function recordBytes(record: Pb60Record): number[] {
  return [record.slot, ...itemBytes(record)];
}

function itemBytes(record: Pb60Record | undefined): number[] {
  if (record === undefined) return [];
  const { id, soc, more } = record;
  const head = [...idBytes(id), soc];
  if (more === undefined) return head;
  return [...head, ...bigEndian(more.mv, 2), ...bigEndian(more.ma, 2), more.temp & 0xff, more.st, more.soh];
}
