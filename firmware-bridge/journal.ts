import type { DurableDocument } from "../platform/durable-document.ts";
import type { CommandId, ItemId, SlotNumber } from "../protocol/ids.ts";
import type { CabinetEvent, HappeningBody, OpeningResult, RestartResult } from "../protocol/upward.ts";
import type { Moment } from "./hub-clock.ts";

interface Entry {
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

/** So many finished commands are remembered; that is days of a busy cabinet, and a command lives a minute. */
const rememberedCommands = 500;

/** More abnormal reports than this are not kept while the hub is away: a board gone mad must not fill the disk. */
const abnormalLimit = 500;

/**
 * The memory of the bridge. Changes are made in place and become real together with `save`. A failed save is final:
 * memory would run ahead of the disk, and a sequence number given twice loses a return.
 */
export class Journal {
  readonly data: JournalData;
  readonly #document: DurableDocument<JournalData>;
  readonly #onBroken: (error: unknown) => void;
  /** Events up to this number are on disk, and that they may be sent is on disk too. */
  #fit: number;
  /** The newest event that the hub may have: of an earlier run, or sent by this one. */
  #offered: number;
  readonly #offeredAtStart: number;
  #isSending = false;
  #startedAt: Moment | undefined;
  #wasSetBack = false;
  #isCurrent = false;
  #broken: { error: unknown } | undefined;
  /** Called when events have become fit to be sent. */
  onDurable: () => void = () => {};

  constructor(document: DurableDocument<JournalData>, onBroken: (error: unknown) => void) {
    this.#document = document;
    this.data = document.data;
    this.#onBroken = onBroken;
    // Written down with the next save: events of this run that wait for a hub must not raise it at the next start.
    document.data.sentCeiling ??= document.data.last;
    this.#offeredAtStart = document.data.sentCeiling;
    this.#offered = this.#offeredAtStart;
    this.#fit = this.#offeredAtStart;
  }

  /** To be called at the start. A beginning that no welcome has dated before the process ended says nothing. */
  begin(now: Moment): void {
    this.#startedAt = now;
    if (typeof this.data.completeSince?.uncertainty !== "number") this.data.completeSince = now;
  }

  /** Whether something that was asked for at `at` is known here if it was done, unless a backup was put back since. */
  covers(at: number): boolean {
    return isAfter(at, this.data.completeSince);
  }

