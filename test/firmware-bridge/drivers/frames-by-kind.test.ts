import { describe, expect, test } from "vitest";
import { a8Codec } from "../../../firmware-bridge/drivers/a8/codec.ts";
import { cu16Codec } from "../../../firmware-bridge/drivers/cu16/codec.ts";
import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { lock8aCodec } from "../../../firmware-bridge/drivers/lock8a/codec.ts";
import { modbusRtuCodec } from "../../../firmware-bridge/drivers/modbus/codec.ts";
import { type Pb60Payload, pb60Codec, pb60Token } from "../../../firmware-bridge/drivers/pb60/codec.ts";
import { rfid7e1bCodec } from "../../../firmware-bridge/drivers/rfid7e1b/codec.ts";
import { binaryCodecs } from "./binary-codecs.ts";

/** Frames of kinds that no known frame shows. */
const kinds: readonly [protocol: string, what: string, frame: object][] = [
  ...pb60Kinds(),
  ["lock8a", "several locks", { head: 0x90, board: 1, mask: "000005" }],
  ["lock8a", "the contacts of 56 locks", { head: 0x80, board: 1, states: "01020304050607" }],
  ["lock8a", "the end of a held output", { head: 0x9b, board: 1, lock: 2, code: 0x11 }],
  ["cu16", "a setting with its value", { board: 1, lock: 0, cmd: 0x37, data: "0A" }],
  ["cu16", "an answer of a CU48", { device: 0, lock: 0, cmd: 0x75, data: "FFFFFFFFFFFE" }],
  ["cu16", "an opening of a CU48's last lock", { device: 0, lock: 48, cmd: 0x61, data: "" }],
  ["cu16", "an answer of a CU48's last lock", { device: 0, lock: 48, cmd: 0x75, data: "FFFFFFFFFFFE" }],
  ["modbus", "a question for registers from 0300 on", { unit: 1, fn: 3, addr: 0x0300, count: 8 }],
  ["modbus", "a question for inputs", { unit: 1, fn: 2, addr: 0, count: 8 }],
  ["modbus", "inputs", { unit: 1, fn: 2, data: "05" }],
  ["modbus", "registers", { unit: 1, fn: 3, data: "00010002" }],
  ["modbus", "a question for an address above FF00", { unit: 1, fn: 3, addr: 0xff00, count: 1 }],
  ["modbus", "the answer to a write of several", { unit: 1, fn: 0x10, addr: 0, count: 2 }],
  ["aa55", "a question without a body", { seq: 1, cmd: 0x41, channel: 3, data: "" }],
  ["aa55", "an umbrella that goes out", { seq: 1, cmd: 0x43, channel: 3, sn: "01020304" }],
  ["a8", "a bank that came out", { cmd: 0x21, values: { board: 1, hole: 2, state: 1, solenoid: 0 } }],
  ["a8", "a bank that came out by its number", { cmd: 0x31, values: { hole: 2, sn: 80146582, state: 1, zero: 0 } }],
  ["a8", "an order to push out", { cmd: 0x30, values: { board: 1, sn: 80146582 } }],
  ["a8", "something without a description", { cmd: 0xcf, data: "0102" }],
  ["rfid7e1b", "a tag", { addr: 0xa1, cmd: 0x12, uid: 0x04030201 }],
  ["rfid7e1b", "a tag with a block", { addr: 0xa1, cmd: 0x13, uid: 1, block: "00112233445566778899AABBCCDDEEFF" }],
];

function pb60Kinds(): typeof kinds {
  const record = { slot: 1, id: "DCHA54000016", soc: 100, more: { mv: 4120, ma: 0, temp: -5, st: 0xc0, soh: 99 } };
  const short = { slot: 1, id: "RL1H94000000", soc: 4 };
  const payloads: readonly [string, number, Pb60Payload][] = [
    ["the answer to a login", 0x60, { kind: "result", res: 1, nonce: 7, ts: 1_760_000_000 }],
    ["an inventory of version 1", 0x64, { kind: "inventory", records: [short] }],
    ["a failure to push out", 0x80, { kind: "ejected", slot: 1, res: 0, id: "0000000000000000", tail: "" }],
    ["a return at −5 °C", 0x66, { kind: "returned", record }],
    ["the answer to a return", 0x66, { kind: "return-reply", slot: 1, res: 3, record, tail: "" }],
    ["the answer to a return of version 1", 0x66, { kind: "return-reply", slot: 1, res: 1, tail: "" }],
    ["a server", 0x63, { kind: "server", addr: "hub.example.com", port: "1883", heartbeat: 30 }],
    ["a card's number", 0x69, { kind: "data", data: "0A3839383630343237333100" }],
    ["an alarm", 0x83, { kind: "abnormal", event: 2, slot: 4, id: "DCHA54000016" }],
  ];
  return payloads.map(([what, cmd, payload]) => ["pb60", what, { cmd, ver: 2, tok: "01020304", payload }]);
}

test.each(kinds)("%s: %s is read as it was written", (protocol, _what, frame) => {
  const codec = binaryCodecs[protocol];
  if (!codec) throw new Error(`no codec of ${protocol}`);
  expect(new FrameDecoder(codec).push(codec.encode(frame))).toEqual([frame]);
});

/** The reasons for which bytes are refused, as one text. */
function refusals(codec: (typeof binaryCodecs)[string], bytes: Uint8Array): string {
  const decoder = new FrameDecoder(codec);
  return [...decoder.decode(bytes), ...decoder.end()]
    .map((decoded) => ("frame" in decoded ? "frame" : decoded.refused))
    .join();
}

