import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayBookCsv, differencesCsv } from "../../../server/books/csv.ts";
import type { DayBook } from "../../../server/books/day-book.ts";
import { paidAt } from "./shelf.ts";

const book: DayBook = {
  day: "2026-11-23",
  entries: [
    {
      orderNo: "20261123120000000001",
      at: paidAt,
      what: "collection",
      lines: [
        { account: "receivable", amount: -600 },
        { account: "collected", amount: 596 },
        { account: "service-fee", amount: 4 },
      ],
      feeRounding: -400,
      fundNo: "2026112322001",
    },
  ],
  accounts: [],
  orders: [],
  trialBalance: { debit: 600, credit: 600 },
};

/** The cell for what the provider says, as a spreadsheet finds it. */
function cellOf(theirs: string): string | undefined {
  const csv = differencesCsv([{ what: "no-answer", ours: "active", theirs }]);
  const [, row] = parse(csv, { bom: true, record_delimiter: "\r\n" });
  return row?.[5];
}

describe("a day as CSV", () => {
  it("has one row for each line, with amounts in yuan, after the mark that says UTF-8", () => {
    expect(dayBookCsv(book)).toBe(
      [
        "\u{feff}time,order,booking,account,debit,credit,fee rounding (0.001 fen),fund no",
        "2026-11-23 14:00:32,20261123120000000001\t,collection,receivable,,6.00,,2026112322001\t",
        "2026-11-23 14:00:32,20261123120000000001\t,collection,collected,5.96,,,2026112322001\t",
        "2026-11-23 14:00:32,20261123120000000001\t,collection,service-fee,0.04,,-400,2026112322001\t",
        "",
      ].join("\r\n"),
    );
  });
});

describe("text that others wrote", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", '=cmd|" /C calc"!A0'])(
    "%j is no formula",
    (text) => expect(cellOf(text)).toBe(`'${text}`),
  );

  it.each(["a,b", 'say "no"', "two\nlines", "two\r\nlines", "前5分钟,免费", 'a","=1+1', "", " =1", "'=1"])(
    "%j stays in its cell",
    (text) => expect(cellOf(text)).toBe(text),
  );

  it("of any kind stays in one cell that begins no formula", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("=+-@\t\r\n＝＋－＠,;\"' aé中")) }), (text) => {
        const cell = cellOf(text) ?? "";
        expect([text, `'${text}`]).toContain(cell);
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });
});

it("a difference without an order leaves its cells empty", () => {
  const csv = differencesCsv([{ line: 7, what: "not-here", ours: "nothing", theirs: "rent 6.00" }]);
  expect(csv).toBe("\u{feff}order,credit order,line,difference,ours,theirs\r\n,,7,not-here,nothing,rent 6.00\r\n");
});
