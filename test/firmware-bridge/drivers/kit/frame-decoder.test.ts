import { describe, expect, test } from "vitest";
import { crc16Bytes, crc16Modbus, sum8, xor8 } from "../../../../firmware-bridge/drivers/kit/checksums.ts";
import { type Codec, garbage, MalformedFrame, readFrame } from "../../../../firmware-bridge/drivers/kit/codec.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";

/** `FF length sum data…`; a frame may hold FF. A data byte 99 is malformed, 20 separates frames. */
const codec: Codec<number[]> = {
  longest: 8,
  read(bytes) {
    const [first, length] = bytes;
    if (first === 0x20) return { skip: true };
    if (first !== 0xff) return garbage;
    if (length === undefined) return { wait: "cut" };
    if (length < 3) return garbage;
    return readFrame(
      bytes,
      [length],
      (frame) => sum8(frame.subarray(3)) === frame[2],
      (frame) => {
        if (frame.includes(0x99)) throw new MalformedFrame("a 99");
        return [...frame.subarray(3)];
      },
    );
  },
  encode: (data) => Uint8Array.from([0xff, data.length + 3, sum8(Uint8Array.from(data)), ...data]),
};

function decode(...pieces: string[]) {
  const decoder = new FrameDecoder(codec);
  const found = pieces.flatMap((piece) => decoder.decode(Buffer.from(piece.replaceAll(" ", ""), "hex")));
  return [...found, ...decoder.end()].map((decoded) =>
    "frame" in decoded ? decoded.frame : `${decoded.refused} ${Buffer.from(decoded.bytes).toString("hex")}`,
  );
}

test("checksums are those of the documents", () => {
  const digits = Buffer.from("123456789");
  expect(crc16Modbus(digits)).toBe(0x4b37);
  expect(crc16Bytes(digits)).toEqual([0x37, 0x4b]);
  expect([xor8(digits), xor8(new Uint8Array())]).toEqual([0x31, 0]);
  expect(sum8(Buffer.from([0xff, 0x03]))).toBe(2);
});

describe("a decoder of streams", () => {
  test("reads frames that come in pieces and several in one piece, with separators between them", () => {
    expect(decode("ff", "0401", "01ff03", "00 20 ff 05 03 01 02")).toEqual([[1], [], [1, 2]]);
  });

  test("takes garbage between frames as one, whatever separators are in it", () => {
    expect(decode("01 02 20 03 ff 03 00 04")).toEqual(["garbage 01022003", [], "garbage 04"]);
  });

  test("finds the frame that begins where another was cut", () => {
    expect(decode("ff 08 01 01 ff 04 07 07")).toEqual(["wrong-checksum ff080101", [7]]);
  });

  test("refuses a bad frame as a whole, and the next bad one by itself", () => {
    expect(decode("ff 04 01 02 ff 04 09 01 ff 04 99 99")).toEqual([
      "wrong-checksum ff040102",
      "wrong-checksum ff040901",
      "malformed ff049999",
    ]);
  });

  test("gives up half a frame when the line ends, and finds what stands in it", () => {
    expect(decode("ff 07 00 ff 03 00")).toEqual(["cut ff0700", []]);
    expect(decode("ff")).toEqual(["cut ff"]);
  });

  test("gives up a frame that says a greater length than any has", () => {
    expect(decode("ff 30 01 01 01 01 01 01 01 01 ff 03 00")).toEqual(["overlong ff30010101010101", []]);
  });

  test("counts what it dropped by reason", () => {
    const decoder = new FrameDecoder(codec);
    decoder.push(Buffer.from("0102ff040102ff03000708", "hex"));
    expect(decoder.dropped).toEqual({
      garbage: 2,
      cut: 0,
      overlong: 0,
      "wrong-checksum": 1,
      "wrong-token": 0,
      "foreign-address": 0,
      malformed: 0,
    });
  });

  test("lets a fault of the codec's own through", () => {
    const decoder = new FrameDecoder({
      longest: 8,
      read: (bytes) =>
        readFrame(
          bytes,
          [1],
          () => true,
          () => {
            throw new TypeError("a fault");
          },
        ),
    });
    expect(() => decoder.push(Uint8Array.of(1))).toThrow("a fault");
  });
});
