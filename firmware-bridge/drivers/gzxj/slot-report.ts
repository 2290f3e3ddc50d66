import type { SlotReport } from "../../../protocol/upward.ts";
import type { SlotRecord } from "./codec.ts";

/**
 * What one record of an inventory says of a slot. Without an id it is empty only if nothing is in contact and no lock is
 * in place; everything else is something that can't be told.
 */
export function slotReport(record: SlotRecord): SlotReport {
  const { slot, itemId, level, inContact, locked } = record;
  if (itemId === undefined) {
    if (!inContact && !locked) return { slot, state: "empty" };
    return { slot, state: "unreadable", fault: inContact ? "in contact, id not readable" : "locked without contact" };
  }
  const fault = inContact ? (locked ? undefined : "lock not in place") : "id without contact";
  return {
    slot,
    state: "occupied",
    itemId,
    ...(level === undefined ? {} : { level }),
    ...(fault === undefined ? {} : { fault }),
  };
}
