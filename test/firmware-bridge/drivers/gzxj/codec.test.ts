import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BoardFrame,
  boardFrameDecoder,
  encodeBoardFrame,
  encodeHostFrame,
  type HostFrame,
  hostFrameDecoder,
} from "../../../../firmware-bridge/drivers/gzxj/codec.ts";
import { encodeFrame, gzxjFraming } from "../../../../firmware-bridge/drivers/gzxj/framing.ts";
import type { DropReason } from "../../../../firmware-bridge/drivers/kit/codec.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";

type Vector = { name: string; text: string } & (
  | { from: "host"; ok: true; frame: HostFrame }
  | { from: "board"; ok: true; frame: BoardFrame }
  | { from: "host" | "board"; ok: false; dropped: DropReason }
);

const vectors = JSON.parse(readFileSync(new URL("./vectors.json", import.meta.url), "utf8")) as Vector[];

function readBoard(...pieces: string[]) {
  const decoder = boardFrameDecoder();
  const frames = pieces.flatMap((piece) => decoder.push(Buffer.from(piece, "latin1")));
  return { frames, dropped: decoder.dropped };
}

function decoderOf(from: "host" | "board") {
  return from === "host" ? hostFrameDecoder() : boardFrameDecoder();
}

const accepted = "{0@FA,1543720173,1,6B4D}";
const acceptedFrame = { command: "FA", msgId: 1543720173, accepted: true };
const clean = {
  garbage: 0,
  cut: 0,
  overlong: 0,
  "wrong-checksum": 0,
  "wrong-token": 0,
  "foreign-address": 0,
  malformed: 0,
};

describe("the vendor's frames", () => {
  test.each(vectors)("$name", (vector) => {
    const decoder = decoderOf(vector.from);
    const frames = decoder.push(Buffer.from(vector.text, "latin1"));
    if (!vector.ok) {
      expect(frames).toEqual([]);
      expect(decoder.dropped).toEqual({ ...clean, [vector.dropped]: 1 });
      return;
    }
    expect(frames).toEqual([vector.frame]);
    expect(decoder.dropped).toEqual(clean);
    const iot = { domain: "iot.example.com", user: "admin", password: "0" };
    const written =
      vector.from === "host"
        ? encodeHostFrame(vector.frame)
        : encodeBoardFrame(vector.frame.command === "AC" ? { ...vector.frame, iot } : vector.frame);
    expect(written.toString("latin1")).toBe(vector.text);
  });
});

