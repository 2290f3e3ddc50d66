import { inflateSync } from "node:zlib";
import { create } from "qrcode";
import { describe, expect, it } from "vitest";
import { pageLayout, sheetFormats } from "../../../server/qr/sticker-layout.ts";
import { stickerSheet } from "../../../server/qr/sticker-sheet.ts";

const urlOf = (slot: number) => `https://rent.example.com/q/AAAAAAAAAAAAAA${10 + slot}.BBBBBBBBBBBBBBBB`;
const codes = (count: number) => Array.from({ length: count }, (_, place) => ({ slot: place + 1, url: urlOf(place) }));
const sheet = { cabinetId: "shop-1", cabinetName: "南京路店", siteName: "人民广场", codes: codes(14) };

describe("stickers for the slots of a cabinet", () => {
  it("fill pages of A4, twelve on each, and labels one by one", async () => {
    expect(read(await stickerSheet(sheet, "a4")).pages).toBe(2);
    expect(read(await stickerSheet(sheet, "label-50x70")).pages).toBe(14);
    expect(read(await stickerSheet({ ...sheet, codes: [] }, "a4")).pages).toBe(1);
  });

  it("bear the slot, the site, the cabinet and the hub's host in text that a reader of PDFs finds", async () => {
    const { spans, written } = read(await stickerSheet({ ...sheet, codes: codes(2) }, "a4"));
    expect(spans.filter((text) => text === "1 号" || text === "2 号")).toEqual(["1 号", "2 号"]);
    expect(spans.filter((text) => text === "人民广场 · 南京路店")).toHaveLength(2);
    expect(written.filter((text) => text === "rent.example.com")).toHaveLength(2);
  });

  it("name a place once where the cabinet is called as its site", async () => {
    const { spans } = read(await stickerSheet({ ...sheet, siteName: "南京路店", codes: codes(1) }, "a4"));
    expect(spans).toContain("南京路店");
  });

  it("cut off a name that would be too small to read", async () => {
    const cabinetName = "很长的名字".repeat(20);
    const { spans } = read(await stickerSheet({ ...sheet, cabinetName, codes: codes(1) }, "label-40x60"));
    expect(spans.some((text) => text.startsWith("人民广场 · 很长") && text.endsWith("…"))).toBe(true);
  });

  it("draw what the font lacks as a box, and not nothing", async () => {
    const { spans, outlines } = read(await stickerSheet({ ...sheet, cabinetName: "店🏮", codes: codes(1) }, "a4"));
    const without = read(await stickerSheet({ ...sheet, cabinetName: "店", codes: codes(1) }, "a4"));
    expect(spans).toContain("人民广场 · 店🏮");
    expect(outlines).toBe(without.outlines + 1);
  });

  it.each(sheetFormats)("on %s hold exactly the modules of the slot's code", async (format) => {
    const { squares } = read(await stickerSheet({ ...sheet, codes: codes(1) }, format));
    const { size, data } = create(urlOf(0), { errorCorrectionLevel: "M" }).modules;
    const module = Math.min(...squares.map(({ height }) => height));
    const [left, top] = [Math.min(...squares.map(({ x }) => x)), Math.min(...squares.map(({ y }) => y))];
    const drawn = new Set<string>();
    for (const { x, y, width } of squares)
      for (let run = 0; run < Math.round(width / module); run++)
        drawn.add(`${Math.round((x - left) / module) + run},${Math.round((y - top) / module)}`);
    const dark = Array.from(data).flatMap((bit, at) => (bit === 1 ? [`${at % size},${Math.floor(at / size)}`] : []));
    expect([...drawn].toSorted()).toEqual(dark.toSorted());
  });
});

describe("the layout of a page", () => {
  it.each(sheetFormats)("of %s keeps every sticker on the page, and apart from the others", (format) => {
    const { width, height, boxes } = pageLayout(format);
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      const others = boxes.filter((other) => other !== box);
      expect(others.filter((other) => overlaps(box, other))).toEqual([]);
    }
  });

  it("has marks to cut along at each side of a sticker on A4, and none where labels are cut already", () => {
    const { boxes, cutsX, cutsY } = pageLayout("a4");
    for (const { x, y, width, height } of boxes) {
      expect(cutsX).toEqual(expect.arrayContaining([x, x + width]));
      expect(cutsY).toEqual(expect.arrayContaining([y, y + height]));
    }
    expect(pageLayout("label-50x70").cutsX).toEqual([]);
  });
});

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function overlaps(one: Rectangle, other: Rectangle): boolean {
  const apart = (begin: "x" | "y", size: "width" | "height") =>
    one[begin] + one[size] <= other[begin] || other[begin] + other[size] <= one[begin];
  return !apart("x", "width") && !apart("y", "height");
}

/** What a PDF has on its pages, as far as stickers need it. */
function read(pdf: Buffer) {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/stream\n/g)].flatMap(({ index }) => {
    try {
      return [inflateSync(pdf.subarray(index + "stream\n".length), { finishFlush: 2 }).toString("latin1")];
    } catch {
      return [];
    }
  });
  const content = streams.join("\n");
  const number = "(-?[\\d.]+)";
  const squares = [...content.matchAll(new RegExp(`${number} ${number} ${number} ${number} re`, "g"))].map(
    ([, x, y, width, height]) => ({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) }),
  );
  return {
    pages: text.match(/\/Type \/Page\b/g)?.length ?? 0,
    squares,
    /** Characters that are drawn as outlines. */
    outlines: content.match(/^B$/gm)?.length ?? 0,
    spans: [...content.matchAll(/\/ActualText \(((?:\\.|[^\\)])*)\)/gs)].map(([, raw = ""]) => utf16(raw)),
    written: [...content.matchAll(/\[((?:<[0-9a-f]*>|[-\d. ])+)\] TJ/g)].map(([, parts = ""]) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1")).join(""),
    ),
  };
}

/** A string of a PDF with its escapes, in UTF-16 with a mark at its beginning. */
function utf16(raw: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const plain = raw.replaceAll(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
  return Buffer.from(plain, "latin1").subarray(2).swap16().toString("utf16le");
}
