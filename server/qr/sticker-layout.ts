/** How stickers are printed: on A4 to cut, or each on a label of its own from a roll. */
export const sheetFormats = ["a4", "label-40x60", "label-50x70", "label-60x80"] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** mm, from the upper left corner of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageLayout {
  readonly width: number;
  readonly height: number;
  /** Where the page's stickers go, row by row. */
  readonly boxes: readonly Box[];
  /** Lines along which the page is cut, each drawn as short marks outside the stickers; mm. None: labels are cut already. */
  readonly cutsX: readonly number[];
  readonly cutsY: readonly number[];
}

/** A4: three by four, with room between for the marks. */
const a4 = { width: 210, height: 297, columns: 3, rows: 4, sticker: { width: 58, height: 64 }, gap: 5 };

/** Where stickers go on a page of this format. */
export function pageLayout(format: SheetFormat): PageLayout {
  if (format === "a4") return a4Layout();
  const [width = 0, height = 0] = format.replace("label-", "").split("x").map(Number);
  return { width, height, boxes: [{ x: 0, y: 0, width, height }], cutsX: [], cutsY: [] };
}

function a4Layout(): PageLayout {
  const { width, height, columns, rows, sticker, gap } = a4;
  const begins = (count: number, size: number, room: number) => {
    const first = (room - count * size - (count - 1) * gap) / 2;
    return Array.from({ length: count }, (_, place) => first + place * (size + gap));
  };
  const xs = begins(columns, sticker.width, width);
  const ys = begins(rows, sticker.height, height);
  return {
    width,
    height,
    boxes: ys.flatMap((y) => xs.map((x) => ({ x, y, ...sticker }))),
    cutsX: xs.flatMap((x) => [x, x + sticker.width]),
    cutsY: ys.flatMap((y) => [y, y + sticker.height]),
  };
}
