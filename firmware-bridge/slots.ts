import type { ItemId, SlotNumber } from "../protocol/ids.ts";
import type { EventSource, OpeningResult, SlotReport } from "../protocol/upward.ts";
import type { BoardReports } from "./drivers/driver.ts";
import type { HubClock, Moment } from "./hub-clock.ts";
import type { Journal, KnownSlot } from "./journal.ts";
import { compare } from "./slot-comparison.ts";

export interface SlotsParts {
  readonly journal: Journal;
  readonly hubClock: HubClock;
  /** A return is on disk. */
  readonly onReturn: () => void;
}

/** A board says a return again until it is heard, after a time that vendors do not name; ms. */
const saidAgainWithin = 30_000;

/** What is known of the slots, kept in the journal; turns reports and looks into events, each happening into one. */
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
    if (this.#holds(slot, itemId)) {
      // A repetition: the board may forget the return only when the first report is on disk.
      await this.#journal.save();
      return;
    }
    const item = { ...(itemId !== undefined && { itemId }), ...(level !== undefined && { level }) };
    const notBefore = this.#notBefore(slot, source, now);
    this.#journal.append({ kind: "returned", slot, ...item, source }, now, notBefore);
    this.#set(slot, { state: "occupied", ...(itemId !== undefined && { itemId }), seen: now });
    await this.#journal.save();
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
    await this.#journal.save();
  }

  async abnormal(what: string, slot?: SlotNumber): Promise<void> {
    // An event that breaks its schema would be refused by the hub for ever, and all events after it with it.
    const text = what.slice(0, 200).replace(/[\p{Cc}\p{Cs}]/gu, "?") || "?";
    const body = { kind: "abnormal", ...(slot !== undefined && { slot }), what: text } as const;
    this.#journal.append(body, this.#hubClock.now());
    await this.#journal.save();
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

  /** @param begun what `beginLook` answered before the board was asked */
  async compare(looks: readonly SlotReport[], begun: number): Promise<void> {
    const now = this.#hubClock.now();
    for (const look of looks) {
      const outdated = (this.#changedAt.get(look.slot) ?? 0) > begun || this.#opening.has(look.slot);
      if (outdated) continue;
      const before = this.#known(look.slot);
      const { known, happened } = compare(before, look, now);
      for (const body of happened) this.#journal.append(body, now, before?.seen);
      if (before?.given && look.state === "occupied") this.#foundInPlace.add(look.slot);
      else this.#foundInPlace.delete(look.slot);
      if (look.state === "unreadable") this.#unread.add(look.slot);
      else this.#unread.delete(look.slot);
      if (known) this.#journal.data.slots[look.slot] = known;
    }
    await this.#journal.save();
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
    this.#journal.data.slots[slot] = known;
  }

  #holds(slot: SlotNumber, itemId: ItemId | undefined): boolean {
    const known = this.#known(slot);
    return known?.state === "occupied" && !known.doubted && known.itemId === itemId;
  }

  #known(slot: SlotNumber): KnownSlot | undefined {
    return this.#journal.data.slots[slot];
  }
}
