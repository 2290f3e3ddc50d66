import type { ItemId } from "../protocol/ids.ts";
import type { HappeningBody, SlotReport } from "../protocol/upward.ts";
import type { Moment } from "./hub-clock.ts";
import type { KnownSlot } from "./journal-data.ts";

export interface Comparison {
  /** What is known after the look; undefined: still nothing. */
  readonly known: KnownSlot | undefined;
  /** What must have happened since `seen` of what was known before. */
  readonly happened: readonly HappeningBody[];
}

/** Concludes from a look at a slot what happened there while nobody reported it. The first look at a slot is taken as it is. */
export function compare(known: KnownSlot | undefined, look: SlotReport, now: Moment): Comparison {
  if (look.state === "unreadable") return { known, happened: [] };
  if (known === undefined) return { known: found(look, now), happened: [] };
  switch (known.state) {
    case "empty":
      return compareEmpty(known, look, now);
    case "occupied":
      return compareOccupied(known, look, now);
  }
}

function compareEmpty(known: KnownSlot, look: SlotReport, now: Moment): Comparison {
  if (look.state === "empty") return { known: found(look, now), happened: [] };
  // Sensors lag, and a rider may leave the item in the open slot: only an item that was away can have come back.
  if (known.given && isSameItem(known, look)) return { known, happened: [] };
  return { known: found(look, now), happened: [cameIn(look)] };
}

function compareOccupied(known: KnownSlot, look: SlotReport, now: Moment): Comparison {
  if (look.state === "occupied" && isSameItem(known, look))
    return { known: found({ ...look, ...itemOf(look.itemId ?? known.itemId) }, now), happened: [] };
  const happened: HappeningBody[] = [];
  // An opening of which nobody knows the outcome explains that the item is gone.
  if (!known.doubted) happened.push(wentOut(look.slot, known));
  if (look.state === "occupied") happened.push(cameIn(look));
  return { known: found(look, now), happened };
}

/** Where the board could not read one of the two ids, nothing speaks against it. */
function isSameItem(known: KnownSlot, look: SlotReport): boolean {
  return known.itemId === undefined || look.itemId === undefined || known.itemId === look.itemId;
}

function found({ state, itemId }: SlotReport, seen: Moment): KnownSlot {
  return state === "occupied" ? { state, ...itemOf(itemId), seen } : { state: "empty", seen };
}

function cameIn({ slot, itemId, level }: SlotReport): HappeningBody {
  return { kind: "returned", slot, ...itemOf(itemId), ...(level !== undefined && { level }), source: "snapshot" };
}

function wentOut(slot: number, { itemId }: KnownSlot): HappeningBody {
  return { kind: "removed", slot, ...itemOf(itemId), source: "snapshot" };
}

function itemOf(itemId: ItemId | undefined): { itemId?: ItemId } {
  return itemId === undefined ? {} : { itemId };
}
