import { createHash } from "node:crypto";
import type { EpochMs } from "../../protocol/ids.ts";
import type { Birth, CabinetEvent } from "../../protocol/upward.ts";
import type { CommittedEvent, JournalMemory } from "../store/cabinet-history-table.ts";

/** Where an event stands to what is stored of its journal. */
export type Standing = "next" | "repeated" | "gap" | "journal-set-back";

/**
 * So many of the last committed events are known again. A bridge sends again what is not acknowledged, which is no more
 * than it may have on its way.
 */
const remembered = 32;
/** A bridge may date an event again while it is not acknowledged, but not by more than a step of the hub's clock; ms. */
const redated = 600_000;

/**
 * Whether an event is the next of its journal. One whose number was taken by another event comes from a journal that was
 * set back: from a backup, or a disk image. So does one that the hub can't prove to have stored: said to be stored, it
 * would be lost.
 */
export function standingOf(
  memory: JournalMemory | undefined,
  committed: number,
  { seq, body, at }: CabinetEvent,
): Standing {
  if (seq === committed + 1) return "next";
  if (seq > committed + 1) return "gap";
  const known = memory?.events.find((event) => event.seq === seq);
  if (known) {
    const isSame = known.digest === digestOf(body) && Math.abs(known.latest - at.latest) <= redated;
    return isSame ? "repeated" : "journal-set-back";
  }
  return isOfBeforeMemory(memory, committed, seq) ? "repeated" : "journal-set-back";
}

/** A hub that has just learned to remember may hear again what it took in before; the hub can't tell it from another event. */
function isOfBeforeMemory(memory: JournalMemory | undefined, committed: number, seq: number): boolean {
  const [oldest] = memory?.events ?? [];
  if (seq <= committed - remembered || (oldest && oldest.seq < seq)) return false;
  return memory?.setBackTo === undefined || seq <= memory.setBackTo;
}

/** The memory with one more event committed. @param body undefined: one that broke the schema */
export function withCommitted(
  memory: JournalMemory | undefined,
  journalId: string,
  seq: number,
  body: unknown,
  latest: EpochMs,
): JournalMemory {
  const same = memory?.journalId === journalId ? memory : { journalId, events: [] as CommittedEvent[] };
  return { ...same, events: [...same.events, { seq, digest: digestOf(body), latest }].slice(-remembered) };
}

/** What a birth says of its journal, compared with what is stored of it. */
export function journalAtBirth(journal: Birth["journal"], known: number | undefined) {
  const { first, last } = journal;
  return {
    /** No journal has such a range. */
    impossible: first > last + 1,
    setBack: known !== undefined && last < known,
    /** What the journal no longer holds can't come any more. */
    skipped: known !== undefined && first > known + 1,
    committed: Math.max(known ?? 0, first - 1),
  };
}

function digestOf(body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(body) ?? "")
    .digest("base64url")
    .slice(0, 22);
}
