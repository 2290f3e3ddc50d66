/** Money in whole fen (1 yuan = 100 fen); never a fraction, formatted only at the edge. */
export type Fen = number & { readonly __unit: "fen" };

/** @throws RangeError for anything but a safe integer of zero or more */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is not an amount in whole fen`);
  return amount as Fen;
}
