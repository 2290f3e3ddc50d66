import type { DurableDocument } from "../platform/durable-document.ts";
import type { CommandId } from "../protocol/ids.ts";
import type { CabinetEvent, HappeningBody } from "../protocol/upward.ts";
import { forgetOldCommands, withRecord } from "./command-memory.ts";
import type { Moment } from "./hub-clock.ts";
import type { CommandRecord, Entry, JournalData } from "./journal-data.ts";
import { repeatedReturn, withoutOldMemory } from "./journal-entries.ts";

/** What looks at the slots only confirm is written so often, since each write wears the card; ms. */
const confirmedEvery = 15 * 60_000;

/** More abnormal reports than this are not kept while the hub is away: a board gone mad must not fill the disk. */
const abnormalLimit = 500;

/** Of more events than these some are dropped: a week without a hub is a tenth of it, and its file has less than 2 MB. */
export const mostEvents = 5000;

/** For how long the hub is told that events were dropped; ms. */
const droppedTold = 24 * 3_600_000;

/** What is dropped first where there are too many events. Results are as few as commands, and a return is what ends a loan. */
const droppedInTurn: readonly HappeningBody["kind"][] = ["abnormal", "removed", "restart"];

/**
 * The memory of the bridge. Changes are made in place and become real together with `save`, which writes all of it.
 *
 * Where the disk can't be written the bridge goes on from memory (`keep`, `secure`): returns reach the hub, whose `ack` keeps
 * them, and nothing is opened. A process that ends then leaves a disk that is behind the hub, as a backup put back would: the
 * next welcome shows it (`isBehind`), and a new journal begins, so that no sequence number is given twice.
 */
export class Journal {
  readonly data: JournalData;
  readonly #document: DurableDocument<JournalData>;
  /** Called when the disk begins to fail, with why, and with undefined when it can be written again. */
  readonly #onFault: (error: unknown) => void;
  /** Events up to this number are on disk, and that they may be sent is on disk too. */
  #fit: number;
  /** The newest event that the hub may have: of an earlier run, or sent by this one. */
  #offered: number;
  readonly #offeredAtStart: number;
  #isSending = false;
  #startedAt: Moment | undefined;
  #wasSetBack = false;
  #isCurrent = false;
  #isFailing = false;
  /** When `keepConfirmed` last wrote. */
  #confirmedAt = Number.NEGATIVE_INFINITY;
  /** Those who wait until everything up to a number is on disk or at the hub. */
  #waiting: { seq: number; resolve: () => void }[] = [];
  /** Called when events have become fit to be sent. */
  onDurable: () => void = () => {};

