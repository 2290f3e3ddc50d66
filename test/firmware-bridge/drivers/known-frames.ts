import { readFileSync } from "node:fs";

/** A frame of frames.json: from vendors' documents, open programs and captured traffic; some are computed by confirmed rules. */
export type KnownFrame = {
  readonly protocol: string;
  readonly name: string;
  readonly ok: boolean;
  /** What it says, by the names that the decoder prints too. */
  readonly fields: Readonly<Record<string, unknown>>;
} & ({ readonly hex: string } | { readonly text: string });

export const knownFrames = JSON.parse(
  readFileSync(new URL("./frames.json", import.meta.url), "utf8"),
) as readonly KnownFrame[];

export function bytesOf(frame: KnownFrame): Uint8Array {
  return "hex" in frame ? Buffer.from(frame.hex, "hex") : Buffer.from(frame.text, "latin1");
}

export function shownAs(frame: KnownFrame): string {
  return "hex" in frame ? frame.hex : frame.text;
}
