import { Readable } from "node:stream";
import { setImmediate as otherWork } from "node:timers/promises";
import { parse } from "csv-parse";
import { AppError } from "../../platform/app-error.ts";
import { isBookTime } from "../rental/book-day.ts";
import type { SettlementKind } from "../rental/credit-view.ts";
import { fromSignedYuan, milliFen } from "./signed-yuan.ts";

/** One money movement as the provider's file states it. */
export interface SettlementRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly orderNo?: string;
  readonly creditOrderNo?: string;
  readonly fundNo?: string;
  readonly kind?: SettlementKind;
  /** Fen; negative: given back to the rider. */
  readonly gross: number;
  /** Fen, never negative, parts of a fen rounded half up; some files write it as a deduction. */
  readonly fee: number;
  /** Beijing day, `2026-11-23`. */
  readonly day: string;
}

type Column =
  | "out_order_no"
  | "order_no"
  | "fund_no"
  | "kind"
  | "type"
  | "gross"
  | "received"
  | "fee"
  | "share"
  | "net"
  | "paid_at";

/** Our names, and those of Alipay's bills; parentheses and letters of full width count as plain ones. */
const columns: Record<Column, readonly string[]> = {
  out_order_no: ["out_order_no", "商户订单号"],
  order_no: ["order_no", "芝麻订单号"],
  fund_no: ["fund_no", "支付宝交易号"],
  kind: ["kind", "费用类型"],
  type: ["type", "业务类型"],
  gross: ["gross", "订单金额(元)", "订单金额"],
  received: ["received", "商家实收(元)", "商家实收"],
  fee: ["fee", "服务费(元)", "服务费"],
  share: ["share", "分润(元)", "分润"],
  net: ["net", "实收净额(元)", "实收净额", "实收金额(元)", "实收金额"],
  paid_at: ["paid_at", "完成时间"],
};

const kinds: Readonly<Record<string, SettlementKind>> = {
  RENT: "rent",
  租金: "rent",
  DAMAGE: "damage",
  赔偿金: "damage",
};

/** What a bill calls money that was given back; its amounts may be positive all the same. */
const refunds = /退款|^refund$/i;

interface Mistake {
  readonly line: number;
  readonly what: string;
}

/** Bytes that are read at a stretch; it takes some ms. */
const piece = 16_384;

/**
 * Reads the provider's file of a day's settlements: CSV in UTF-8 or GBK; lines that begin with # are comments, columns are
 * found by their names and others are passed over. Nothing is taken from a file with a mistake in it. A long file is read
 * piece by piece, and riders are served between them.
 * @throws AppError books/bad-file with every mistake and its lines
 */
export async function readSettlementFile(bytes: Uint8Array): Promise<SettlementRow[]> {
  const rows: SettlementRow[] = [];
  const mistakes: Mistake[] = [];
  let header: { readonly width: number; readonly places: Places } | undefined;
  for await (const record of recordsIn(textOf(bytes))) {
    if ("what" in record) mistakes.push(record);
    else if (header) {
      const row = rowOf(record, header.width, header.places);
      if ("line" in row) rows.push(row);
      else mistakes.push(...row);
    } else {
      const { places, mistakes: inHeader } = placesOf(record);
      if (inHeader.length > 0) throw badFile(inHeader);
      header = { width: record.cells.length, places };
    }
  }
  if (!header) mistakes.push({ line: 1, what: "there is no line with the columns' names" });
  if (mistakes.length > 0) throw badFile(mistakes);
  return rows;
}

/** GBK text is hardly ever valid UTF-8, so what is not one is taken for the other. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new AppError("books/bad-file", "the file is a ZIP archive: unpack it and send the CSV file in it");
  for (const encoding of ["utf-8", "gbk"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Perhaps the other one.
    }
  }
  throw new AppError("books/bad-file", "the file is neither UTF-8 nor GBK");
}

interface FileRecord {
  /** The line on which it ends. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The file's records and, at its end, what is wrong with it as a whole. */
async function* recordsIn(text: string): AsyncGenerator<FileRecord | Mistake> {
  let unclosed = false;
  const parser = Readable.from(piecesOf(Buffer.from(text.replaceAll(/\r\n?/g, "\n")))).pipe(
    parse({
      comment: "#",
      comment_no_infix: true,
      info: true,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip() {
        unclosed = true;
        return undefined;
      },
    }),
  ) as AsyncIterable<{ info: { lines: number }; record: string[] }>;
  let last = 0;
  for await (const { info, record } of parser) {
    const cells = record.map((cell) => cell.trim());
    if (cells.every((cell) => cell === "")) continue;
    last = info.lines;
    yield { line: info.lines, cells };
  }
  // With the rules relaxed nothing else can be wrong, and it swallows the rest of the file.
  if (unclosed) yield { line: last + 1, what: "from here on a quotation mark is not closed" };
}

