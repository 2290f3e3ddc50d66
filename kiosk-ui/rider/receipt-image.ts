import type { ReceiptLine } from "./receipt-lines.ts";

/** In px, drawn twice as large for phones' screens. */
const width = 360;
const scale = 2;
const edge = 24;
const lineHeight = 24;

const family = '-apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif';

/** The receipt as a picture that a rider can keep: PNG, as a data address. Always dark on white: it may be printed. */
export function receiptImage(receipt: {
  readonly title: string;
  readonly total: string;
  readonly parts: readonly (readonly ReceiptLine[])[];
}): string {
  const { title, total, parts } = receipt;
  const rows = parts.reduce((sum, part) => sum + part.reduce((all, { values }) => all + values.length, 0) + 1, 0);
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = (rows * lineHeight + 140) * scale;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("the browser draws no pictures");
  pen.scale(scale, scale);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, canvas.height);
  const write = (text: string, x: number, y: number, font: string, colour: string, align: CanvasTextAlign) => {
    pen.font = `${font} ${family}`;
    pen.fillStyle = colour;
    pen.textAlign = align;
    pen.fillText(text, x, y, width - 2 * edge);
  };
  write(title, width / 2, 44, "14px", "#4a5c56", "center");
  write(total, width / 2, 88, "bold 36px", "#10211d", "center");
  let y = 116;
  for (const part of parts) {
    pen.fillStyle = "#dde7e3";
    pen.fillRect(edge, y - 8, width - 2 * edge, 1);
    y += lineHeight - 8;
    for (const { name, values } of part) {
      write(name, edge, y, "14px", "#4a5c56", "left");
      for (const value of values) {
        write(value, width - edge, y, "14px", "#10211d", "right");
        y += lineHeight;
      }
    }
    y += 8;
  }
  return canvas.toDataURL("image/png");
}
