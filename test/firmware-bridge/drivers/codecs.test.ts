import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Codec } from "../../../firmware-bridge/drivers/kit/codec.ts";
import { type Decoded, FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { modbusRtuCodec, modbusTcpCodec } from "../../../firmware-bridge/drivers/modbus/codec.ts";
import { binaryCodecs } from "./binary-codecs.ts";
import { bytesOf, knownFrames } from "./known-frames.ts";

function decodeAll(codec: Codec<unknown>, ...pieces: Uint8Array[]): Decoded<unknown>[] {
  const decoder = new FrameDecoder(codec);
  return [...pieces.flatMap((piece) => decoder.decode(piece)), ...decoder.end()];
}

function codecOf(protocol: string): Codec<unknown> {
  const codec = binaryCodecs[protocol];
  if (!codec) throw new Error(`no codec of ${protocol}`);
  return codec;
}

const binaryFrames = knownFrames.filter((known) => known.protocol !== "gzxj");

describe("known frames", () => {
  test.each(binaryFrames.filter(({ ok }) => ok))("$protocol: $name is read, and written as it was", (known) => {
    const codec = codecOf(known.protocol);
    const bytes = bytesOf(known);
    const found = decodeAll(codec, bytes);
    const written = found.map((decoded) => ("frame" in decoded ? codec.encode(decoded.frame) : decoded.refused));
    expect(found).toHaveLength(known.protocol === "pb60-stream" ? 2 : 1);
    expect(Buffer.concat(written as Uint8Array[]).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
  });

  test.each(binaryFrames.filter(({ ok }) => !ok))("$protocol: $name is refused", (known) => {
    const found = decodeAll(codecOf(known.protocol), bytesOf(known));
    expect(found.map((decoded) => "refused" in decoded && decoded.bytes)).toEqual([new Uint8Array(bytesOf(known))]);
  });

  test("every binary protocol of the list has a codec", () => {
    expect(binaryFrames.filter(({ protocol }) => !(protocol in binaryCodecs))).toEqual([]);
  });
});

function framesOf(protocol: string): Uint8Array[] {
  return binaryFrames.filter((known) => known.protocol === protocol && known.ok).map(bytesOf);
}

/** The known frames of the serial line as they are over TCP. */
const modbusTcpFrames = framesOf("modbus").flatMap((bytes) =>
  new FrameDecoder(modbusRtuCodec).push(bytes).map((frame) => modbusTcpCodec.encode({ ...frame, transaction: 7 })),
);

/** Whole and spoilt frames of a protocol with noise between them, as a line carries them. */
function trafficOf(protocol: string): fc.Arbitrary<Uint8Array> {
  const frames = protocol === "modbus-tcp" ? modbusTcpFrames : framesOf(protocol);
  const frame = fc.constantFrom(...frames);
  const cut = fc.tuple(frame, fc.nat()).map(([bytes, at]) => bytes.subarray(0, at % (bytes.length + 1)));
  const spoilt = fc
    .tuple(frame, fc.nat(), fc.nat(255))
    .map(([bytes, at, value]) => bytes.with(at % bytes.length, value));
  const startLike = fc.constantFrom(...frames, Uint8Array.of(0)).map((bytes) => bytes.subarray(0, 3));
  const noise = fc.oneof(fc.uint8Array({ maxLength: 40 }), startLike);
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: frame }, cut, spoilt, noise), { maxLength: 14 })
    .map((pieces) => new Uint8Array(Buffer.concat(pieces)));
}

describe.each(Object.entries(binaryCodecs))("for any bytes, the codec of %s", (protocol, codec) => {
  test("finds the same frames and the same bad bytes however the stream is cut", () => {
    fc.assert(
      fc.property(trafficOf(protocol), fc.array(fc.nat()), (bytes, cuts) => {
        const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
        const pieces = edges.map((edge, at) => bytes.subarray(edges[at - 1] ?? 0, edge));
        expect(decodeAll(codec, ...pieces)).toEqual(decodeAll(codec, bytes));
        const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
        expect(decodeAll(codec, ...single)).toEqual(decodeAll(codec, bytes));
      }),
    );
  });

  test("accounts for every byte, keeps less than a longest frame, and writes what it read", () => {
    fc.assert(
      fc.property(fc.oneof(trafficOf(protocol), fc.uint8Array({ maxLength: 6000 })), (bytes) => {
        const decoder = new FrameDecoder(codec);
        const found = decoder.decode(bytes);
        expect(decoder.kept.length).toBeLessThan(codec.longest);
        found.push(...decoder.end());
        expect(decoder.kept).toHaveLength(0);
        for (const decoded of found) if ("frame" in decoded) expect(codec.encode(decoded.frame)).toEqual(decoded.bytes);
        if (found.every((decoded) => "frame" in decoded || decoded.bytes.length < codec.longest))
          expect(Buffer.concat(found.map((decoded) => decoded.bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

describe("Modbus over TCP", () => {
  test("says the same as the frames of a serial line, with a transaction and without a checksum", () => {
    const overTcp = modbusTcpFrames.map((bytes) => new FrameDecoder(modbusTcpCodec).push(bytes));
    const overSerial = framesOf("modbus").map((bytes) => new FrameDecoder(modbusRtuCodec).push(bytes));
    expect(overTcp).toEqual(overSerial.map((frames) => frames.map((frame) => ({ ...frame, transaction: 7 }))));
    expect(Buffer.from(modbusTcpFrames[0] ?? []).toString("hex")).toBe("00070000000601050000ff00");
  });

  test("an answer to a write of several is read at its end", () => {
    const answer = { unit: 1, fn: 0x0f, addr: 0, count: 8, transaction: 1 };
    expect(new FrameDecoder(modbusTcpCodec).push(modbusTcpCodec.encode(answer))).toEqual([answer]);
  });
});

describe.each(["pb60", "lock8a", "cu16", "aa55", "rfid7e1b", "a8"])("a frame of %s", (protocol) => {
  const codec = codecOf(protocol);

  test("is read after any noise, once the line was quiet between them", () => {
    const frames = framesOf(protocol);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.constantFrom(...frames), (noise, bytes) => {
        const decoder = new FrameDecoder(codec);
        decoder.push(noise);
        decoder.end();
        const found = decoder.decode(bytes);
        expect(found.map((decoded) => "frame" in decoded && decoded.bytes)).toEqual([new Uint8Array(bytes)]);
      }),
    );
  });

  test("with a single wrong bit is not read as it was", () => {
    const frames = framesOf(protocol);
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.nat(), fc.nat(7), (bytes, at, bit) => {
        const index = at % bytes.length;
        const spoilt = bytes.with(index, (bytes[index] ?? 0) ^ (1 << bit));
        for (const decoded of decodeAll(codec, spoilt))
          if ("frame" in decoded) expect(decoded.bytes).not.toEqual(new Uint8Array(bytes));
      }),
    );
  });
});
