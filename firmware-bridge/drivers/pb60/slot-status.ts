import type { ItemId } from "../../../protocol/ids.ts";
import type { Pb60Record } from "./codec.ts";

/** The bits of a record's status (pb60 §2.3). Those of plugs, 2 to 0, are set in records of items that charge: they decide nothing. */
const bit = { inserted: 0x80, locked: 0x40, error: 0x20, charging: 0x08 } as const;

const noId = /^0+$/;

/** What a record says of its slot. */
export type SlotStatus =
  | {
      readonly is: "in-place";
      readonly itemId: ItemId;
      readonly level?: number;
      readonly fault?: string;
      /** The status says so; records of version 1 have none, and list what was let go and not taken, too. */
      readonly isLocked: boolean;
    }
  /** Ejected, and still lying in the slot; or pushed in a moment ago. */
  | { readonly is: "loose"; readonly itemId: ItemId }
  /** Contact and lock disagree, as they do while an item goes in. */
  | { readonly is: "moving" }
  | { readonly is: "nameless" };

/** Whether the station could read this id. */
export function isReadable(id: string): boolean {
  return !noId.test(id);
}

export function statusOf(record: Pb60Record, levels: "percent" | "bars"): SlotStatus {
  const { id, more } = record;
  if (!isReadable(id)) return { is: "nameless" };
  const item = { itemId: id, ...levelOf(record.soc, levels) };
  if (more === undefined) return { is: "in-place", ...item, isLocked: false };
  const has = (mask: number) => (more.st & mask) !== 0;
  if (has(bit.inserted)) {
    const fault = has(bit.locked) ? (has(bit.error) ? "the item reports an error" : undefined) : "lock not in place";
    return { is: "in-place", ...item, isLocked: has(bit.locked), ...(fault !== undefined && { fault }) };
  }
  return has(bit.locked) && !has(bit.charging) ? { is: "loose", itemId: id } : { is: "moving" };
}

function levelOf(soc: number, levels: "percent" | "bars"): { level?: number } {
  const level = levels === "bars" ? soc * 20 : soc;
  return level <= 100 ? { level } : {};
}
