import { createHash } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Transaction } from "../store/store.ts";
import { type Slide, slideImageTable, slideTable } from "./slide-table.ts";

export const mostSlides = 10;
/** Bytes of one image: a panel of 1080 × 1920 looks good with less. */
export const largestImage = 307_200;

/** A slide as an operator writes it; the image as base64. */
export interface NewSlide extends Pick<Slide, "zh" | "en"> {
  readonly image?: string;
}

/** In the order in which they are shown. */
export async function slidesIn(tx: Transaction): Promise<readonly Slide[]> {
  const slides = await tx.all(slideTable);
  return slides.toSorted((one, other) => one.place - other.place);
}

/** Puts these slides in the place of all that there are. @returns the ids before and now @throws AppError request/invalid */
export async function replaceSlidesIn(tx: Transaction, written: readonly NewSlide[]) {
  const ids = written.map(idOf);
  if (new Set(ids).size < ids.length) throw new AppError("request/invalid", "two slides are the same");
  for (const { image } of written) if (image !== undefined) readImage(image);
  const before = (await slidesIn(tx)).map(({ id }) => id);
  for (const id of before.filter((old) => !ids.includes(old))) {
    await tx.delete(slideTable, id);
    await tx.delete(slideImageTable, id);
  }
  for (const [place, { zh, en, image }] of written.entries()) {
    const id = ids[place] as string;
    await tx.put(slideTable, { id, place, zh, en, hasImage: image !== undefined });
    if (image !== undefined && !before.includes(id)) await tx.put(slideImageTable, { id, base64: image });
  }
  return { before, slides: ids };
}

/** The picture of a slide with its media type; undefined: there is none. */
export async function slideImageIn(tx: Transaction, id: string) {
  const image = await tx.get(slideImageTable, id);
  return image && readImage(image.base64);
}

/** Its bytes and their media type, by what they begin with. @throws AppError request/invalid */
function readImage(base64: string): { readonly type: string; readonly bytes: Buffer } {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > largestImage)
    throw new AppError("request/invalid", `an image has more than ${largestImage} bytes`);
  const type = mediaType(bytes);
  if (type === undefined) throw new AppError("request/invalid", "an image is neither PNG nor JPEG nor WebP");
  return { type, bytes };
}

function idOf({ zh, en, image = "" }: NewSlide): string {
  return createHash("sha256")
    .update(JSON.stringify([zh, en, image]))
    .digest("base64url")
    .slice(0, 22);
}

function mediaType(bytes: Buffer): string | undefined {
  const begin = bytes.subarray(0, 12).toString("latin1");
  if (begin.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (begin.startsWith("\xff\xd8\xff")) return "image/jpeg";
  return /^RIFF.{4}WEBP$/s.test(begin) ? "image/webp" : undefined;
}
