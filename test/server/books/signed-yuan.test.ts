import fc from "fast-check";
import { expect, it } from "vitest";
import { fromSignedYuan, milliFen, signedYuan } from "../../../server/books/signed-yuan.ts";

it.each([
  ["0", 0],
  ["-0.00", 0],
  ["0.1", 10],
  ["0.07", 7],
  ["+1.15", 115],
  ["-3", -300],
  ["1.500", 150],
  ["-0.009", -0.9],
  ["0.00001", 0.001],
  ["1,000.00", 100_000],
  ["12,345,678", 1_234_567_800],
  ['"1.50"', 150],
  ['="1.50"', 150],
  ["１．５０", 150],
  ["999999999.99", 99_999_999_999],
])("%j yuan is %d fen", (text, amount) => expect(fromSignedYuan(text)).toBe(Math.round(amount * milliFen)));

it.each([
  "",
  ".5",
  "1.",
  "1.234567",
  "1,00.00",
  "1000,000",
  ",1",
  "1e3",
  "0x10",
  "١",
  "1 ",
  "--1",
  "NaN",
  '"1',
  "1000000000",
])("%j is no amount", (text) => expect(fromSignedYuan(text)).toBeUndefined());

it.each([
  [0, "0.00"],
  [1, "0.01"],
  [-1, "-0.01"],
  [99, "0.99"],
  [-100, "-1.00"],
])("%d fen are written as %s", (amount, text) => expect(signedYuan(amount)).toBe(text));

it("every amount is read as it is written", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (amount) => {
      expect(fromSignedYuan(signedYuan(amount))).toBe(amount * milliFen);
      expect(signedYuan(amount)).toMatch(/^-?\d+\.\d\d$/);
    }),
  );
});
