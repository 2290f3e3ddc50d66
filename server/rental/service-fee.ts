import { type Fen, fen } from "./money.ts";

/** The provider keeps 0.6 % of each payment (product document 6). */
const perThousand = 6;

/**
 * What the provider keeps of a payment. Product document 6 does not say how a part of a fen is rounded; half up is assumed.
 * `rounding`: what was added by that, in thousandths of a fen, from -499 to 500, so that the guess can be checked against
 * the provider's bills.
 */
export function serviceFee(gross: Fen): { fee: Fen; rounding: number } {
  const exact = gross * perThousand;
  const fee = fen(Math.floor((exact + 500) / 1000));
  return { fee, rounding: fee * 1000 - exact };
}
