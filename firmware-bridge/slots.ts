import { isDeepStrictEqual } from "node:util";
import { type ItemId, type SlotNumber, unprintable } from "../protocol/ids.ts";
import type { EventSource, HappeningBody, OpeningResult, SlotReport } from "../protocol/upward.ts";
import type { BoardReports } from "./drivers/driver.ts";
import type { HubClock, Moment } from "./hub-clock.ts";
import type { Journal } from "./journal.ts";
import type { KnownSlot } from "./journal-data.ts";
import { withoutOldMemory } from "./journal-entries.ts";
import { compare } from "./slot-comparison.ts";

export interface SlotsParts {
  readonly journal: Journal;
  readonly hubClock: HubClock;
  /** A return is on disk, or stored by the hub. */
  readonly onReturn: () => void;
}

/** A board says a return again until it is heard, after a time that vendors do not name; ms. */
const saidAgainWithin = 30_000;
const unprintables = new RegExp(`[${unprintable}]`, "gu");

/** What is known of the slots of one board, kept in the journal; turns reports and looks into events, each happening into one. */
export class Slots implements BoardReports {
  readonly #journal: Journal;
  readonly #hubClock: HubClock;
  readonly #onReturn: () => void;
  /** Counts what reports and openings changed, so that an older look can't undo it. */
  #changes = 0;
  readonly #changedAt = new Map<SlotNumber, number>();
  /** Slots that are being opened, and who waits for the outcome. */
  readonly #opening = new Map<SlotNumber, (() => void)[]>();
  /** Opened slots in which a look found their item: it never left them, or came back before the board said so. */
  readonly #foundInPlace = new Set<SlotNumber>();
  /** Slots that the last look could not read: what lies there may have come before it. */
  readonly #unread = new Set<SlotNumber>();
  /** Slots of which this run itself knows what lies there, since it saw it come or go; of others an old disk may speak. */
  readonly #own = new Set<SlotNumber>();
  /** When this run last heard the board say a return. */
  readonly #saidAt = new Map<SlotNumber, Moment>();
  /** No look since the line was opened: what the board reports now may have happened long ago. */
  #catchingUp = true;
  /** What the board reports soon after the line was opened it may have said before, and a lagging sensor hid it from the look. */
  #openedAt: Moment;

  constructor({ journal, hubClock, onReturn }: SlotsParts) {
    this.#journal = journal;
    this.#hubClock = hubClock;
    this.#onReturn = onReturn;
    this.#openedAt = hubClock.now();
  }

  /** A new line to the board: nobody listened to it until now. */
  reconnected(): void {
    this.#catchingUp = true;
    this.#openedAt = this.#hubClock.now();
  }

  async returned(
    slot: SlotNumber,
    { itemId, level }: { itemId?: ItemId; level?: number },
    source: EventSource,
  ): Promise<void> {
    const now = this.#hubClock.now();
    const opening = this.#opening.get(slot);
    // What a list still shows in a slot that opens was not returned. What is reported was pushed back: first it went out.
    const stillThere = source === "snapshot" && this.#holds(slot, itemId);
    if (opening && !stillThere) await new Promise<void>((resolve) => opening.push(resolve));
    this.#saidAt.set(slot, now);
    if (this.#holds(slot, itemId) && ((opening && stillThere) || this.#isKept(slot, now))) {
      // A repetition: the board may forget the return only when the first report is safe.
      await this.#journal.secure();
      return;
    }
    const item = { ...(itemId !== undefined && { itemId }), ...(level !== undefined && { level }) };
    const notBefore = this.#notBefore(slot, source, now);
    this.#journal.append({ kind: "returned", slot, ...item, source }, now, notBefore);
    this.#set(slot, { state: "occupied", ...(itemId !== undefined && { itemId }), seen: now, unconfirmed: true });
    await this.#journal.secure();
    this.#onReturn();
  }

