import type { Cabinet, CabinetAct } from "./cabinet-types.ts";

/** What a slot looks like on the drawing of the cabinet. */
export type SlotLook = "ready" | "low" | "empty" | "faulty" | "locked" | "held" | "unknown";

/** One slot of the drawing, with what is known of it. */
export interface SlotView {
  readonly slot: number;
  readonly look: SlotLook;
  readonly itemId?: string;
  readonly isOccupied: boolean;
  /** Percent. */
  readonly level?: number;
  readonly fault?: string;
  readonly lock?: NonNullable<Cabinet["lockedSlots"]>[number];
  readonly orderNo?: string;
  readonly acts: readonly CabinetAct[];
}

/** Below this charge, in percent, an item is drawn as low: the hub's reason for a visit begins there too. */
const lowCharge = 30;

/** The slots of a cabinet in the order of their numbers, also those that it has not shown. */
export function slotViews(
  cabinet: Pick<Cabinet, "slots" | "snapshot" | "lockedSlots" | "held" | "acts">,
): readonly SlotView[] {
  const { slots, snapshot, lockedSlots = [], held, acts } = cabinet;
  return Array.from({ length: slots }, (_, index) => {
    const slot = index + 1;
    const report = snapshot?.slots.find((one) => one.slot === slot);
    const lock = lockedSlots.find((one) => one.slot === slot);
    const order = held.find((one) => one.slot === slot);
    const { itemId, level, fault } = report ?? {};
    return {
      slot,
      look: lookOf(report, lock !== undefined, order !== undefined),
      isOccupied: report?.state === "occupied",
      acts: acts.filter((act) => act.slot === slot),
      ...(itemId !== undefined && { itemId }),
      ...(level !== undefined && { level }),
      ...(fault !== undefined && { fault }),
      ...(lock && { lock }),
      ...(order && { orderNo: order.orderNo }),
    };
  });
}

type Report = NonNullable<Cabinet["snapshot"]>["slots"][number];

/** What an operator has to see first wins: a fault before a lock, a lock before an order. */
function lookOf(report: Report | undefined, isLocked: boolean, isHeld: boolean): SlotLook {
  if (report?.fault !== undefined || report?.state === "unreadable") return "faulty";
  if (isLocked) return "locked";
  if (isHeld) return "held";
  if (report === undefined) return "unknown";
  if (report.state === "empty") return "empty";
  return report.level !== undefined && report.level < lowCharge ? "low" : "ready";
}
