import type { SlotNumber } from "../protocol/ids.ts";
import type { HappeningBody } from "../protocol/upward.ts";
import type { Entry } from "./journal-data.ts";

/** What a look may still say when the memory that it was compared with proves to be an old one. */
export function withoutOldMemory(body: HappeningBody): HappeningBody | undefined {
  switch (body.kind) {
    case "returned":
      // With an id the hub knows whose it was; without one it would be taken for that of whoever has one out now.
      if (body.itemId !== undefined) return body;
      return {
        kind: "abnormal",
        slot: body.slot,
        what: "an item lies in a slot that an old memory of the slots shows empty",
      };
    case "removed":
      return undefined;
    case "result":
    case "restart":
    case "abnormal":
      return body;
  }
}

/** Index of the second of three or more returns into the slot with the most; -1: no slot has as many. */
export function repeatedReturn(events: readonly Entry[]): number {
  const bySlot = new Map<SlotNumber, number[]>();
  for (const [index, { body }] of events.entries()) {
    if (body.kind !== "returned") continue;
    const indices = bySlot.get(body.slot) ?? [];
    indices.push(index);
    bySlot.set(body.slot, indices);
  }
  const [most = []] = [...bySlot.values()].toSorted((one, other) => other.length - one.length);
  return most.length > 2 ? (most[1] ?? -1) : -1;
}
