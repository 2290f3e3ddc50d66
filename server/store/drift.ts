import type { CabinetId, ItemId, OrderNo, SlotNumber } from "../../protocol/ids.ts";

/** Where a cabinet differs from what the hub knows: a code with its facts. It becomes text only where somebody reads it. */
export type Drift =
  /** A snapshot has another number of slots than are registered. */
  | { readonly code: "slot-count"; readonly reported: number; readonly registered: number }
  /** The bridge says at its birth that it has another number of slots than are registered. */
  | { readonly code: "bridge-slot-count"; readonly said: number; readonly registered: number }
  /** A snapshot names a slot twice: nothing of it counts. */
  | { readonly code: "slot-twice"; readonly repeated: SlotNumber }
  /** A snapshot names a slot above the registered ones: nothing of it counts. */
  | { readonly code: "slot-unknown"; readonly named: number; readonly registered: number }
  /** An item left its slot without a command. */
  | { readonly code: "item-left"; readonly slot: SlotNumber; readonly itemId: ItemId }
  /** An item lies in a slot, and an order has it out. */
  | { readonly code: "item-lent"; readonly slot: SlotNumber; readonly itemId: ItemId; readonly orderNo: OrderNo }
  /** Another cabinet shows the same item. */
  | {
      readonly code: "item-elsewhere";
      readonly slot: SlotNumber;
      readonly itemId: ItemId;
      readonly cabinetId: CabinetId;
    }
  /** An order that is not confirmed yet has been promised an item that no longer lies in its slot. */
  | { readonly code: "promised-item-gone"; readonly slot: SlotNumber; readonly orderNo: OrderNo };

/** Drift of the cabinet as a whole, and not of one slot. */
export type CabinetDrift = Exclude<Drift, { slot: SlotNumber }>;

/** Rows that an older version left in a shared database have drift without a code: the next snapshot takes its place. */
export function isKnown(drift: Drift): boolean {
  return Object.hasOwn(allCodes, drift.code);
}

export function isOfSlot(drift: Drift): drift is Extract<Drift, { slot: SlotNumber }> {
  return "slot" in drift;
}

const allCodes: Readonly<Record<Drift["code"], true>> = {
  "slot-count": true,
  "bridge-slot-count": true,
  "slot-twice": true,
  "slot-unknown": true,
  "item-left": true,
  "item-lent": true,
  "item-elsewhere": true,
  "promised-item-gone": true,
};

export const driftCodes = Object.keys(allCodes) as readonly Drift["code"][];
