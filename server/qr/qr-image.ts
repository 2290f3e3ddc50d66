import { toString as draw } from "qrcode";

/** A sticker is scratched and rained on: "M" still reads with 15 % of it lost. */
const errorCorrectionLevel = "M";

/** The QR code as an SVG element, with the quiet zone that the standard asks for (ISO/IEC 18004 §6.3.8). */
export function qrSvg(text: string): Promise<string> {
  return draw(text, { type: "svg", errorCorrectionLevel, margin: 4 });
}
