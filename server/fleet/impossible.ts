import type { CabinetEvent, SlotReport } from "../../protocol/upward.ts";

/** Why an event can't be true, which its schema can't say; undefined: it can. */
export function whyImpossible({ at, body }: CabinetEvent, slotCount: number): string | undefined {
  if (at.earliest !== undefined && at.earliest > at.latest) return "its earliest time is after its latest";
  return body.slot === undefined ? undefined : whyNoSlot(body.slot, slotCount);
}

/** Why a snapshot can't be true, which its schema can't say; undefined: it can. */
export function whyImpossibleSlots(reports: readonly SlotReport[], slotCount: number): string | undefined {
  const seen = new Set<number>();
  for (const { slot } of reports) {
    if (seen.has(slot)) return `slot ${slot} is reported twice`;
    seen.add(slot);
  }
  return whyNoSlot(Math.max(0, ...seen), slotCount);
}

function whyNoSlot(slot: number, slotCount: number): string | undefined {
  return slot > slotCount ? `slot ${slot} is reported, but ${slotCount} slots are registered` : undefined;
}
