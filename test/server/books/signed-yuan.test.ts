import fc from "fast-check";
import { expect, it } from "vitest";
import { fromSignedYuan, signedYuan } from "../../../server/books/signed-yuan.ts";

it.each([
  ["0", 0],
  ["-0.00", 0],
  ["0.1", 10],
  ["0.07", 7],
  ["+1.15", 115],
  ["-3", -300],
  ["999999999.99", 99_999_999_999],
])("%j yuan is %i fen", (text, amount) => expect(fromSignedYuan(text)).toBe(amount));

it.each(["", ".5", "1.", "1.234", "1,000.00", "1e3", "0x10", "١", "1 ", "--1", "NaN", "1000000000"])(
  "%j is no amount",
  (text) => expect(fromSignedYuan(text)).toBeUndefined(),
);

it("every amount is read as it is written", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (amount) => {
      expect(fromSignedYuan(signedYuan(amount))).toBe(amount);
      expect(signedYuan(amount)).toMatch(/^-?\d+\.\d\d$/);
    }),
  );
});
