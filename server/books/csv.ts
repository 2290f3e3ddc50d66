import { stringify } from "csv-stringify/sync";
import { bookTime } from "../rental/book-day.ts";
import type { DayBook } from "./day-book.ts";
import type { DifferenceCode } from "./difference.ts";
import { signedYuan } from "./signed-yuan.ts";

type Cell = string | number | undefined;

/** A day's entries, one row for each line; amounts in yuan. */
export function dayBookCsv({ entries }: DayBook): string {
  const header = ["time", "order", "booking", "account", "debit", "credit", "fee rounding (0.001 fen)", "fund no"];
  const rows = entries.flatMap(({ at, orderNo, what, lines, feeRounding, fundNo }) =>
    lines.map(({ account, amount }) => [
      bookTime(at),
      number(orderNo),
      what,
      account,
      amount > 0 ? signedYuan(amount) : undefined,
      amount < 0 ? signedYuan(-amount) : undefined,
      account === "service-fee" ? feeRounding : undefined,
      number(fundNo),
    ]),
  );
  return csv(header, rows);
}

/** A difference, with both sides in words. */
export interface WordedDifference {
  readonly orderNo?: string | undefined;
  readonly creditOrderNo?: string | undefined;
  readonly line?: number | undefined;
  readonly what: DifferenceCode;
  readonly ours: string;
  readonly theirs: string;
}

export function differencesCsv(differences: readonly WordedDifference[]): string {
  return csv(
    ["order", "credit order", "line", "difference", "ours", "theirs"],
    differences.map(({ orderNo, creditOrderNo, line, what, ours, theirs }) => [
      number(orderNo),
      number(creditOrderNo),
      line,
      what,
      ours,
      theirs,
    ]),
  );
}

function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return csvText([header, ...rows], { bom: true });
}

/**
 * Lines for a spreadsheet, in which no text becomes a formula (OWASP, CSV injection).
 * @param bom whether the file begins here: the byte order mark says that it is UTF-8
 */
export function csvText(rows: readonly (readonly Cell[])[], { bom }: { readonly bom: boolean }): string {
  return stringify([...rows], {
    bom,
    record_delimiter: "windows",
    escape_formulas: true,
    // The line feed is on OWASP's list too, but not on the library's.
    cast: { string: (text) => (text.startsWith("\n") ? `'${text}` : text) },
  });
}

/** A spreadsheet would cut a long number to 15 digits; a tab after it makes it text, as in Alipay's own bills. */
function number(digits: string | undefined): Cell {
  return digits === undefined ? undefined : `${digits}\t`;
}
