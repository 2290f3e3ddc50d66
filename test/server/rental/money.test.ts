import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";

describe("an amount", () => {
  it("is whole fen of zero or more", () => {
    expect(fen(150)).toBe(150);
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => fen(wrong)).toThrow(RangeError);
  });
});
