import { describe, expect, test } from "vitest";
import type { CabinetEvent, HappeningBody } from "../../../protocol/upward.ts";
import { standingOf, withCommitted } from "../../../server/fleet/journal-order.ts";
import type { JournalMemory } from "../../../server/store/cabinet-history-table.ts";

const journalId = "journal-0001";
const latest = 1_800_000_000_000;
const told = (seq: number): HappeningBody => ({ kind: "abnormal", what: `report ${seq}` });

function event(seq: number, body = told(seq)): CabinetEvent {
  return { v: 1, journalId, seq, at: { latest, uncertainty: 0 }, body };
}

/** What is remembered when the events `from` to `to` have been stored. */
function memoryOf(from: number, to: number, before?: JournalMemory): JournalMemory | undefined {
  let memory = before;
  for (let seq = from; seq <= to; seq++) memory = withCommitted(memory, journalId, seq, told(seq), latest);
  return memory;
}

describe("a number that is stored already", () => {
  const full = memoryOf(1, 41);

  test("is a repetition with the same event, for as many as a bridge may have on their way", () => {
    for (let seq = 10; seq <= 41; seq++) expect(standingOf(full, 41, event(seq))).toBe("repeated");
  });

  test("is of a journal that was set back with another event", () => {
    for (let seq = 10; seq <= 41; seq++) expect(standingOf(full, 41, event(seq, told(99)))).toBe("journal-set-back");
  });

  test("is of a journal that was set back where it is further behind than any repetition", () => {
    for (let seq = 1; seq <= 9; seq++) expect(standingOf(full, 41, event(seq))).toBe("journal-set-back");
    expect(standingOf(undefined, 41, event(9))).toBe("journal-set-back");
    expect(standingOf({ journalId, events: [], setBackTo: 20 }, 41, event(9))).toBe("journal-set-back");
  });

  test("is of a journal that was set back where a birth said that the cabinet no longer had it", () => {
    expect(standingOf(memoryOf(42, 42, memoryOf(1, 10)), 42, event(20))).toBe("journal-set-back");
  });

  test("is a repetition where the hub may have stored it before it kept a memory", () => {
    expect(standingOf(undefined, 41, event(10))).toBe("repeated");
    expect(standingOf(memoryOf(41, 41), 41, event(40))).toBe("repeated");
  });

  test("is none of the time before the memory where a birth said that the cabinet never gave it", () => {
    expect(standingOf({ journalId, events: [], setBackTo: 20 }, 41, event(20))).toBe("repeated");
    expect(standingOf({ journalId, events: [], setBackTo: 20 }, 41, event(21))).toBe("journal-set-back");
  });
});
