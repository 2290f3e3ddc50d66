/** @param amount whole fen */
export function signedYuan(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Fen, read from the digits and so exact; undefined for anything but a plain amount with at most two decimals. */
export function fromSignedYuan(text: string): number | undefined {
  const [matched, sign = "", whole = "", cents = ""] = /^([-+]?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const amount = Number(whole) * 100 + Number(cents.padEnd(2, "0"));
  return sign === "-" ? 0 - amount : amount;
}
