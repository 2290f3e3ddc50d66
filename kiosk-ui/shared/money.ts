import type { Locale } from "./locale.ts";

/** The only place where an amount becomes text. */
function yuan(fen: number, { tag }: Locale, decimals: 0 | 2): string {
  const format = { minimumFractionDigits: decimals, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(tag, format).format(Math.abs(fen) / 100);
}

/** An amount in fen as it stands on a receipt: ¥20.00, −¥3.50. */
export function money(fen: number, locale: Locale): string {
  return `${fen < 0 ? "−" : ""}¥${yuan(fen, locale, 2)}`;
}

/** A price in fen as it is said in a sentence: 2 元 or 1.50 元, ¥2 or ¥1.50. */
export function spokenMoney(fen: number, locale: Locale): string {
  return locale.yuan(yuan(fen, locale, fen % 100 === 0 ? 0 : 2));
}
