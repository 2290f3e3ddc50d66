import { Compile } from "typebox/compile";
import { JournalId } from "../../protocol/ids.ts";
import type { RawEvent } from "../store/unmatched-event-table.ts";

/** As much of an invalid event as is kept, in characters. */
const mostKept = 2000;
const journalIds = Compile(JournalId);

/** What can be read of an event that breaks its schema: journal and number; undefined where not even these can. */
export function rawEvent(payload: Uint8Array, why: string): RawEvent | undefined {
  const text = Buffer.from(payload).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("journalId" in value) || !("seq" in value)) return undefined;
  const { journalId, seq } = value;
  if (!journalIds.Check(journalId) || typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 1)
    return undefined;
  return { journalId, seq, text: printable(text).slice(0, mostKept), why: why.slice(0, mostKept) };
}

/** A database refuses NUL and halves of surrogate pairs; nobody needs other control characters. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{fffd}");
}