  /** Whether it is known here for certain: no disk can have been put back while this run lasts. */
  coversForCertain(at: number): boolean {
    return this.covers(at) && isAfter(at, this.#startedAt);
  }

  /** The hub has not stored more than this disk knew when the run began: what earlier runs remembered is true. */
  proveCurrent(): void {
    this.#isCurrent = true;
    for (const known of Object.values(this.data.slots)) delete known.repeatedAt;
  }

  /** Whether the hub has said so. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** What earlier runs remembered is of an older state of the disk. */
  get wasSetBack(): boolean {
    return this.#wasSetBack;
  }

  /**
   * Whether the hub has stored numbers that were never sent from this disk: it was set back to an older state. Numbers
   * given since then, to events that the hub has not heard, say nothing about it.
   */
  isBehind(committed: number): boolean {
    return committed > this.#offered;
  }

  get depth(): number {
    return this.data.events.length;
  }

  /** Records an event; `save` makes it durable, and only then it is sent. */
  append(body: HappeningBody, latest: Moment, earliest?: Moment, recalled = false): void {
    if (body.kind === "abnormal" && this.depth >= abnormalLimit) return;
    this.data.last += 1;
    this.data.events.push({
      seq: this.data.last,
      latest,
      ...(earliest && { earliest }),
      body,
      ...(recalled && { recalled }),
    });
  }

  /** @throws AppError store/write-failed */
  async save(): Promise<void> {
    if (this.#broken) throw this.#broken.error;
    if (this.#isSending) this.data.sentCeiling = this.data.last;
    const { journalId, sentCeiling = 0 } = this.data;
    try {
      await this.#document.save();
    } catch (error) {
      this.#broken = { error };
      this.#onBroken(error);
      throw error;
    }
    if (journalId !== this.data.journalId || sentCeiling <= this.#fit) return;
    this.#fit = sentCeiling;
    this.onDurable();
  }

  /**
   * From now on each save makes the events that it carries fit to be sent: a welcome has shown that the disk is current.
   * @returns whether events that were recorded before wait for such a save
   */
  startSending(): boolean {
    this.#isSending = true;
    return this.data.last > this.#fit;
  }

  /** What is recorded from now on waits for the next welcome. */
  stopSending(): void {
    this.#isSending = false;
  }

  /** The events after `seq` that are fit to be sent, oldest first. */
  after(seq: number, limit: number): CabinetEvent[] {
    const fit = this.data.events.filter((entry) => entry.seq > seq && entry.seq <= this.#fit);
    const given = fit.slice(0, limit);
    this.#offered = Math.max(this.#offered, given.at(-1)?.seq ?? 0);
    return given.map((entry) => this.#asEvent(entry));
  }

  /** Drops what the hub has stored. Not saved at once: what comes back after a crash is sent again, and known there. */
  commit(committed: number): void {
    if (committed <= this.data.committed) return;
    this.data.committed = committed;
    this.data.events = this.data.events.filter((entry) => entry.seq > committed);
  }

  /**
   * Goes on under a new id, for a disk that was set back to an older state: the hub has seen numbers that this journal
   * would give a second time. What an earlier run sent and the hub has stored is not sent again under another number, and
   * what was concluded from an old memory is not told as if it were known.
   * @param committed how far the hub has stored the old journal
   */
  renew(journalId: string, now: Moment, committed: number): void {
    this.commit(Math.min(committed, this.#offeredAtStart));
    this.#wasSetBack = true;
    this.data.completeSince = now;
    this.#startedAt = now;
    this.data.events = this.data.events.flatMap((entry) => {
      const body = entry.recalled ? withoutOldMemory(entry.body) : entry.body;
      return body ? [{ ...entry, body }] : [];
    });
    this.#restoreReturns();
    const { events } = this.data;
    for (const [index, entry] of events.entries()) entry.seq = index + 1;
    Object.assign(this.data, { journalId, last: events.length, committed: 0, sentCeiling: 0 });
    this.#fit = 0;
    this.#offered = 0;
  }

  /** What seemed to be repetitions of returns that an earlier run had kept were new ones: it was long before. */
  #restoreReturns(): void {
    for (const [key, known] of Object.entries(this.data.slots)) {
      const { unconfirmed: _, repeatedAt, ...kept } = known;
      this.data.slots[key] = kept;
      const item = known.itemId !== undefined && { itemId: known.itemId };
      if (repeatedAt) {
        const body = { kind: "returned", slot: Number(key), ...item, source: "report" } as const;
        this.append(body, repeatedAt, known.seen);
      }
    }
  }

  command(id: CommandId): CommandRecord | undefined {
    return this.data.commands.find((record) => record.id === id);
  }

  /** Remembers a command, or what has become of it; forgets the oldest ones that are finished and long past. */
  remember(record: CommandRecord, now: number): void {
    const others = this.data.commands.filter((known) => known.id !== record.id);
    const surplus = others.length + 1 - rememberedCommands;
    this.data.commands = others.filter(
      (known, index) => index >= surplus || known.state === "started" || known.expiresAt >= now,
    );
    this.data.commands.push(record);
  }

  async close(): Promise<void> {
    if (!this.#broken) await this.save();
    await this.#document.close();
  }

  #asEvent({ seq, latest, earliest, body }: Entry): CabinetEvent {
    const uncertainties = [latest, earliest ?? latest].map((moment) => moment.uncertainty);
    const known = uncertainties.filter((uncertainty) => uncertainty !== null);
    const uncertainty = known.length === uncertainties.length ? Math.max(...known) : null;
    // Between the two moments the clock may have been set back.
    const notBefore = earliest && { earliest: Math.min(earliest.at, latest.at) };
    const at = { latest: latest.at, ...notBefore, uncertainty };
    return { v: 1, journalId: this.data.journalId, seq, at, body };
  }
}

/** What a look may still say when the memory that it was compared with proves to be an old one. */
export function withoutOldMemory(body: HappeningBody): HappeningBody | undefined {
  switch (body.kind) {
    case "returned":
      // With an id the hub knows whose it was; without one it would be taken for that of whoever has one out now.
      if (body.itemId !== undefined) return body;
      return {
        kind: "abnormal",
        slot: body.slot,
        what: "an item lies in a slot that an old memory of the slots shows empty",
      };
    case "removed":
      return undefined;
    case "result":
    case "restart":
    case "abnormal":
      return body;
  }
}

function isAfter(at: number, moment: Moment | undefined): boolean {
  return moment !== undefined && at > moment.at + (moment.uncertainty ?? 0);
}
