import { create } from "qrcode";

/** The quiet zone that the standard asks for around a code, in modules (ISO/IEC 18004 §6.3.8). */
const quiet = 4;

export interface QrPath {
  /** Of the square, quiet zone and all, in modules. */
  readonly size: number;
  /** The dark modules, as an SVG path: one rectangle for each run in a row. */
  readonly path: string;
}

/** A QR code as it is drawn. A panel is clean and bright: "M" is more than enough. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size, data } = modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue;
      const begin = x;
      while (x + 1 < size && data[y * size + x + 1]) x++;
      const length = x - begin + 1;
      runs.push(`M${begin + quiet} ${y + quiet}h${length}v1h-${length}z`);
    }
  }
  return { size: size + 2 * quiet, path: runs.join("") };
}
