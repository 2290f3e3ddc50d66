/** As much of fontkit as is used; it has no types of its own. It comes with pdfkit, which embeds fonts by it. */
declare module "fontkit" {
  export interface Glyph {
    readonly advanceWidth: number;
    /** In units of the font, y upwards. */
    readonly path: { toSVG(): string };
  }
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  }
  export function create(bytes: Uint8Array): Font;
}
