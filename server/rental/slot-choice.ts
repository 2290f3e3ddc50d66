import type { ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { availability } from "./availability.ts";

/** A slot to open and what lies in it, where the board reads ids. */
export interface SlotChoice {
  readonly slot: SlotNumber;
  readonly expectedItemId?: ItemId;
}

/**
 * The `count` best slots of a connected cabinet: the fullest item first, then the lowest slot number. Fewer where there
 * are not so many.
 * @param lowestLevel the charge in percent below which an item is not lent
 * @param taken slots that nobody may open: live orders hold them, or they have just failed
 */
export function bestSlots(
  slots: readonly SlotReport[],
  taken: readonly SlotNumber[],
  count: number,
  lowestLevel: number,
): SlotChoice[] {
  return slots
    .filter(({ slot }) => availability(slot, true, slots, taken, lowestLevel) === "ready")
    .toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0) || a.slot - b.slot)
    .slice(0, count)
    .map(({ slot, itemId }) => ({ slot, ...(itemId === undefined ? {} : { expectedItemId: itemId }) }));
}
