import { type Language, localeOf } from "./language.ts";

/** The only place where an amount becomes text. */
function yuan(fen: number, language: Language, decimals: 0 | 2): string {
  const format = { minimumFractionDigits: decimals, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(localeOf(language), format).format(Math.abs(fen) / 100);
}

/** An amount in fen as it stands on a receipt: ¥20.00, −¥3.50. */
export function money(fen: number, language: Language): string {
  return `${fen < 0 ? "−" : ""}¥${yuan(fen, language, 2)}`;
}

/** A price in fen as it is said in a sentence: 2元 or 1.50元, ¥2 or ¥1.50. */
export function spokenMoney(fen: number, language: Language): string {
  const amount = yuan(fen, language, fen % 100 === 0 ? 0 : 2);
  return language === "zh" ? `${amount}元` : `¥${amount}`;
}
