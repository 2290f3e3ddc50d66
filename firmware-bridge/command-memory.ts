import type { Moment } from "./hub-clock.ts";
import type { CommandRecord, JournalData } from "./journal-data.ts";

/** So many finished commands are remembered; that is days of a busy cabinet, and a command lives a minute. */
const rememberedCommands = 500;

/** A finished command is forgotten so long after its expiry: the hub asks about one for half an hour; ms. */
const rememberedFor = 24 * 3_600_000;

/** The commands with this record among them, in place of one of the same id; without the oldest that are finished and expired. */
export function withRecord(commands: readonly CommandRecord[], record: CommandRecord, now: number): CommandRecord[] {
  const others = commands.filter((known) => known.id !== record.id);
  const surplus = others.length + 1 - rememberedCommands;
  const kept = others.filter((known, index) => index >= surplus || known.state === "started" || known.expiresAt >= now);
  return [...kept, record];
}

/**
 * Forgets finished commands that are long past. A late question about one of them is answered as about a command from before the
 * memory began: nobody knows.
 */
export function forgetOldCommands(data: JournalData, { at, uncertainty }: Moment): void {
  // Before a welcome the clock may show any year.
  if (uncertainty === null) return;
  const isOld = (known: CommandRecord) => known.state !== "started" && known.expiresAt < at - rememberedFor;
  const newest = Math.max(...data.commands.filter(isOld).map(({ expiresAt }) => expiresAt));
  data.commands = data.commands.filter((known) => !isOld(known));
  if (newest > (data.completeSince?.at ?? newest)) data.completeSince = { at: newest, uncertainty: 0 };
}
