import type { Duplex } from "node:stream";
import type { CommandId, ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { EventSource, OpeningResult, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import { shareLine } from "../kit/shared-line.ts";
import { Readers } from "./readers.ts";
import { ReaderLayout, TagMemory } from "./tag-memory.ts";
import type { ReaderWiring } from "./wiring.ts";

/** A tag and the closing of its latch belong together if they are not further apart, in either order; ms. */
const returnWindow = 10_000;

/** A latch that closed without a tag: its reader is asked so often until the window ends; ms. */
const askEvery = 500;

/** A tag that comes so long after its latch was found closed says nothing of the moment of the return; ms. */
const promptly = 2_000;

/** An item that was let go may be held before its reader for so long; a tag that is waved is told once in this time; ms. */
const lingering = 60_000;

export interface TaggedLatchParts extends ReaderWiring {
  readonly slots: number;
  /** Opens the driver of the latches. */
  readonly openLatch: (parts: DriverParts) => Driver;
  /** Opens the line of the readers; undefined: they are on the line of the latches. */
  readonly openReaderLine?: () => Promise<Duplex>;
}

/**
 * Latches that know no items, with RFID readers that know no latches (rfid7e1b §8.4). An item has come back when its tag was
 * read **and** a latch has closed: a tag can be waved past a reader, and a latch closes over anything.
 * @throws AppError config/invalid where readers have no address, or two the same
 */
export function taggedLatchDriver(wiring: TaggedLatchParts): (parts: DriverParts) => Driver {
  const layout = new ReaderLayout(wiring);
  return (parts) => new TaggedLatchDriver(wiring, layout, parts);
}

/** How the wait for a tag ended: `opened`: the latch opened again, or the driver was closed. */
type WaitEnd = { readonly uid: ItemId } | "over" | "opened";

class TaggedLatchDriver implements Driver {
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  readonly #latch: Driver;
  readonly #readers: Readers;
  readonly #layout: ReaderLayout;
  readonly #tags = new TagMemory(returnWindow);
  /** What lies behind latches that have not opened since it was read. */
  readonly #items = new Map<SlotNumber, ItemId>();
  /** Latches that closed and wait for a tag, and how to give them one. */
  readonly #waiting = new Map<SlotNumber, (end: WaitEnd) => void>();
  /** Why it is not known what lies behind a closed latch. */
  readonly #unidentified = new Map<SlotNumber, string>();
  /** Latches that were closed when they were first seen: what lies there the bridge may remember. */
  readonly #closedAtFirst = new Set<SlotNumber>();
  #isFirstLook = true;
  readonly #wavedAt = new Map<ItemId, number>();
  readonly #timers = new Set<() => void>();
  #closed = false;

  constructor(wiring: TaggedLatchParts, layout: ReaderLayout, parts: DriverParts) {
    this.#clock = parts.clock;
    this.#reports = parts.reports;
    this.#layout = layout;
    const { openReaderLine } = wiring;
    const [latchLine, sharedLine] = openReaderLine ? [parts.line] : shareLine(parts.line, parts.clock);
    // A shared line is opened again by the bridge, together with the whole driver.
    let shared: Duplex | undefined = sharedLine;
    const takeShared = () => {
      const line = shared;
      shared = undefined;
      return line && Promise.resolve(line);
    };
    this.#readers = new Readers({
      clock: parts.clock,
      openLine: openReaderLine ?? takeShared,
      onTag: (reader, uid) => this.#onTag(reader, uid),
    });
    this.#latch = wiring.openLatch({
      ...parts,
      line: latchLine,
      reports: {
        returned: (slot, _item, source) => this.#onClosed(slot, source),
        removed: (slot) => this.#onOpened(slot),
        abnormal: (what, slot) => parts.reports.abnormal(what, slot),
      },
    });
  }

  async open(slot: SlotNumber, key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    const itemId = this.#items.get(slot) ?? (await this.#read(slot));
    const result = await this.#latch.open(slot, key, mayStillOpen);
    if (result.outcome !== "opened") return result;
    this.#forget(slot);
    if (itemId === undefined) return result;
    this.#tags.letGo(itemId, this.#clock.monotonic());
    return { ...result, itemId };
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    const latches = await this.#latch.snapshot();
    const silent = await this.#silentReaders();
    const reports: SlotReport[] = [];
    for (const latch of latches) {
      const report = latch.state === "occupied" ? await this.#identify(latch) : this.#unlocked(latch);
      const isSilent = silent.has(this.#layout.readerOf(latch.slot));
      reports.push(isSilent && report.fault === undefined ? { ...report, fault: "RFID reader silent" } : report);
    }
    this.#isFirstLook = false;
    return reports;
  }

  heardAt(): number | undefined {
    return this.#latch.heardAt();
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#timers) cancel();
    for (const end of this.#waiting.values()) end("opened");
    this.#latch.close();
    this.#readers.close();
  }

  async #silentReaders(): Promise<ReadonlySet<number | undefined>> {
    const silent = new Set<number | undefined>();
    for (const reader of this.#layout.readers) if (!(await this.#readers.isThere(reader))) silent.add(reader);
    return silent;
  }

  /** A latch that can't be read keeps what is known of its item. */
  #unlocked(latch: SlotReport): SlotReport {
    if (latch.state === "empty" && !this.#waiting.has(latch.slot)) this.#forget(latch.slot);
    return latch;
  }

  async #identify(latch: SlotReport): Promise<SlotReport> {
    const { slot } = latch;
    if (this.#isFirstLook) this.#closedAtFirst.add(slot);
    const doubt = this.#unidentified.get(slot);
    const itemId = this.#items.get(slot) ?? (await this.#read(slot));
    if (itemId !== undefined) {
      this.#items.set(slot, itemId);
      this.#unidentified.delete(slot);
      return { ...latch, itemId };
    }
    if (doubt === undefined && this.#closedAtFirst.has(slot) && !this.#layout.isOneEach) return latch;
    return { slot, state: "unreadable", fault: doubt ?? "latch closed, no tag read" };
  }

  /** The tag that lies in a slot, where its reader sees no other slot. */
  async #read(slot: SlotNumber): Promise<ItemId | undefined> {
    const reader = this.#layout.readerOf(slot);
    if (reader === undefined || !this.#layout.isOneEach) return undefined;
    const reading = await this.#readers.read(reader);
    return typeof reading === "object" ? reading.uid : undefined;
  }

  /** The latch of a slot has opened: what lay there is gone, or goes. */
  #forget(slot: SlotNumber): void {
    this.#waiting.get(slot)?.("opened");
    this.#items.delete(slot);
    this.#unidentified.delete(slot);
    this.#closedAtFirst.delete(slot);
  }

  async #onOpened(slot: SlotNumber): Promise<void> {
    const itemId = this.#items.get(slot);
    this.#forget(slot);
    await this.#reports.removed(slot, itemId);
  }

  async #onClosed(slot: SlotNumber, source: EventSource): Promise<void> {
    this.#forget(slot);
    const closedAt = this.#clock.monotonic();
    const tag = await this.#tagFor(slot);
    if (tag === "opened") return;
    if (tag === undefined) {
      this.#unidentified.set(slot, "latch closed, no tag read");
      await this.#reports.abnormal("the latch closed, and no tag was read", slot);
      return;
    }
    const isPrompt = this.#clock.monotonic() - closedAt <= promptly;
    if (tag.isSure) this.#items.set(slot, tag.uid);
    else this.#unidentified.set(slot, "two tags at once");
    await this.#reports.returned(slot, { itemId: tag.uid }, isPrompt ? source : "snapshot");
  }

  /** The tag that belongs to a latch that has just closed: `opened`: the latch opened again while no tag was read. */
  async #tagFor(slot: SlotNumber): Promise<{ uid: ItemId; isSure: boolean } | "opened" | undefined> {
    const reader = this.#layout.readerOf(slot);
    if (reader === undefined) return undefined;
    const waited = this.#wait(slot);
    const now = this.#clock.monotonic();
    const waved = this.#tags.take(reader, now);
    if (waved) this.#waiting.get(slot)?.(waved);
    else void this.#askUntilRead(slot);
    const end = await waited;
    if (end === "opened") return end;
    if (end === "over") return undefined;
    const { uid } = end;
    this.#tags.drop(reader, uid);
    return { uid, isSure: waved?.isSure ?? this.#isOnlyOneWaiting(slot, reader) };
  }

  #isOnlyOneWaiting(slot: SlotNumber, reader: number): boolean {
    return this.#layout.slotsOf(reader).every((other) => other === slot || !this.#waiting.has(other));
  }

  #wait(slot: SlotNumber): Promise<WaitEnd> {
    return new Promise((resolve) => {
      const end = (how: WaitEnd) => {
        this.#waiting.delete(slot);
        cancel();
        resolve(how);
      };
      const cancel = this.#after(returnWindow, () => end("over"));
      this.#waiting.set(slot, end);
    });
  }

  async #askUntilRead(slot: SlotNumber): Promise<void> {
    const end = this.#waiting.get(slot);
    if (end === undefined || !this.#layout.isOneEach) return;
    const uid = await this.#read(slot);
    if (this.#closed || this.#waiting.get(slot) !== end) return;
    if (uid === undefined) this.#after(askEvery, () => void this.#askUntilRead(slot));
    else end({ uid });
  }

  /** A reader says a tag by itself. */
  #onTag(reader: number, uid: ItemId): void {
    const slots = this.#layout.slotsOf(reader);
    const waiting = slots.find((slot) => this.#waiting.has(slot));
    const late = slots.find((slot) => this.#unidentified.has(slot));
    if (slots.length === 0 || slots.some((slot) => this.#items.get(slot) === uid)) return;
    if (waiting !== undefined) this.#waiting.get(waiting)?.({ uid });
    else if (late !== undefined && this.#layout.isOneEach) this.#foundLate(late, uid);
    else this.#expectLatch(reader, uid);
  }

  /** The tag of what lies behind a latch that closed without one is read after all. */
  #foundLate(slot: SlotNumber, uid: ItemId): void {
    this.#unidentified.delete(slot);
    this.#items.set(slot, uid);
    // What could not be kept is found by the bridge's next snapshot.
    this.#reports.returned(slot, { itemId: uid }, "snapshot").catch(() => {});
  }

  #expectLatch(reader: number, uid: ItemId): void {
    const now = this.#clock.monotonic();
    const isKnown = this.#tags.isWaiting(reader, uid, now);
    this.#tags.add(reader, uid, now);
    if (isKnown) return;
    this.#after(returnWindow, () => {
      if (this.#tags.isWaiting(reader, uid, this.#clock.monotonic())) this.#onWaved(uid);
    });
  }

  /** Nothing has become of a tag that was read. An item that was just let go is held before its reader for a while. */
  #onWaved(uid: ItemId): void {
    const now = this.#clock.monotonic();
    const before = this.#wavedAt.get(uid);
    for (const [waved, at] of this.#wavedAt) if (now - at > lingering) this.#wavedAt.delete(waved);
    if (this.#tags.wasLetGo(uid, now, lingering) || (before !== undefined && now - before <= lingering)) return;
    this.#wavedAt.set(uid, now);
    this.#reports.abnormal(`the tag ${uid} was read, and no latch closed`).catch(() => {});
  }

  #after(ms: number, work: () => void): () => void {
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      work();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }
}