  async removed(slot: SlotNumber, itemId?: ItemId): Promise<void> {
    const known = this.#known(slot);
    if (this.#opening.has(slot) || known?.state === "empty") return;
    const now = this.#hubClock.now();
    const item = itemId ?? known?.itemId;
    if (!known?.doubted) {
      const body = { kind: "removed", slot, ...(item !== undefined && { itemId: item }), source: "report" } as const;
      this.#journal.append(body, now, this.#notBefore(slot, "report", now));
    }
    this.#set(slot, { state: "empty", seen: now });
    await this.#journal.keep();
  }

  async abnormal(what: string, slot?: SlotNumber): Promise<void> {
    // An event that breaks its schema would be refused by the hub for ever, and all events after it with it.
    const text = what.slice(0, 200).replace(unprintables, "?") || "?";
    const body = { kind: "abnormal", ...(slot !== undefined && { slot }), what: text } as const;
    this.#journal.append(body, this.#hubClock.now());
    await this.#journal.keep();
  }

  /** A command begins to open the slot: until its outcome is known, what is seen there proves nothing. */
  beginOpening(slot: SlotNumber): void {
    this.#opening.set(slot, []);
  }

  /** Takes over what an opening did to its slot; the caller saves it together with the result. */
  endOpening(slot: SlotNumber, result: OpeningResult, at: Moment): void {
    for (const goOn of this.#opening.get(slot) ?? []) goOn();
    this.#opening.delete(slot);
    const known = this.#known(slot);
    switch (result.outcome) {
      case "opened": {
        const itemId = result.itemId ?? known?.itemId;
        this.#set(slot, { state: "empty", ...(itemId !== undefined && { itemId }), seen: at, given: true });
        break;
      }
      case "unknown":
        if (known) this.#set(slot, { ...known, doubted: true });
        break;
      case "refused":
        break;
    }
  }

  /** Marks the beginning of a look, for `compare`. */
  beginLook(): number {
    return this.#changes;
  }

  /** Whether a look that began then may show what is no longer so. @param begun what `beginLook` answered */
  isOlder(begun: number): boolean {
    return this.#changes > begun || this.#opening.size > 0;
  }

  /** @param begun what `beginLook` answered before the board was asked */
  async compare(looks: readonly SlotReport[], begun: number): Promise<void> {
    const now = this.#hubClock.now();
    let isNews = false;
    for (const look of looks) {
      const outdated = (this.#changedAt.get(look.slot) ?? 0) > begun || this.#opening.has(look.slot);
      if (outdated) continue;
      const before = this.#known(look.slot);
      const { known, happened } = compare(before, look, now);
      this.#tellFound(look.slot, happened, now, before?.seen);
      if (before?.given && look.state === "occupied") this.#foundInPlace.add(look.slot);
      else this.#foundInPlace.delete(look.slot);
      if (look.state === "unreadable") this.#unread.add(look.slot);
      else this.#unread.delete(look.slot);
      const after = known && this.#stillUnconfirmed(look.slot, before, known, now);
      if (after) this.#journal.data.slots[look.slot] = after;
      isNews ||= happened.length > 0 || !isSameButSeen(before, after);
    }
    await (isNews ? this.#journal.keep() : this.#journal.keepConfirmed(now));
    this.#catchingUp = false;
  }

  /** When it had not happened yet; undefined where the board told at once. Without any earlier look: time's beginning. */
  #notBefore(slot: SlotNumber, source: EventSource, now: Moment): Moment | undefined {
    const mayBeSaidAgain = now.at - this.#openedAt.at < saidAgainWithin;
    const mayBeOld = this.#catchingUp || mayBeSaidAgain || this.#foundInPlace.has(slot) || this.#unread.has(slot);
    const atOnce = source === "report" && !mayBeOld;
    return atOnce ? undefined : (this.#known(slot)?.seen ?? { at: 0, uncertainty: 0 });
  }

  #set(slot: SlotNumber, known: KnownSlot): void {
    this.#changes += 1;
    this.#changedAt.set(slot, this.#changes);
    this.#foundInPlace.delete(slot);
    this.#unread.delete(slot);
    this.#own.add(slot);
    this.#journal.data.slots[slot] = known;
  }

  /** What a look found. From the memory of an earlier run, which a backup put back makes old, less can be concluded. */
  #tellFound(slot: SlotNumber, happened: readonly HappeningBody[], now: Moment, seen: Moment | undefined): void {
    const recalled = !this.#own.has(slot);
    for (const body of happened) {
      const told = recalled && this.#journal.wasSetBack ? withoutOldMemory(body) : body;
      if (told) this.#journal.append(told, now, seen, recalled);
      this.#own.add(slot);
    }
  }

  /**
   * Whether the return that the board reports, of an item that lies there by all that is known, is kept already. What
   * this run has seen is; what an earlier run has seen only if the board had not been quiet about it before that ended.
   * Anything else is another return: with a disk that was put back, the memory is of a time before the item was lent.
   */
  #isKept(slot: SlotNumber, now: Moment): boolean {
    if (this.#own.has(slot)) return true;
    const known = this.#known(slot);
    if (!known?.unconfirmed) return false;
    if (!this.#journal.isCurrent) known.repeatedAt = now;
    return true;
  }

  /** A board says a return again until it is heard. Once it was quiet about it for long enough, the next one is new. */
  #stillUnconfirmed(slot: SlotNumber, before: KnownSlot | undefined, known: KnownSlot, now: Moment): KnownSlot {
    const { unconfirmed: _, repeatedAt: __, ...quiet } = known;
    const said = this.#saidAt.get(slot) ?? this.#openedAt;
    const mayBeSaidAgain = before?.unconfirmed && now.at - said.at < saidAgainWithin;
    if (!before || known.state !== before.state || known.itemId !== before.itemId) return quiet;
    const { repeatedAt } = before;
    return { ...quiet, ...(mayBeSaidAgain && { unconfirmed: true }), ...(repeatedAt && { repeatedAt }) };
  }

  #holds(slot: SlotNumber, itemId: ItemId | undefined): boolean {
    const known = this.#known(slot);
    return known?.state === "occupied" && !known.doubted && known.itemId === itemId;
  }

  #known(slot: SlotNumber): KnownSlot | undefined {
    return this.#journal.data.slots[slot];
  }
}

/** Whether a look has only confirmed what was known of a slot. */
function isSameButSeen(before: KnownSlot | undefined, after: KnownSlot | undefined): boolean {
  return isDeepStrictEqual({ ...before, seen: undefined }, { ...after, seen: undefined });
}
