import Pdf from "pdfkit";
import { create as createCode } from "qrcode";
import { OutlineFont } from "./outline-font.ts";
import { type Box, type PageLayout, pageLayout, type SheetFormat } from "./sticker-layout.ts";

export interface StickerSheet {
  readonly cabinetId: string;
  readonly cabinetName: string;
  /** Of the site on which it stands; absent: none was named. */
  readonly siteName?: string | undefined;
  readonly codes: readonly { readonly slot: number; readonly url: string }[];
}

type Document = PDFKit.PDFDocument;

const pointsPerMm = 72 / 25.4;
const mm = (length: number) => length * pointsPerMm;

/** A sticker is scratched and rained on: "M" still reads with 15 % of it lost. */
const errorCorrectionLevel = "M";
/** Light modules around a code (ISO/IEC 18004 §6.3.8). */
const quietZone = 4;
const ink = "#000000";
const cutColour = "#888888";
/** mm */
const cutMark = 3;
const scan = "支付宝扫一扫";
const scanEnglish = "Scan with Alipay";

/** One for all: what was read is kept. */
let font: OutlineFont | undefined;

/**
 * Stickers as a PDF. Each bears its slot, where the cabinet stands, and the hub's host in plain text: a rider who knows it
 * notices a foreign sticker glued over ours. Without codes there is one empty page.
 */
export async function stickerSheet(sheet: StickerSheet, format: SheetFormat): Promise<Buffer> {
  const layout = pageLayout(format);
  font ??= new OutlineFont();
  await font.prepare([
    sheet.cabinetName,
    sheet.siteName ?? "",
    ...sheet.codes.map(({ slot }) => slotText(slot)),
    scan,
    "…·",
  ]);
  const document = new Pdf({
    size: [mm(layout.width), mm(layout.height)],
    margin: 0,
    autoFirstPage: false,
    lang: "zh-CN",
    displayTitle: true,
    info: { Title: `${sheet.cabinetName} (${sheet.cabinetId})` },
  });
  const done = bytesOf(document);
  const perPage = layout.boxes.length;
  for (let first = 0; first === 0 || first < sheet.codes.length; first += perPage) {
    document.addPage();
    drawCuts(document, layout);
    for (const [place, code] of sheet.codes.slice(first, first + perPage).entries()) {
      const box = layout.boxes[place];
      if (box) drawSticker({ document, font }, box, sheet, code);
    }
  }
  document.end();
  return done;
}

async function bytesOf(document: Document): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of document) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Marks at the edges of the page and between the stickers, never on one. */
function drawCuts(document: Document, { width, height, cutsX, cutsY }: PageLayout): void {
  document.lineWidth(0.25).strokeColor(cutColour);
  for (const x of cutsX)
    for (const [from, to] of gapsOf(cutsY, height)) document.moveTo(mm(x), mm(from)).lineTo(mm(x), mm(to)).stroke();
  for (const y of cutsY)
    for (const [from, to] of gapsOf(cutsX, width)) document.moveTo(mm(from), mm(y)).lineTo(mm(to), mm(y)).stroke();
}

/** Where marks go along a cut: between stickers, and before the first and after the last one. */
function gapsOf(cuts: readonly number[], length: number): (readonly [number, number])[] {
  const [first = 0, last = 0] = [cuts[0], cuts.at(-1)];
  const between = cuts.slice(1, -1);
  const gaps = between.flatMap((from, place) => {
    const to = between[place + 1];
    return place % 2 === 0 && to !== undefined ? [[from, to] as const] : [];
  });
  return [[Math.max(0, first - cutMark), first], ...gaps, [last, Math.min(length, last + cutMark)]];
}

/** Parts of a sticker's height. */
const share = { pad: 0.04, slot: 0.15, code: 0.56, line: 0.052 };

interface Paper {
  readonly document: Document;
  readonly font: OutlineFont;
}

function slotText(slot: number): string {
  return `${slot} 号`;
}

function drawSticker(paper: Paper, box: Box, sheet: StickerSheet, code: StickerSheet["codes"][number]): void {
  const { height, width } = box;
  const pad = height * share.pad;
  const line = height * share.line;
  const side = Math.min(width - 2 * pad, height * share.code);
  const top = box.y + pad;
  const middle = { left: box.x + pad, width: width - 2 * pad };
  drawText(paper, slotText(code.slot), {
    ...middle,
    y: top + height * share.slot * 0.78,
    size: height * share.slot * 0.8,
  });
  const codeTop = top + height * share.slot;
  drawCode(paper.document, code.url, { x: box.x + (width - side) / 2, y: codeTop, width: side, height: side });
  const names = [sheet.siteName, sheet.cabinetName].filter((name) => name !== undefined && name !== "");
  const texts = [`${scan} ${scanEnglish}`, [...new Set(names)].join(" · "), new URL(code.url).host];
  const room = box.y + height - pad - (codeTop + side);
  const step = room / texts.length;
  for (const [place, text] of texts.entries())
    drawText(paper, text, {
      ...middle,
      y: codeTop + side + step * (place + 0.75),
      size: Math.min(line, step * 0.8),
    });
}

function drawCode(document: Document, url: string, { x, y, width }: Box): void {
  const { size, data } = createCode(url, { errorCorrectionLevel }).modules;
  const module = width / (size + 2 * quietZone);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      let run = 0;
      while (column + run < size && data[row * size + column + run] === 1) run++;
      if (run === 0) continue;
      const left = x + (quietZone + column) * module;
      document.rect(mm(left), mm(y + (quietZone + row) * module), mm(run * module), mm(module));
      column += run;
    }
  document.fillColor(ink).fill();
}

interface TextPlace {
  readonly left: number;
  readonly width: number;
  /** Of the base line. */
  readonly y: number;
  readonly size: number;
}

/** A smaller text is not read from where a rider stands: what is longer is cut off. */
const smallest = 0.6;

/** Text in the middle of its place, made smaller or cut off until it fits. All lengths in mm. */
function drawText({ document, font }: Paper, text: string, { left, width, y, size }: TextPlace): void {
  const isPlain = /^[ -~]*$/.test(text);
  document.font("Helvetica-Bold");
  const widthAt = (shown: string, at: number) =>
    isPlain ? document.fontSize(mm(at)).widthOfString(shown) / pointsPerMm : font.widthOf(shown, at);
  const fitting = Math.max(
    smallest * size,
    Math.min(size, (0.999 * size * width) / Math.max(widthAt(text, size), 0.001)),
  );
  let shown = text;
  while (shown.length > 1 && widthAt(shown, fitting) > width) shown = `${shown.replace(/…$/, "").slice(0, -1)}…`;
  const x = left + Math.max(0, (width - widthAt(shown, fitting)) / 2);
  document.fillColor(ink).strokeColor(ink);
  if (isPlain) document.fontSize(mm(fitting)).text(shown, mm(x), mm(y), { baseline: "alphabetic", lineBreak: false });
  else font.draw(document, shown, { x: mm(x), y: mm(y), size: mm(fitting) });
}
