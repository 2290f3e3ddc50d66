import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { PacketGauge } from "../../../server/broker/packet-gauge.ts";

function packet(length: number): number[] {
  const bytes = [0x30];
  let rest = length;
  do {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return [...bytes, ...Array.from({ length }, () => 0xff)];
}

test("packets are counted once, however the bytes are cut", () => {
  assert(
    property(
      array(integer({ min: 0, max: 400 }), { maxLength: 12 }),
      array(integer({ min: 1, max: 500 }), { minLength: 1 }),
      (lengths, cuts) => {
        const gauge = new PacketGauge(400);
        let bytes = Uint8Array.from(lengths.flatMap(packet));
        let count = 0;
        for (let turn = 0; bytes.length > 0; turn++) {
          const cut = cuts[turn % cuts.length];
          count += gauge.measure(bytes.subarray(0, cut)) ?? Number.NaN;
          bytes = bytes.subarray(cut);
        }
        expect(count).toBe(lengths.length);
      },
    ),
  );
});

test("the longest packet passes and one byte more does not", () => {
  expect(new PacketGauge(16_384).measure(Uint8Array.from(packet(16_384)))).toBe(1);
  expect(new PacketGauge(16_384).measure(Uint8Array.from(packet(16_385).slice(0, 4)))).toBe(undefined);
});

test("a length of more than four bytes is malformed", () => {
  expect(new PacketGauge(400).measure(Uint8Array.from([0x30, 0x80, 0x80, 0x80, 0x80]))).toBe(undefined);
  expect(new PacketGauge(400).measure(Uint8Array.from([0x30, 0x81, 0x80, 0x80, 0x00, 0xff]))).toBe(1);
});
