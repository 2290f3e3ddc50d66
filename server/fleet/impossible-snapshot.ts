import type { SlotReport } from "../../protocol/upward.ts";

/** Why a snapshot can't be true, which its schema can't say; undefined: it can. */
export function whyImpossible(reports: readonly SlotReport[], slotCount: number): string | undefined {
  const seen = new Set<number>();
  for (const { slot } of reports) {
    if (seen.has(slot)) return `slot ${slot} is reported twice`;
    seen.add(slot);
  }
  const highest = Math.max(0, ...seen);
  return highest > slotCount ? `slot ${highest} is reported, but ${slotCount} slots are registered` : undefined;
}
