import type { Clock } from "../../../platform/clock.ts";
import type { ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { SlotReport } from "../../../protocol/upward.ts";
import type { Pb60Record } from "./codec.ts";
import { type SlotStatus, statusOf } from "./slot-status.ts";

/** What is certain of a slot. */
export type KnownSlot =
  | {
      readonly is: "occupied";
      readonly itemId: ItemId /** the bridge was told how it came in */;
      readonly told: boolean;
    }
  /**
   * `given`: what an order let out of it. Sensors lag: as long as no list has shown the slot without it, it has not come
   * back by being listed.
   */
  | { readonly is: "empty"; readonly given?: ItemId };

/** An item that a list shows in a slot which was empty before. */
export interface FoundReturn {
  readonly slot: SlotNumber;
  readonly item: { readonly itemId: ItemId; readonly level?: number };
}

/** How long contact and lock may disagree after an item went in; telemetry is there moments later (pb60 §2.5); ms. */
const settlingTime = 5_000;

/** What the slots of a station hold, by its lists and by what it reported since. */
export class SlotTable {
  readonly #slots: number;
  readonly #levels: "percent" | "bars";
  readonly #clock: Clock;
  readonly #known = new Map<SlotNumber, KnownSlot>();
  readonly #returnedAt = new Map<SlotNumber, number>();
  readonly #openings = new Map<SlotNumber, number>();
  readonly #movingSince = new Map<SlotNumber, number>();
  readonly #reports = new Map<SlotNumber, SlotReport>();
  #stationSlots = Number.POSITIVE_INFINITY;
  #statuses: ReadonlyMap<SlotNumber, SlotStatus> = new Map();

  constructor(slots: number, levels: "percent" | "bars", clock: Clock) {
    this.#slots = slots;
    this.#levels = levels;
    this.#clock = clock;
  }

  /** Whether the cabinet has this slot, and the station does not say that it has fewer. */
  has(slot: SlotNumber): boolean {
    return slot >= 1 && slot <= Math.min(this.#slots, this.#stationSlots);
  }

  /** By the last list; undefined before the first. */
  report(slot: SlotNumber): SlotReport | undefined {
    return this.#reports.get(slot);
  }

  get reports(): readonly SlotReport[] {
    return [...this.#reports.values()];
  }

  known(slot: SlotNumber): KnownSlot | undefined {
    return this.#known.get(slot);
  }

  /** Whether the last list shows an item in place, and its lock too: only then it certainly did not get out. */
  isLocked(slot: SlotNumber): boolean {
    const status = this.#statuses.get(slot);
    return status?.is === "in-place" && status.isLocked;
  }

  /** Whether an item is going in somewhere, so that another list in a moment says more. */
  get isSettling(): boolean {
    const since = this.#clock.monotonic() - settlingTime;
    return [...this.#movingSince.values()].some((at) => at >= since);
  }

  /** ms since an item last went into the slot, as far as the station has said it. */
  sinceReturn(slot: SlotNumber): number {
    return this.#clock.monotonic() - (this.#returnedAt.get(slot) ?? Number.NEGATIVE_INFINITY);
  }

  /**
   * A list of the occupied slots.
   * @param count how many slots the station says that it has, where it does
   * @returns what went in since the last list without a report; the first list has nothing to be compared with
   */
  list(records: readonly Pb60Record[], count: number | undefined): FoundReturn[] {
    this.#stationSlots = count ?? Number.POSITIVE_INFINITY;
    this.#statuses = new Map(records.map((record) => [record.slot, statusOf(record, this.#levels)]));
    const found: FoundReturn[] = [];
    for (let slot = 1; slot <= this.#slots; slot++) {
      const report = this.has(slot) ? this.#look(slot) : unreadable(slot, "the station has no such slot");
      this.#reports.set(slot, report);
      const { itemId, level } = report;
      if (report.state === "empty") this.#known.set(slot, { is: "empty" });
      else if (itemId !== undefined && this.#settle(slot, itemId))
        found.push({ slot, item: { itemId, ...(level !== undefined && { level }) } });
    }
    return found;
  }

  /** An item went in. @returns what was known of the slot before */
  returned(slot: SlotNumber, itemId: ItemId): KnownSlot | undefined {
    const before = this.#known.get(slot);
    this.#known.set(slot, { is: "occupied", itemId, told: true });
    this.#returnedAt.set(slot, this.#clock.monotonic());
    return before;
  }

  /** The bridge could not be told of what went in: the next list shows it again. */
  forgetReturn(slot: SlotNumber): void {
    this.#known.set(slot, { is: "empty" });
  }

  /** How often `opened` was called for the slot. */
  openings(slot: SlotNumber): number {
    return this.#openings.get(slot) ?? 0;
  }

  /** An order opened the slot, or is about to. */
  opened(slot: SlotNumber, given: ItemId | undefined): void {
    this.#openings.set(slot, this.openings(slot) + 1);
    this.#known.set(slot, { is: "empty", ...(given !== undefined && { given }) });
    this.#returnedAt.delete(slot);
  }

  /** An order did not open the slot after all. */
  stayed(slot: SlotNumber, known: KnownSlot | undefined): void {
    if (known) this.#known.set(slot, known);
  }

  #look(slot: SlotNumber): SlotReport {
    const status = this.#statuses.get(slot);
    const isReturning = status?.is === "loose" && this.sinceReturn(slot) < settlingTime;
    if (status?.is === "moving" || isReturning) {
      if (!this.#movingSince.has(slot)) this.#movingSince.set(slot, this.#clock.monotonic());
      return unreadable(slot, "contact and lock disagree");
    }
    this.#movingSince.delete(slot);
    if (status?.is === "nameless") return unreadable(slot, "no id can be read");
    if (status?.is !== "in-place") return { slot, state: "empty" };
    const { itemId, level, fault } = status;
    return { slot, state: "occupied", itemId, ...(level !== undefined && { level }), ...(fault && { fault }) };
  }

  /** A list shows the item in place. @returns whether it went in unreported; where another one was, the bridge compares */
  #settle(slot: SlotNumber, itemId: ItemId): boolean {
    const before = this.#known.get(slot);
    if (before?.is === "occupied" && before.itemId === itemId) return false;
    if (before?.is === "empty" && before.given === itemId) return false;
    const found = before?.is === "empty";
    this.#known.set(slot, { is: "occupied", itemId, told: found });
    return found;
  }
}

function unreadable(slot: SlotNumber, fault: string): SlotReport {
  return { slot, state: "unreadable", fault };
}
