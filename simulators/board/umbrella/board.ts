import type { Duplex } from "node:stream";
import { checkItemId, tagNumber } from "../kit/item-numbers.ts";
import type { SimulatedBoardParts } from "../kit/simulated-board.ts";
import { spoilLastByte, Transmitter } from "../kit/transmitter.ts";
import { Lock8aBoards, type Lock8aBoardsWiring } from "../lock8a/board.ts";
import { SimulatedReaders } from "./readers.ts";

/** A reader says a tag that comes before it twice; ms. */
const doubled = 50;
/** The address of the first reader; the others follow it. */
const firstReader = 0xa1;

/** What umbrella stands in the field do wrong. */
export interface UmbrellaHabits {
  /** A tag is read so much later than its latch closes; ms. */
  tagLate: number;
  /** Slots in which no tag is read: of a foreign umbrella, or a torn one. */
  readonly untagged: Set<number>;
  /** Addresses of readers that are dead. */
  readonly deadReaders: Set<number>;
}

/**
 * An umbrella stand: latches on lock boards of the family 8A, and RFID readers beside them on the same line or on one of their
 * own. The id of an umbrella is the number of its tag, eight hexadecimal digits.
 */
export class UmbrellaStand extends Lock8aBoards {
  readonly habits: UmbrellaHabits = { tagLate: 0, untagged: new Set(), deadReaders: new Set() };
  readonly #slotsPerReader: number;
  readonly #readers: SimulatedReaders;
  readonly #readerLine: Transmitter;
  readonly #notReadYet = new Set<number>();

  constructor(parts: SimulatedBoardParts, wiring: Lock8aBoardsWiring, slotsPerReader = 1) {
    super(parts, wiring);
    this.#slotsPerReader = slotsPerReader;
    this.#readerLine = new Transmitter(parts.clock, { baud: 9600, spoil: spoilLastByte });
    this.#readers = new SimulatedReaders({
      tagAt: (address) => this.#tagAt(address),
      isThere: (address) => this.#isThere(address),
      say: (frame) => this.#sayTag(frame),
    });
  }

  /** Plugs in a line of the readers' own: they are not on the line of the latches then. */
  plugReaders(line: Duplex): void {
    this.#readerLine.line?.destroy();
    this.#readerLine.line = line;
    line.on("error", () => line.destroy());
    line.on("close", () => {
      if (this.#readerLine.line === line) this.#readerLine.line = undefined;
    });
    const hear = this.#readers.listen();
    line.on("data", (bytes: Uint8Array) => {
      if (this.mode === "normal" || this.mode === "weak") hear(bytes);
    });
  }

  /** A hand holds an umbrella before a reader and pushes it nowhere. */
  wave(slot: number, itemId: string): void {
    checkItemId(itemId, tagNumber);
    this.#sayTwice(slot, Number.parseInt(itemId, 16));
  }

  override insert(slot: number, itemId?: string): void {
    checkItemId(itemId, tagNumber);
    super.insert(slot, itemId);
  }

  override fill(slot: number, itemId?: string, level?: number): void {
    checkItemId(itemId, tagNumber);
    super.fill(slot, itemId, level);
  }

  override stop(): void {
    super.stop();
    this.#readerLine.cut();
    this.#readerLine.line?.destroy();
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const latches = super.listen();
    const readers = this.#readers.listen();
    return (bytes) => {
      latches(bytes);
      if (this.#readerLine.line === undefined) readers(bytes);
    };
  }

  protected override inserted(slot: number): void {
    super.inserted(slot);
    const { tagLate } = this.habits;
    if (tagLate > 0) this.#notReadYet.add(slot);
    this.after(`tag ${slot}`, tagLate, () => {
      this.#notReadYet.delete(slot);
      const uid = this.#tagIn(slot);
      if (uid !== undefined) this.#sayTwice(slot, uid);
    });
  }

  #sayTwice(slot: number, uid: number): void {
    const address = firstReader + Math.floor((slot - 1) / this.#slotsPerReader);
    this.#readers.sayTag(address, uid);
    this.after(`again ${slot}`, doubled, () => this.#readers.sayTag(address, uid));
  }

  #sayTag(frame: Uint8Array): void {
    if (this.#readerLine.line === undefined) this.say(frame);
    else if (this.mode === "normal" || this.mode === "weak") this.#readerLine.send(frame);
  }

  #isThere(address: number): boolean {
    const count = Math.ceil(this.kept.slots.length / this.#slotsPerReader);
    return address >= firstReader && address < firstReader + count && !this.habits.deadReaders.has(address);
  }

  /** A reader of several slots reads the umbrella that was pushed in last, and only while it is. */
  #tagAt(address: number): number | undefined {
    return this.#slotsPerReader === 1 ? this.#tagIn(address - firstReader + 1) : undefined;
  }

  /** Also of an umbrella that is let go and still stands in its slot. */
  #tagIn(slot: number): number | undefined {
    const { item, loose } = this.front.slot(slot);
    const umbrella = item ?? loose;
    if (umbrella === undefined || this.habits.untagged.has(slot) || this.#notReadYet.has(slot)) return undefined;
    return Number.parseInt(umbrella.itemId, 16);
  }
}
