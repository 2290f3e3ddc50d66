import { AppError } from "../../../platform/app-error.ts";
import { type Fen, fen } from "../../rental/money.ts";

/** Longest amount that Ant takes ("9999999.99"). */
const longest = 10;

/** @throws AppError message/invalid for more than Ant's ten characters hold */
export function yuan(amount: Fen): string {
  const text = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
  if (text.length > longest) throw new AppError("message/invalid", `${text} yuan is more than Alipay takes`);
  return text;
}

/** Undefined for anything but a plain amount with at most two decimals. */
export function fromYuan(text: string): Fen | undefined {
  const [matched, whole = "", cents = ""] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return matched === undefined ? undefined : fen(Number(whole) * 100 + Number(cents.padEnd(2, "0")));
}
