import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setImmediate as otherWork } from "node:timers/promises";
import { create, type Font, type Glyph } from "fontkit";

type Document = PDFKit.PDFDocument;

/**
 * The package has Noto Sans SC as a variable font, cut into some hundred files by characters. pdfkit can embed neither: what
 * it makes of them is blank. So text is drawn as the outlines of its characters, which any printer prints alike.
 */
const packageName = "@fontsource-variable/noto-sans-sc";

/**
 * The files hold the thinnest weight; the others are variations that fontkit can't read from these files. A stroke of so
 * many units along the outlines makes the weight of print.
 */
const strokeUnits = 38;

/** How text is drawn whose characters are missing in the font, such as emoji. */
const replacement = "□";

interface PlacedGlyph {
  readonly outline: string;
  /** In ems. */
  readonly width: number;
  /** Of the outline. */
  readonly unitsPerEm: number;
}

interface Subset {
  readonly file: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
  font?: Font;
}

/** Draws Chinese text into a PDF without a font that the machine would have to have. Reads a file of the font when it is first needed. */
export class OutlineFont {
  readonly #subsets: readonly Subset[];
  readonly #glyphs = new Map<string, PlacedGlyph | undefined>();

  constructor() {
    const folder = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
    const ranges = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8")) as Record<string, string>;
    this.#subsets = Object.entries(ranges).map(([name, text]) => ({
      file: join(folder, "files", `noto-sans-sc-${name.replaceAll(/[[\]]/g, "")}-wght-normal.woff2`),
      ranges: text.split(",").map(rangeOf),
    }));
  }

  /** Reads what these texts need, a file at a time: each takes a tenth of a second, and others are served between them. */
  async prepare(texts: readonly string[]): Promise<void> {
    for (const character of new Set(texts.join("") + replacement)) {
      if (this.#glyphs.has(character)) continue;
      this.#glyphOf(character);
      await otherWork();
    }
  }

  /** How wide the text is at this size, in the unit of the size. */
  widthOf(text: string, size: number): number {
    return this.#placed(text).reduce((width, glyph) => width + glyph.width * size, 0);
  }

  /** Draws text from `x` on, on a base line. What a reader that does not see hears or copies is the text itself. */
  draw(
    document: Document,
    text: string,
    { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
  ) {
    document.markContent("Span", { actual: text });
    // Readers of PDFs put the text in the place of what is written in the span: a space that nobody sees.
    document.font("Helvetica").fontSize(size).text(" ", x, y, { baseline: "alphabetic", lineBreak: false });
    let left = x;
    for (const { outline, width, unitsPerEm } of this.#placed(text)) {
      const scale = size / unitsPerEm;
      document.save().translate(left, y).scale(scale, -scale).lineWidth(strokeUnits).lineJoin("round");
      if (outline !== "") document.path(outline).fillAndStroke();
      document.restore();
      left += width * size;
    }
    document.endMarkedContent();
  }

  #placed(text: string): PlacedGlyph[] {
    return Array.from(text).flatMap((character) => this.#glyphOf(character) ?? this.#glyphOf(replacement) ?? []);
  }

  #glyphOf(character: string): PlacedGlyph | undefined {
    if (!this.#glyphs.has(character)) this.#glyphs.set(character, this.#read(character));
    return this.#glyphs.get(character);
  }

  #read(character: string): PlacedGlyph | undefined {
    const codePoint = character.codePointAt(0) ?? 0;
    const inRange = ([first, last]: readonly [number, number]) => first <= codePoint && codePoint <= last;
    for (const subset of this.#subsets.filter(({ ranges }) => ranges.some(inRange))) {
      subset.font ??= create(readFileSync(subset.file));
      if (!subset.font.hasGlyphForCodePoint(codePoint)) continue;
      return placedOf(subset.font.glyphForCodePoint(codePoint), subset.font.unitsPerEm);
    }
    return undefined;
  }
}

function placedOf({ path, advanceWidth }: Glyph, unitsPerEm: number): PlacedGlyph {
  return { outline: path.toSVG(), width: advanceWidth / unitsPerEm, unitsPerEm };
}

/** `U+4E00-4E7F` or `U+4E00`. */
function rangeOf(text: string): readonly [number, number] {
  const [first = "", last = first] = text.trim().replace(/^U\+/i, "").split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}