describe("a stream of bytes", () => {
  test("a frame may come in pieces, and several in one piece, with line ends between them", () => {
    expect(readBoard(accepted.slice(0, 9), `${accepted.slice(9)}\r\n${accepted}`, `\n${accepted}`)).toEqual({
      frames: [acceptedFrame, acceptedFrame, acceptedFrame],
      dropped: clean,
    });
  });

  test("a checksum in lower case is accepted", () => {
    expect(readBoard("{0@FA,1543720173,1,6b4d}").frames).toEqual([acceptedFrame]);
  });

  test("what stands between frames is dropped and counted once", () => {
    expect(readBoard(`boot v1.2\r\nok${accepted}`)).toEqual({
      frames: [acceptedFrame],
      dropped: { ...clean, garbage: 1 },
    });
  });

  test("a frame that lost its end does not take the next one with it", () => {
    expect(readBoard(`{0@AC,1543720090,TH10${accepted}`)).toEqual({
      frames: [acceptedFrame],
      dropped: { ...clean, cut: 1 },
    });
  });

  test("a frame of the greatest length is read, a longer one is given up at once", () => {
    const firmware = (length: number) => encodeFrame("AC", [1, "B", "F".repeat(length), 0, "d", "u", "p"]).toString();
    const fits = firmware(4096 - firmware(0).length);
    expect(readBoard(fits).frames).toHaveLength(1);
    expect(readBoard(`{${"x".repeat(100_000)}${accepted}`)).toEqual({
      frames: [acceptedFrame],
      dropped: { ...clean, overlong: 1 },
    });
    expect(readBoard(firmware(4097 - firmware(0).length))).toMatchObject({ frames: [], dropped: { overlong: 1 } });
  });

  test("a wrong checksum is dropped", () => {
    expect(readBoard("{0@FA,1543720174,1,6B4D}")).toEqual({ frames: [], dropped: { ...clean, "wrong-checksum": 1 } });
  });

  test("a frame for another board on the line is dropped", () => {
    expect(readBoard(accepted.replace("{0", "{1"))).toEqual({
      frames: [],
      dropped: { ...clean, "foreign-address": 1 },
    });
  });

  test.each([
    ["no frame at all", "{}"],
    ["no checksum", "{0@FA,1543720173,1}"],
    ["an unknown command", encodeFrame("ZZ", [1, 1]).toString()],
    ["a field missing", encodeFrame("RS", [1, 1, 2, "X", 80, 1]).toString()],
    ["a number that is none", encodeFrame("FA", ["x", 1]).toString()],
    ["a number longer than ten digits", encodeFrame("FA", [12345678901, 1]).toString()],
    ["an order id that is no word", encodeFrame("FB", [1, "", 1, 2, "X", 80, 1, 1]).toString()],
    ["an inventory without credentials", encodeFrame("AC", [1, "B", "F", 0]).toString()],
    ["a slot 0 in an inventory", encodeFrame("AC", [1, "B", "F", 1, "d", "u", "p", "0:1:NULL:0:010"]).toString()],
    ["a slot 49 in an inventory", encodeFrame("AC", [1, "B", "F", 1, "d", "u", "p", "49:1:NULL:0:010"]).toString()],
    ["a slot without its state", encodeFrame("AC", [1, "B", "F", 1, "d", "u", "p", "1:1:NULL:0:0"]).toString()],
    ["a slot record cut short", encodeFrame("AC", [1, "B", "F", 1, "d", "u", "p", "1:1:NULL"]).toString()],
  ])("%s is malformed", (_name, text) => {
    expect(readBoard(text)).toEqual({ frames: [], dropped: { ...clean, malformed: 1 } });
  });

  test("a host's unknown command is malformed", () => {
    const decoder = hostFrameDecoder();
    expect(decoder.push(encodeFrame("AC", [1]))).toEqual([]);
    expect(decoder.dropped.malformed).toBe(1);
  });

  test("the echo of what the host says about openings and returns is not taken for a board's answer", () => {
    const said: HostFrame[] = [
      { command: "CQ", msgId: 1, slot: 0 },
      { command: "FB", msgId: 2, orderId: "ORDER1", slot: 3 },
      { command: "BR", msgId: 3, orderId: "ORDER1" },
      { command: "RS", msgId: 4, slot: 3, accepted: true },
    ];
    expect(readBoard(...said.map((frame) => encodeHostFrame(frame).toString("latin1"))).frames).toEqual([]);
  });

  test("an id or a charge that is not readable is left out", () => {
    const [frame] = readBoard(
      encodeFrame("AC", [1, "B", "F", 2, "d", "u", "p", "1:1:\u00ff\u0001:255:001", "2:1::x:001"]).toString("latin1"),
    ).frames;
    const slot = { returnConfirmed: true, charging: false, inContact: true, locked: true };
    expect(frame).toMatchObject({
      slots: [
        { slot: 1, ...slot },
        { slot: 2, ...slot },
      ],
    });
    expect(frame).not.toHaveProperty("slots[0].itemId");
    expect(frame).not.toHaveProperty("slots[0].level");
  });

  test("another meaning in the last field of an opening is left out", () => {
    const [frame] = readBoard(encodeFrame("FB", [1, "ORDER1", 1, 3, "X1", 80, 1, "EN"]).toString()).frames;
    expect(frame).toEqual({
      command: "FB",
      msgId: 1,
      orderId: "ORDER1",
      result: 1,
      slot: 3,
      itemId: "X1",
      level: 80,
      lockStatus: 1,
    });
  });

  test("fields that newer firmware adds are left alone", () => {
    expect(readBoard(encodeFrame("FA", [7, 1, "new"]).toString()).frames).toEqual([
      { command: "FA", msgId: 7, accepted: true },
    ]);
    expect(hostFrameDecoder().push(encodeFrame("FB", [7, "ORDER1", 3, "p1"]))).toEqual([
      { command: "FB", msgId: 7, orderId: "ORDER1", slot: 3 },
    ]);
  });

  test("an inventory is read without the board's credentials", () => {
    const iot = { domain: "iot.example.com", user: "somebody", password: "hunter2" };
    const frame = { command: "AC", msgId: 1, boardId: "B", firmware: "F", slotCount: 0, iot, slots: [] } as const;
    const [read] = readBoard(encodeBoardFrame(frame).toString("latin1")).frames;
    expect(encodeBoardFrame(frame).toString()).toContain("hunter2");
    expect(JSON.stringify(read)).not.toMatch(/hunter2|somebody|iot/);
  });

  test("a fault of our own is not counted as a malformed frame", () => {
    const decoder = new FrameDecoder(
      gzxjFraming(() => {
        throw new TypeError("a fault");
      }),
    );
    expect(() => decoder.push(Buffer.from(accepted))).toThrow("a fault");
    expect(decoder.dropped).toEqual(clean);
  });
});

