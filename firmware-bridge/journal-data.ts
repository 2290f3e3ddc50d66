import type { CommandId, ItemId, SlotNumber } from "../protocol/ids.ts";
import type { HappeningBody, OpeningResult, RestartResult } from "../protocol/upward.ts";
import type { Moment } from "./hub-clock.ts";

/** An event as the journal has it. */
export interface Entry {
  seq: number;
  latest: Moment;
  /** Where the happening itself was not seen: the last moment at which it had not happened yet. */
  earliest?: Moment;
  body: HappeningBody;
  /** Concluded from a look at a slot and what an earlier run remembered of it, which a backup put back makes old. */
  recalled?: true;
}

/** The outcome of a command to open a slot. `started` is on disk before the motor may move. */
export type OpeningRecord = { id: CommandId; slot: SlotNumber; expiresAt: number } & (
  | { state: "started" }
  | { state: "done"; result: OpeningResult; at: Moment }
);

/** The answer to a `restart` command; on disk before the bridge ends. */
export interface RestartRecord {
  id: CommandId;
  expiresAt: number;
  state: "restart";
  result: RestartResult;
  at: Moment;
}

export type CommandRecord = OpeningRecord | RestartRecord;

/** What is known of one slot, from reports, openings and looks. */
export interface KnownSlot {
  state: "empty" | "occupied";
  itemId?: ItemId;
  /** When a report or a look last agreed with `state`. */
  seen: Moment;
  /** The slot was opened for a rider, and no look has found it empty since: the item may lie in the open slot still. */
  given?: true;
  /** The board may say the return that is kept here again: it has not been heard silent about it for long enough. */
  unconfirmed?: true;
  /** An earlier run kept this return, and the board has said it in this one: a repetition, if the memory is not an old one. */
  repeatedAt?: Moment;
  /** Nobody knows whether the last opening of this slot moved its lock. */
  doubted?: true;
}

/** Everything the bridge must not forget, in one document, so that what belongs together is saved together. */
export interface JournalData {
  journalId: string;
  /** From here on nothing is missing: what came before, this memory may never have known. */
  completeSince?: Moment;
  /** Sequence number of the newest event ever recorded. */
  last: number;
  /** What the hub has stored. */
  committed: number;
  /** No event above this number was ever sent. Absent in documents of earlier versions, which sent none above `last`. */
  sentCeiling?: number;
  events: Entry[];
  commands: CommandRecord[];
  /** By slot number; a slot that was never looked at is missing. */
  slots: Record<string, KnownSlot>;
  /** No number above this one was ever given to a board. */
  numberCeiling: number;
  /** Events that were thrown away because there were too many, and when the last one was. */
  dropped?: { count: number; last: Moment };
  /** No connection to the hub ever had a number above this one. Absent in documents from before they were numbered. */
  connectionCeiling?: number;
}

/** Name and version of the document. */
export const journalFormat = "journal/1";

export const newJournal = (journalId: string): JournalData => ({
  journalId,
  last: 0,
  committed: 0,
  sentCeiling: 0,
  events: [],
  commands: [],
  slots: {},
  numberCeiling: 0,
  connectionCeiling: 0,
});
