import { expect, test } from "vitest";
import { forgetOldCommands } from "../../firmware-bridge/command-memory.ts";
import { type CommandRecord, type JournalData, newJournal } from "../../firmware-bridge/journal-data.ts";

const day = 24 * 3_600_000;
const now = 1_800_000_000_000;
const moment = { at: now, uncertainty: 5 };
const done = { slot: 1, state: "done", result: { outcome: "opened" }, at: moment } as const;
const idsIn = ({ commands }: JournalData) => commands.map(({ id }) => id);

/** A journal with a command that is long past, one that is a day old to the millisecond, one that never ended, and a new one. */
function remembering(): JournalData {
  const commands: CommandRecord[] = [
    { id: "past", expiresAt: now - day - 1, ...done },
    { id: "restart", expiresAt: now - 2 * day, state: "restart", result: { outcome: "restarting" }, at: moment },
    { id: "open", slot: 2, expiresAt: now - 3 * day, state: "started" },
    { id: "day", expiresAt: now - day, ...done },
    { id: "new", expiresAt: now + 15_000, ...done },
  ];
  return { ...newJournal("journal-1"), commands, completeSince: { at: now - 9 * day, uncertainty: 0 } };
}

test("finished commands are forgotten a day after their expiry, and one that has no result never", () => {
  const data = remembering();
  forgetOldCommands(data, moment);
  expect(idsIn(data)).toEqual(["open", "day", "new"]);
});

test("the memory begins after the newest command that was forgotten, so that a late question about it is not answered with a no", () => {
  const data = remembering();
  forgetOldCommands(data, moment);
  expect(data.completeSince).toEqual({ at: now - day - 1, uncertainty: 0 });
  const later = { ...remembering(), completeSince: { at: now - 10, uncertainty: 7 } };
  forgetOldCommands(later, moment);
  expect(later.completeSince).toEqual({ at: now - 10, uncertainty: 7 });
});

test("no command is forgotten by a clock that no welcome has set, which may show any year", () => {
  const data = remembering();
  forgetOldCommands(data, { at: now + 1000 * day, uncertainty: null });
  expect(idsIn(data)).toHaveLength(5);
});