const msgId = fc.integer({ min: 0, max: 9_999_999_999 });
const slot = fc.integer({ min: 1, max: 48 });
const word = fc.stringMatching(/^[0-9A-Za-z]{4,30}$/);
const item = fc.record(
  { itemId: fc.stringMatching(/^[0-9A-Z]{1,16}$/).filter((id) => id !== "NULL") },
  { requiredKeys: [] },
);
const level = fc.integer({ min: 0, max: 100 });
const rules = fc.record({
  minLevel: level,
  rentAuth: fc.boolean(),
  returnAuth: fc.boolean(),
  lockErrorBlocks: fc.boolean(),
  wireErrorBlocks: fc.boolean(),
  idErrorBlocks: fc.boolean(),
});
const status = fc.constantFrom(0, 1);

const hostFrame: fc.Arbitrary<HostFrame> = fc.oneof(
  fc.record({ command: fc.constantFrom("CQ" as const, "FA" as const), msgId, slot }),
  fc.record({ command: fc.constant("BW" as const), msgId, orderId: word }),
  fc.record({ command: fc.constant("FB" as const), msgId, orderId: word, slot }),
  fc.record(
    { command: fc.constant("BR" as const), msgId, orderId: word, slot },
    { requiredKeys: ["command", "msgId", "orderId"] },
  ),
  fc.record({ command: fc.constant("RS" as const), msgId, slot, accepted: fc.boolean() }),
  fc.record({ command: fc.constant("CM" as const), msgId, rules }, { requiredKeys: ["command", "msgId"] }),
);

const outcome = fc
  .tuple(item, fc.record({ msgId, result: fc.constantFrom(0, 1, 100, 110, 7), slot, level }), status, status)
  .map(([item, rest, lockStatus, wireStatus]) => ({ ...item, ...rest, lockStatus, wireStatus }));

const slotRecord = fc
  .tuple(item, slot, level, fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([item, slot, level, returnConfirmed, charging, inContact, locked]) => ({
    slot,
    returnConfirmed,
    ...item,
    level,
    charging,
    inContact,
    locked,
  }));

const boardFrame: fc.Arbitrary<BoardFrame> = fc.oneof(
  fc.record({
    command: fc.constant("AC" as const),
    msgId,
    boardId: word,
    firmware: word,
    slotCount: slot,
    slots: fc.array(slotRecord, { maxLength: 48 }),
  }),
  fc
    .tuple(fc.constantFrom("BW" as const, "FB" as const), word, outcome)
    .map(([command, orderId, outcome]) => ({ command, orderId, ...outcome })),
  outcome.map((outcome) => ({ command: "RS" as const, ...outcome })),
  fc.record({ command: fc.constant("FA" as const), msgId, accepted: fc.boolean() }),
  fc.record({ command: fc.constant("CM" as const), msgId, rules }),
);

describe("for any frames", () => {
  test("what one side writes the other reads", () => {
    fc.assert(
      fc.property(hostFrame, (frame) => {
        expect(hostFrameDecoder().push(encodeHostFrame(frame))).toEqual([frame]);
      }),
    );
    fc.assert(
      fc.property(boardFrame, (frame) => {
        expect(boardFrameDecoder().push(encodeBoardFrame(frame))).toEqual([frame]);
      }),
    );
  });

  const noise = fc.oneof(
    fc.constantFrom("\r\n", "{", "}", "{0@CQ,", "{0@FA,1,1,0000}"),
    fc.string({ unit: "binary-ascii", maxLength: 30 }),
  );
  const traffic = fc
    .array(
      fc.oneof(
        boardFrame.map(encodeBoardFrame),
        noise.map((text) => Buffer.from(text)),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => Buffer.concat(pieces));

  test("any cutting of the stream gives the same frames and the same counts", () => {
    fc.assert(
      fc.property(traffic, fc.array(fc.nat()), (bytes, cuts) => {
        const whole = boardFrameDecoder();
        const expected = whole.push(bytes);
        const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
        const inPieces = boardFrameDecoder();
        const frames = edges.flatMap((edge, at) => inPieces.push(bytes.subarray(edges[at - 1] ?? 0, edge)));
        expect(frames).toEqual(expected);
        expect(inPieces.dropped).toEqual(whole.dropped);
      }),
    );
  });

  test("a frame after any noise that ended is read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6000 }), boardFrame, (before, frame) => {
        const decoder = boardFrameDecoder();
        decoder.push(before);
        expect(decoder.push(encodeBoardFrame(frame))).toEqual([frame]);
      }),
    );
  });
});
