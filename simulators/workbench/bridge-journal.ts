import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeDocument } from "../../platform/document-format.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { JournalView, KnownContent } from "./views.ts";

/** What is read of a bridge's journal (firmware-bridge/journal.ts): fields that are named here, and nothing else. */
interface JournalData {
  readonly last: number;
  readonly committed: number;
  readonly events: readonly {
    readonly seq: number;
    readonly latest: { readonly at: number };
    readonly body: { readonly kind: string; readonly slot?: number };
  }[];
  readonly commands: readonly {
    readonly id: string;
    readonly state: string;
    readonly slot?: number;
    readonly result?: { readonly outcome?: string; readonly reason?: string };
  }[];
  readonly slots: Readonly<Record<string, { readonly state: string; readonly itemId?: string }>>;
}

export interface ReadJournal {
  readonly view: JournalView;
  readonly slots: ReadonlyMap<number, KnownContent>;
}

/** So many of the latest events and commands are shown. */
const shown = 12;

/** Reads the journal in a bridge's data folder without holding it. @returns a text: why it can't be read */
export function readJournal(folder: string): ReadJournal | string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, "journal.json"));
  } catch (error) {
    return errorMessage(error);
  }
  const decoded = decodeDocument("journal/1", bytes);
  if ("damage" in decoded) return decoded.damage;
  const { last, committed, events, commands, slots } = decoded.data as JournalData;
  return {
    view: {
      last,
      committed,
      events: events.slice(-shown).map(({ seq, latest, body: { kind, slot } }) => ({
        seq,
        at: latest.at,
        kind,
        ...(slot !== undefined && { slot }),
      })),
      commands: commands.slice(-shown).map(({ id, state, slot, result }) => ({
        id,
        state,
        ...(slot !== undefined && { slot }),
        ...(result?.outcome !== undefined && { result: result.outcome }),
        ...(result?.reason !== undefined && { reason: result.reason }),
      })),
    },
    slots: new Map(
      Object.entries(slots).map(([slot, { state, itemId }]) => [Number(slot), { state, ...(itemId && { itemId }) }]),
    ),
  };
}
