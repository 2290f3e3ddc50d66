import { csvText } from "./csv.ts";
import { signedYuan } from "./signed-yuan.ts";

/** Texts, counts, or amounts in fen. */
export type SheetCell = string | number | undefined;

export interface SheetColumn {
  readonly title: string;
  readonly holds: "text" | "count" | "fen";
}

/** A table for a spreadsheet. Every row has a cell for each column. */
export interface Sheet {
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** What the rows add up to; stands below them. */
  readonly total: readonly SheetCell[];
}

/** As CSV, amounts in yuan. The total is left out: it would be counted among the rows. */
export function sheetCsv({ columns, rows }: Sheet): string {
  const cells = rows.map((row) =>
    row.map((cell, place) => (typeof cell === "number" && columns[place]?.holds === "fen" ? signedYuan(cell) : cell)),
  );
  return csvText([columns.map(({ title }) => title), ...cells], { bom: true });
}

const narrow = 14;
const wide = 26;

/** As an Excel workbook, amounts in yuan, the total in the last row. @param name of the sheet, at most 31 characters */
export async function sheetXlsx({ columns, rows, total }: Sheet, name: string): Promise<Buffer> {
  // Eighty files, for which no start should wait.
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const header = columns.map(({ title }) => ({ value: title, fontWeight: "bold" as const }));
  const body = rows.map((row) => row.map((cell, place) => xlsxCell(cell, columns[place])));
  const last = total.map((cell, place) => ({ ...xlsxCell(cell, columns[place]), fontWeight: "bold" as const }));
  return writeXlsxFile([header, ...body, last], {
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(({ holds }) => ({ width: holds === "text" ? wide : narrow })),
  }).toBuffer();
}

function xlsxCell(cell: SheetCell, column: SheetColumn | undefined) {
  // A text cell of a workbook is never a formula.
  if (typeof cell !== "number") return { value: cell ?? "", type: String };
  return column?.holds === "fen"
    ? { value: cell / 100, type: Number, format: "#,##0.00" }
    : { value: cell, type: Number, format: "#,##0" };
}