  constructor(document: DurableDocument<JournalData>, onFault: (error: unknown) => void) {
    this.#document = document;
    this.data = document.data;
    this.#onFault = onFault;
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

  /** The last save failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Events that were thrown away because there were too many; 0 once none was for a day. */
  droppedLately(now: Moment): number {
    const { dropped } = this.data;
    return dropped && now.at - dropped.last.at < droppedTold ? dropped.count : 0;
  }

  /** Records an event; `save` makes it durable, and only then it is sent. */
  append(body: HappeningBody, latest: Moment, earliest?: Moment, recalled = false): void {
    const isAbnormal = body.kind === "abnormal";
    if (this.depth >= (isAbnormal ? abnormalLimit : mostEvents)) {
      const hasRoom = !isAbnormal && this.#makeRoom();
      const isDropped = !hasRoom && droppedInTurn.includes(body.kind);
      if (hasRoom || isDropped) this.data.dropped = { count: this.droppedLately(latest) + 1, last: latest };
      if (isDropped) return;
    }
    this.data.last += 1;
    this.data.events.push({
      seq: this.data.last,
      latest,
      ...(earliest && { earliest }),
      body,
      ...(recalled && { recalled }),
    });
  }

  /** Everything recorded so far is on disk when it resolves. @throws AppError store/write-failed */
  async save(): Promise<void> {
    const saved = this.#beginSave();
    try {
      await saved.done;
    } catch (error) {
      this.#judge(error);
      throw error;
    }
    this.#judge(undefined);
    this.#letGo(saved.last);
    this.#makeFit(saved);
  }

  #judge(error: unknown): void {
    const was = this.#isFailing;
    this.#isFailing = error !== undefined;
    if (this.#isFailing !== was) this.#onFault(error);
  }

  /** As `save`; where the disk fails, what was recorded may be sent all the same. */
  async keep(): Promise<void> {
    const { journalId, last } = this.data;
    try {
      await this.save();
    } catch {
      const { sentCeiling = 0 } = this.data;
      this.#makeFit({ journalId, sentCeiling: Math.min(sentCeiling, last) });
    }
  }

  /**
   * As `keep`, for a look that has changed nothing but when the slots were last seen: it is written after a quarter of an hour. A
   * process that is killed before leaves an older time, so that what happens until the next start is dated less exactly.
   */
  async keepConfirmed(now: Moment): Promise<void> {
    if (Math.abs(now.at - this.#confirmedAt) < confirmedEvery) return;
    this.#confirmedAt = now.at;
    forgetOldCommands(this.data, now);
    await this.keep();
  }

  /** As `keep`, and resolves only once what was recorded is on disk or stored by the hub: a board may forget it then. */
  async secure(): Promise<void> {
    await this.keep();
    const { last, committed } = this.data;
    if (!this.#isFailing || committed >= last) return;
    await new Promise<void>((resolve) => this.#waiting.push({ seq: last, resolve }));
  }

  #beginSave() {
    if (this.#isSending) this.data.sentCeiling = this.data.last;
    const { journalId, last, sentCeiling = 0 } = this.data;
    return { journalId, last, sentCeiling, done: this.#document.save() };
  }

  #makeFit({ journalId, sentCeiling }: { journalId: string; sentCeiling: number }): void {
    if (journalId !== this.data.journalId || sentCeiling <= this.#fit) return;
    this.#fit = sentCeiling;
    this.onDurable();
  }

  #letGo(seq: number): void {
    const safe = this.#waiting.filter((one) => one.seq <= seq);
    this.#waiting = this.#waiting.filter((one) => one.seq > seq);
    for (const { resolve } of safe) resolve();
  }

  /**
   * Drops an event that was never sent, and gives those after it the numbers before theirs. Of each slot the first and the
   * last return stay: one ends a loan, and the other is how the slot is.
   * @returns whether there was one to drop
   */
  #makeRoom(): boolean {
    const from = this.data.events.findIndex(({ seq }) => seq > Math.max(this.#fit, this.#offered));
    if (from === -1) return false;
    const unsent = this.data.events.slice(from);
    const least = droppedInTurn.map((kind) => unsent.findIndex(({ body }) => body.kind === kind));
    const index = least.find((found) => found !== -1) ?? repeatedReturn(unsent);
    if (index === -1) return false;
    this.data.events.splice(from + index, 1);
    for (const entry of this.data.events.slice(from + index)) entry.seq -= 1;
    this.data.last -= 1;
    for (const one of this.#waiting) one.seq = Math.min(one.seq, this.data.last);
    return true;
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
    this.#letGo(committed);
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
    for (const one of this.#waiting) one.seq = events.length;
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

  /** Remembers a command, or what has become of it; forgets the oldest ones that are finished and long past. @param now epoch ms */
  remember(record: CommandRecord, now: number): void {
    this.data.commands = withRecord(this.data.commands, record, now);
  }

  command(id: CommandId): CommandRecord | undefined {
    return this.data.commands.find((record) => record.id === id);
  }

  async close(): Promise<void> {
    // Where it fails, whoever handed the journal in has heard of it.
    await this.save().catch(() => undefined);
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

function isAfter(at: number, moment: Moment | undefined): boolean {
  return moment !== undefined && at > moment.at + (moment.uncertainty ?? 0);
}
