import { readFileSync } from "node:fs";
import { AppError } from "../../platform/app-error.ts";

/**
 * Reads which address the code on each slot's sticker holds: JSON, `{ "1": "https://…", … }`.
 * @throws AppError request/invalid
 */
export function readStickers(path: string): ReadonlyMap<number, string> {
  let addresses: unknown;
  try {
    addresses = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AppError("request/invalid", `the stickers can't be read: ${(error as Error).message}`, { cause: error });
  }
  const stickers = new Map<number, string>();
  for (const [slot, address] of Object.entries(addresses ?? {})) {
    // The page makes links of them, and a link may run a script.
    if (!/^[1-9]\d?$/.test(slot) || typeof address !== "string" || !/^https?:\/\//.test(address))
      throw new AppError("request/invalid", `${path}: "${slot}" is no slot with an http address`);
    stickers.set(Number(slot), address);
  }
  return stickers;
}
