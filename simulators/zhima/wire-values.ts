/** Amounts and times as they stand in Alipay's messages: yuan with two decimals, Beijing time in whole seconds. */

const aheadOfUtc = 8 * 3_600_000;

/** @param fen amount in fen */
export function toYuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** Fen; undefined for what is not an amount with at most two decimals. */
export function fromYuan(text: string): number | undefined {
  return /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}

/** @param at epoch ms */
export function toBeijing(at: number): string {
  return new Date(at + aheadOfUtc).toISOString().slice(0, 19).replace("T", " ");
}

/** Epoch ms; undefined for what is not a real moment in the form `2026-03-01 08:00:00`. */
export function fromBeijing(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text.replace(" ", "T")}+08:00`);
  return !Number.isNaN(at) && toBeijing(at) === text ? at : undefined;
}
