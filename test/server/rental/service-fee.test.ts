import fc from "fast-check";
import { expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { serviceFee } from "../../../server/rental/service-fee.ts";

it.each([
  [0, 0, 0],
  [1, 0, -6],
  [83, 0, -498],
  [84, 1, 496],
  [150, 1, 100],
  [250, 2, 500],
  [600, 4, 400],
  [1000, 6, 0],
  [9900, 59, -400],
])("the fee of %i fen is %i, with %i thousandths of a fen added by rounding", (gross, fee, rounding) => {
  expect(serviceFee(fen(gross))).toEqual({ fee, rounding });
});

it("the fee and its rounding are exact", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (gross) => {
      const { fee, rounding } = serviceFee(fen(gross));
      expect(fee * 1000 - rounding).toBe(gross * 6);
      expect(rounding).toBeGreaterThan(-500);
      expect(rounding).toBeLessThanOrEqual(500);
    }),
  );
});
