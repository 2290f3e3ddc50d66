import type { ReadJournal } from "./bridge-journal.ts";
import type { HubCabinet } from "./hub-client.ts";
import type { CabinetView, ComparedSlot, Comparison, Fault, KnownContent, SlotView } from "./views.ts";

/** What was found out about a cabinet; undefined: nobody was asked; a text or a fault: why there is no answer. */
export interface Findings {
  readonly journal: ReadJournal | string | undefined;
  readonly hub: HubCabinet | Fault | undefined;
}

/** Puts what really lies in the slots beside what bridge and hub believe. */
export function compare(cabinet: CabinetView, { journal, hub }: Findings): Comparison {
  const known = {
    journal: typeof journal === "object" ? journal.slots : undefined,
    hub: hub && "slots" in hub ? hub.slots : undefined,
  };
  return {
    cabinet: cabinet.name,
    slots: cabinet.slots.map((slot) =>
      comparedSlot(slot, known.journal?.get(slot.slot) ?? null, known.hub?.get(slot.slot) ?? null),
    ),
    journal: typeof journal === "object" ? journal.view : (journal ?? null),
    hub: hub && "view" in hub ? hub.view : (hub ?? null),
  };
}

function comparedSlot(slot: SlotView, bridge: KnownContent | null, hub: KnownContent | null): ComparedSlot {
  // What was ejected and lies loose in the opening is no longer in the slot.
  const state = slot.content === "item" ? "occupied" : slot.content === "unknown" ? "unknown" : "empty";
  const board: KnownContent = { state, ...(slot.itemId !== null && { itemId: slot.itemId }) };
  const all = [board, bridge, hub].filter((content) => content !== null);
  const differs = all.some((one, at) => all.slice(at + 1).some((other) => disagree(one, other)));
  return { slot: slot.slot, board, bridge, hub, differs };
}

/** A state that is not known, and an id that a board can't read, contradict nothing. */
function disagree(one: KnownContent, other: KnownContent): boolean {
  if (!isCertain(one) || !isCertain(other)) return false;
  if (one.state !== other.state) return true;
  return one.itemId !== undefined && other.itemId !== undefined && one.itemId !== other.itemId;
}

function isCertain({ state }: KnownContent): boolean {
  return state === "empty" || state === "occupied";
}