describe("what a codec refuses though its checksum fits", () => {
  const pb60 = (cmd: number, data: string) =>
    refusals(pb60Codec, pb60Codec.encode({ cmd, ver: 2, tok: "00000000", payload: { kind: "data", data } }));

  test.each([
    ["an inventory whose records do not fill it", 0x64, "040301"],
    ["a login without its mark", 0x60, "0000000000000002410000000000080000"],
    ["a login whose box has no end", 0x60, "00000000A0A000024141000000000800"],
    ["a text without length", 0x63, "00000000001E"],
    ["a heartbeat with a payload", 0x61, "01"],
    ["a return of another length", 0x66, "010203"],
    ["an opening with fields left over", 0x80, "0101444348415400001600000000"],
    ["an alarm that is cut", 0x83, "0101"],
  ])("pb60: %s is malformed", (_what, cmd, data) => {
    expect(pb60(cmd, data)).toBe("malformed");
  });

  test("pb60: a command out of the family is garbage", () => {
    expect(pb60(0x20, "01")).toBe("garbage");
  });

  test("a8: an inventory in which no number of holes fits is malformed", () => {
    expect(refusals(a8Codec(), a8Codec().encode({ cmd: 0x10, data: "10FFFF000416" }))).toBe("malformed");
    const twoHoles = a8Codec().encode({ cmd: 0x10, data: `10FFFF000416${"010100EC00051149F1641F32010D00".repeat(2)}` });
    expect(refusals(a8Codec(), twoHoles)).toBe("malformed");
    expect(refusals(a8Codec(2), twoHoles)).toBe("malformed");
  });

  test("a8: a report with a field too many is malformed", () => {
    expect(refusals(a8Codec(), a8Codec().encode({ cmd: 0x21, data: "0102010000" }))).toBe("malformed");
  });

  test("rfid7e1b: a tag of another length is malformed", () => {
    expect(refusals(rfid7e1bCodec, rfid7e1bCodec.encode({ addr: 0xa0, cmd: 0x12, data: "0102" }))).toBe("malformed");
  });

  test("modbus: a function that lock boards do not have is garbage", () => {
    expect(refusals(modbusRtuCodec, Buffer.from("0118000100000000", "hex"))).toBe("garbage");
  });

  test("cu16: another command is garbage", () => {
    expect(refusals(cu16Codec, Buffer.from("02005003", "hex"))).toMatch(/^garbage/);
  });
});

test("a8: a return that says a length too small by one is read", () => {
  const frame = {
    cmd: 0x40,
    isShort: true,
    values: { board: 16, hole: 1, area: 4, sn: 93198088, state: 1, soft: 202, soc: 95 },
  };
  const bytes = a8Codec().encode(frame);
  expect([bytes.length, bytes[2]]).toEqual([15, 14]);
  expect(new FrameDecoder(a8Codec()).push(bytes)).toEqual([frame]);
});

test("a8: such a return is read too where its first 14 bytes add up to 0", () => {
  const values = { board: 16, hole: 1, area: 4, sn: 93198088, state: 1, soft: 202, soc: 120 };
  const bytes = a8Codec().encode({ cmd: 0x40, isShort: true, values });
  expect(bytes.at(-1)).toBe(0);
  expect(new FrameDecoder(a8Codec()).push(bytes)).toEqual([{ cmd: 0x40, isShort: true, values }]);
});

test.each([1, 24])("pb60: 12 short records of which the first is of slot 7 are read by version %i", (ver) => {
  const records = Array.from({ length: 12 }, (_, at) => ({ slot: at + 7, id: "RL1H94000000", soc: 4 }));
  const frame = { cmd: 0x64, ver, tok: "01020304", payload: { kind: "inventory", records } } as const;
  expect(new FrameDecoder(pb60Codec).push(pb60Codec.encode(frame))).toEqual([frame]);
});

test("pb60: seven full records of a station of 12 slots are read by version 2", () => {
  const more = { mv: 4120, ma: 0, temp: 25, st: 0xc0, soh: 99 };
  const records = Array.from({ length: 7 }, (_, at) => ({ slot: at + 1, id: "DCHA54000016", soc: 100, more }));
  const frame = { cmd: 0x64, ver: 2, tok: "01020304", payload: { kind: "inventory", slots: 12, records } } as const;
  expect(new FrameDecoder(pb60Codec).push(pb60Codec.encode(frame))).toEqual([frame]);
});

test.each(["000081", "800001", "008100"])("lock8a: the contacts %s are not taken for those of one lock", (states) => {
  const frame = { head: 0x80, board: 1, states };
  expect(new FrameDecoder(lock8aCodec()).push(lock8aCodec().encode(frame))).toEqual([frame]);
});

test("lock8a: an answer of all locks that looks like one of a single lock is read by who asked", () => {
  const bytes = lock8aCodec().encode({ head: 0x80, board: 1, states: "020083" });
  const looks = Uint8Array.of(0x80, 0x01, 0x02, 0x00, 0x83);
  expect(bytes.subarray(0, 5)).toEqual(looks);
  expect(new FrameDecoder(lock8aCodec()).push(bytes)[0]).toMatchObject({ lock: 2, code: 0 });
  expect(new FrameDecoder(lock8aCodec(() => [7])).push(bytes)).toEqual([{ head: 0x80, board: 1, states: "020083" }]);
});

test("pb60: the token depends on payload and key only", () => {
  const token = pb60Token({ kind: "slot", slot: 1 }, "key");
  expect(token).toMatch(/^[0-9A-F]{8}$/);
  expect(pb60Token({ kind: "value", value: 1 }, "key")).toBe(token);
  expect(pb60Token({ kind: "slot", slot: 2 }, "key")).not.toBe(token);
  // MD5 of nothing but the key "abc" is 900150983cd24fb0d6963f7d28e17f72.
  expect(pb60Token({ kind: "empty" }, "abc")).toBe("727DB098");
});
