import type { SlotReport } from "../../protocol/upward.ts";
import type { CabinetDrift } from "../store/drift.ts";

/** Why a snapshot can't be true, which its schema can't say; undefined: it can. */
export function whyImpossible(reports: readonly SlotReport[], registered: number): CabinetDrift | undefined {
  const seen = new Set<number>();
  for (const { slot } of reports) {
    if (seen.has(slot)) return { code: "slot-twice", repeated: slot };
    seen.add(slot);
  }
  const named = Math.max(0, ...seen);
  return named > registered ? { code: "slot-unknown", named, registered } : undefined;
}
