import { AppError } from "../../../platform/app-error.ts";
import type { ItemId, SlotNumber } from "../../../protocol/ids.ts";
import { addressesIn } from "../kit/board-addresses.ts";

/** A tag before a reader, and when, on the monotonic clock. */
interface SeenTag {
  readonly uid: ItemId;
  readonly at: number;
}

/** The tags that came before readers and belong to no latch yet, and those that were let go and may still be there. */
export class TagMemory {
  readonly #window: number;
  readonly #seen = new Map<number, SeenTag[]>();
  readonly #letGo = new Map<ItemId, number>();

  /** @param window how long after the tag its latch may close, ms */
  constructor(window: number) {
    this.#window = window;
  }

  add(reader: number, uid: ItemId, now: number): void {
    const others = this.#recent(reader, now).filter((tag) => tag.uid !== uid);
    this.#seen.set(reader, [...others, { uid, at: now }]);
  }

  isWaiting(reader: number, uid: ItemId, now: number): boolean {
    return this.#recent(reader, now).some((tag) => tag.uid === uid);
  }

  /** The tag for a latch that has closed: the oldest one. `isSure`: there was no other one. */
  take(reader: number, now: number): { readonly uid: ItemId; readonly isSure: boolean } | undefined {
    const [first, ...others] = this.#recent(reader, now);
    if (first === undefined) return undefined;
    this.#seen.set(reader, others);
    return { uid: first.uid, isSure: others.length === 0 };
  }

  drop(reader: number, uid: ItemId): void {
    this.#seen.set(
      reader,
      (this.#seen.get(reader) ?? []).filter((tag) => tag.uid !== uid),
    );
  }

  letGo(uid: ItemId, now: number): void {
    this.#letGo.set(uid, now);
  }

  wasLetGo(uid: ItemId, now: number, within: number): boolean {
    const at = this.#letGo.get(uid);
    return at !== undefined && now - at <= within;
  }

  #recent(reader: number, now: number): readonly SeenTag[] {
    return (this.#seen.get(reader) ?? []).filter(({ at }) => now - at <= this.#window);
  }
}

/** A0 plus the number on the reader's switches, in one byte (rfid7e1b §8.3). */
const firstReader = 0xa1;
const lastReader = 0xff;

/** Which slots each reader serves. */
export class ReaderLayout {
  readonly #addresses: readonly number[];
  readonly #slotsPerReader: number;
  readonly slots: number;

  /** @throws AppError config/invalid where readers have no address, or two the same */
  constructor(wiring: { slots: number; slotsPerReader: number; readerAddresses?: string }) {
    const count = Math.ceil(wiring.slots / wiring.slotsPerReader);
    if (firstReader + count - 1 > lastReader)
      throw new AppError("config/invalid", `${count} RFID readers are more than there are addresses`);
    this.slots = wiring.slots;
    this.#slotsPerReader = wiring.slotsPerReader;
    this.#addresses =
      addressesIn("readerAddresses", wiring.readerAddresses, count) ??
      Array.from({ length: count }, (_, at) => firstReader + at);
  }

  /** Whether a reader sees one slot only, so that its tag says what lies there. */
  get isOneEach(): boolean {
    return this.#slotsPerReader === 1;
  }

  /** undefined: no reader serves the slot */
  readerOf(slot: SlotNumber): number | undefined {
    return this.#addresses[Math.floor((slot - 1) / this.#slotsPerReader)];
  }

  slotsOf(reader: number): readonly SlotNumber[] {
    return Array.from({ length: this.slots }, (_, at) => at + 1).filter((slot) => this.readerOf(slot) === reader);
  }

  get readers(): readonly number[] {
    return this.#addresses.filter((address) => this.slotsOf(address).length > 0);
  }
}
