import { describe, expect, test } from "vitest";
import { decodeRecord, encodeRecord, isCutOff, noRecord } from "../../../../server/store/lowdb/log-record.ts";

const first = encodeRecord(noRecord, '{"first":1}');
/** It begins in the midst of a sector and is longer than two. */
const second = encodeRecord(first.sha256, JSON.stringify({ words: "充电宝 ".repeat(120) }));
const log = Buffer.concat([first.bytes, second.bytes]);
const at = first.bytes.length;

test("records are read one after the other", () => {
  expect(decodeRecord(log, 0, noRecord)).toEqual({ sha256: first.sha256, content: { first: 1 }, end: at });
  expect(decodeRecord(log, at, first.sha256)).toMatchObject({ sha256: second.sha256, end: log.length });
  expect(decodeRecord(log, log.length, second.sha256)).toBeUndefined();
});

test("a record in another one's place is none", () => {
  expect(decodeRecord(log, at, noRecord)).toBeUndefined();
  expect(decodeRecord(second.bytes, 0, noRecord)).toBeUndefined();
});

describe("the last record", () => {
  test("is taken for cut off at whichever byte its writing ended", () => {
    for (let end = at; end < log.length; end++) {
      expect(decodeRecord(log.subarray(0, end), at, first.sha256), `${end}`).toBeUndefined();
      expect(isCutOff(log.subarray(0, end), at), `${end}`).toBe(true);
    }
  });

  test("is taken for cut off where a sector of it was not written", () => {
    for (let sector = Math.floor(at / 512); sector * 512 < log.length; sector++) {
      const torn = Buffer.from(log);
      torn.fill(0, Math.max(at, sector * 512), Math.min((sector + 1) * 512, log.length));
      expect(decodeRecord(torn, at, first.sha256)).toBeUndefined();
      expect(isCutOff(torn, at), `sector ${sector}`).toBe(true);
    }
  });

  test("is damaged, and not cut off, whichever single bit has changed", () => {
    for (let bit = at * 8; bit < log.length * 8; bit++) {
      const damaged = Buffer.from(log);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([decodeRecord(damaged, at, first.sha256), isCutOff(damaged, at)], `bit ${bit}`).toEqual([
        undefined,
        false,
      ]);
    }
  });
});

test("what is followed by another record was not cut off", () => {
  const damaged = Buffer.from(log);
  damaged.fill(0, 3, 6);
  expect(isCutOff(damaged, 0)).toBe(false);
});