/** Streams alone would not give way to what came from the network. */
async function* piecesOf(file: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += piece) {
    yield file.subarray(at, at + piece);
    await otherWork();
  }
}

type Places = ReadonlyMap<Column, number>;

function placesOf({ line, cells }: FileRecord): { places: Places; mistakes: Mistake[] } {
  const names = cells.map((cell) =>
    cell
      .normalize("NFKC")
      .replace(/^"(.*)"$/, "$1")
      .trim()
      .toLowerCase(),
  );
  const mistakes: Mistake[] = [];
  const places = new Map<Column, number>();
  for (const [column, known] of Object.entries(columns) as [Column, readonly string[]][]) {
    const found = names.flatMap((name, index) => (known.includes(name) ? [index] : []));
    if (found.length > 1) mistakes.push({ line, what: `there are two columns for ${column}` });
    if (found[0] !== undefined) places.set(column, found[0]);
  }
  if (!places.has("out_order_no") && !places.has("order_no"))
    mistakes.push({ line, what: `there is no column ${called("out_order_no")} or ${called("order_no")}` });
  for (const column of ["gross", "fee", "paid_at"] as const)
    if (!places.has(column)) mistakes.push({ line, what: `there is no column ${called(column)}` });
  return { places, mistakes };
}

function called(column: Column): string {
  return columns[column].join(" or ");
}

/** A row, or all that is wrong with it. */
function rowOf({ line, cells }: FileRecord, width: number, places: Places): SettlementRow | Mistake[] {
  const mistakes: Mistake[] = [];
  const wrong = (what: string) => void mistakes.push({ line, what });
  const text = (column: Column) => cells[places.get(column) ?? -1] ?? "";
  /** Thousandths of a fen, without its sign: some files write a deduction as a negative amount. */
  const amount = (column: Column) => {
    const read = fromSignedYuan(text(column));
    if (read === undefined) wrong(`${column} is not an amount in yuan`);
    return Math.abs(read ?? Number.NaN);
  };

  // Some files end each line with a comma.
  if (cells.length < width || cells.slice(width).some((cell) => cell !== "")) {
    return [{ line, what: "it has not as many cells as there are columns" }];
  }
  const numbers = { orderNo: text("out_order_no"), creditOrderNo: text("order_no"), fundNo: text("fund_no") };
  if (numbers.orderNo === "" && numbers.creditOrderNo === "") wrong("it names no order");
  if (Object.values(numbers).some((number) => /^\d[\d.]*e\+\d+$/i.test(number)))
    wrong("a number was rounded by a spreadsheet: use the file as it was downloaded");
  const gross = amount("gross");
  if (gross % milliFen > 0) wrong("gross has parts of a fen");
  const fee = amount("fee");
  const net = gross - fee - (places.has("share") ? amount("share") : 0);
  // NaN: one of the amounts could not be read, which is a mistake of its own.
  if (places.has("net") && differs(amount("net"), net)) wrong("net is not gross without fee and share");
  if (places.has("received")) {
    const received = amount("received");
    if (received !== gross && differs(received, net)) wrong("received is neither gross nor net");
  }
  const kind = kinds[text("kind").toUpperCase()];
  if (text("kind") !== "" && kind === undefined) wrong(`kind is not one of ${Object.keys(kinds).join(", ")}`);
  const paidAt = text("paid_at");
  if (!isBookTime(paidAt)) wrong("paid_at is not a Beijing time like 2026-11-23 08:00:00");
  if (mistakes.length > 0) return mistakes;
  const named = Object.fromEntries(Object.entries(numbers).filter(([, number]) => number !== ""));
  const givenBack = refunds.test(text("type")) || (fromSignedYuan(text("gross")) ?? 0) < 0;
  return {
    line,
    ...named,
    ...(kind && { kind }),
    gross: (givenBack ? -gross : gross) / milliFen,
    fee: Math.round(fee / milliFen),
    day: paidAt.slice(0, 10),
  };
}

/** Whether two amounts are a fen apart or more: what is left may come from rounding a fee to whole fen. */
function differs(one: number, other: number): boolean {
  return Math.abs(one - other) >= milliFen;
}

/** One sentence for each kind of mistake, with the lines that have it. */
function badFile(mistakes: readonly Mistake[]): AppError {
  const linesOf = new Map<string, number[]>();
  for (const { line, what } of mistakes) {
    const lines = linesOf.get(what);
    if (lines) lines.push(line);
    else linesOf.set(what, [line]);
  }
  const sentences = [...linesOf].map(([what, lines]) => `line ${ranges(lines)}: ${what}`);
  return new AppError("books/bad-file", `nothing was taken from the file. ${sentences.join("; ")}`);
}

/** `3, 5-9` of 3, 5, 6, 7, 8, 9. */
function ranges(lines: readonly number[]): string {
  const parts: [first: number, last: number][] = [];
  for (const line of lines) {
    const part = parts.at(-1);
    if (part && line === part[1] + 1) part[1] = line;
    else parts.push([line, line]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}
