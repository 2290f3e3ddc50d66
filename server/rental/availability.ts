import type { SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";

/** Whether a rider can be lent what lies in a slot, and if not, why. */
export type Availability = "ready" | "empty" | "taken" | "faulted" | "flat" | "offline";

/** The charge in percent below which an item with a level is not lent, unless the hub's settings say otherwise. */
export const usualLowestLevel = 10;

/**
 * @param online whether the cabinet is connected
 * @param slots the cabinet's last snapshot
 * @param held slots that live orders hold
 * @param lowestLevel the charge in percent below which an item is not lent; one whose charge nobody knows is
 */
export function availability(
  slot: SlotNumber,
  online: boolean,
  slots: readonly SlotReport[],
  held: readonly SlotNumber[],
  lowestLevel: number,
): Availability {
  if (!online) return "offline";
  if (held.includes(slot)) return "taken";
  const report = slots.find((other) => other.slot === slot);
  if (!report || report.state === "unreadable" || report.fault !== undefined) return "faulted";
  if (report.state === "empty") return "empty";
  return (report.level ?? lowestLevel) < lowestLevel ? "flat" : "ready";
}
