import { AppError } from "../../platform/app-error.ts";
import type { Operator } from "../demo/operator.ts";
import type { Sticker } from "./rider-load.ts";

/**
 * Codes of the slots of connected cabinets, at least `count` of them where there are so many; issued where a slot has none.
 * @param prefix what the cabinets' ids begin with
 * @throws AppError cabinet/offline where no such cabinet is connected
 */
export async function stickersOf(
  operator: Pick<Operator, "cabinets" | "codes">,
  prefix: string,
  count: number,
): Promise<Sticker[]> {
  const cabinets = await operator.cabinets();
  const stickers: Sticker[] = [];
  for (const { cabinetId, presence } of cabinets) {
    if (!cabinetId.startsWith(prefix) || !presence.online) continue;
    for (const { slot, url } of await operator.codes(cabinetId)) stickers.push({ cabinetId, slot, url });
    if (stickers.length >= count) break;
  }
  if (stickers.length === 0)
    throw new AppError("cabinet/offline", `no cabinet whose id begins with ${prefix} is connected`);
  return stickers;
}
