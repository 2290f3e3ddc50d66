/** @param amount whole fen */
export function signedYuan(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A fee of 0.6 % has parts of a fen: bills write up to five decimals. */
export const milliFen = 1000;

/**
 * Reads an amount as bills write it: `-1.50`, `1,234.5`, `0.00900`, in quotation marks or as a spreadsheet's `="1.50"`.
 * @returns thousandths of a fen, read from the digits and so exact; undefined for anything else
 */
export function fromSignedYuan(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/^=?"(.*)"$/, "$1");
  const shape = /^([-+]?)(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,5}))?$/;
  const [matched, sign = "", whole = "", decimals = ""] = shape.exec(plain) ?? [];
  if (matched === undefined) return undefined;
  const amount = Number(whole.replaceAll(",", "")) * 100 * milliFen + Number(decimals.padEnd(5, "0"));
  return sign === "-" ? 0 - amount : amount;
}
