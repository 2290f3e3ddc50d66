import type { SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";

/** Whether a rider can be lent what lies in a slot, and if not, why. */
export type Availability = "ready" | "empty" | "taken" | "faulted" | "offline";

/**
 * @param online whether the cabinet is connected
 * @param slots the cabinet's last snapshot
 * @param held slots that live orders hold
 */
export function availability(
  slot: SlotNumber,
  online: boolean,
  slots: readonly SlotReport[],
  held: readonly SlotNumber[],
): Availability {
  if (!online) return "offline";
  if (held.includes(slot)) return "taken";
  const report = slots.find((other) => other.slot === slot);
  if (!report || report.state === "unreadable" || report.fault !== undefined) return "faulted";
  return report.state === "empty" ? "empty" : "ready";
}
