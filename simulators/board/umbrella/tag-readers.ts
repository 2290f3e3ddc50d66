import type { Duplex } from "node:stream";
import { checkItemId, tagNumber } from "../kit/item-numbers.ts";
import type { AttachedDevice, DeviceHost } from "../kit/simulated-board.ts";
import { spoilLastByte, Transmitter } from "../kit/transmitter.ts";
import { SimulatedReaders } from "./readers.ts";

/** A reader says a tag that comes before it twice; ms. */
const doubled = 50;
/** The address of the first reader where none are set; the others follow it. */
const firstReader = 0xa1;

export interface TagReadersWiring {
  /** How many slots each reader serves. */
  readonly slotsPerReader: number;
  /** Hexadecimal, in the order of the slots: `A1,A2`; left out: A1, A2, … */
  readonly readerAddresses?: string;
}

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
 * The RFID readers of an umbrella stand, beside the latches of any lock board, on the same line or on one of their own. The id of
 * an umbrella is the number of its tag, eight hexadecimal digits.
 */
export class TagReaders implements AttachedDevice {
  readonly habits: UmbrellaHabits = { tagLate: 0, untagged: new Set(), deadReaders: new Set() };
  readonly #host: DeviceHost;
  readonly #slotsPerReader: number;
  readonly #addresses: readonly number[];
  readonly #readers: SimulatedReaders;
  readonly #ownLine: Transmitter;
  readonly #notReadYet = new Set<number>();

  constructor(host: DeviceHost, { slotsPerReader, readerAddresses }: TagReadersWiring) {
    this.#host = host;
    this.#slotsPerReader = slotsPerReader;
    const count = Math.ceil(host.state.slots.length / slotsPerReader);
    this.#addresses =
      readerAddresses?.split(",").map((address) => Number.parseInt(address, 16)) ??
      Array.from({ length: count }, (_, at) => firstReader + at);
    this.#ownLine = new Transmitter(host.clock, { baud: 9600, spoil: spoilLastByte });
    this.#readers = new SimulatedReaders({
      tagAt: (address) => this.#tagAt(address),
      isThere: (address) => this.#addresses.includes(address) && !this.habits.deadReaders.has(address),
      say: (frame) => this.#say(frame),
    });
  }

  /** Plugs in a line of the readers' own: they are not on the line of the latches then. */
  plug(line: Duplex): void {
    this.#ownLine.line?.destroy();
    this.#ownLine.line = line;
    line.on("error", () => line.destroy());
    line.on("close", () => {
      if (this.#ownLine.line === line) this.#ownLine.line = undefined;
    });
    const hear = this.#readers.listen();
    line.on("data", (bytes: Uint8Array) => {
      if (this.#host.canSpeak()) hear(bytes);
    });
  }

  /** A hand holds an umbrella before a reader and pushes it nowhere. @throws AppError request/invalid */
  wave(slot: number, itemId: string): void {
    this.checkItem(itemId);
    this.#sayTwice(slot, Number.parseInt(itemId, 16));
  }

  checkItem(itemId: string | undefined): void {
    checkItemId(itemId, tagNumber);
  }

  listen(): (bytes: Uint8Array) => void {
    const hear = this.#readers.listen();
    return (bytes) => {
      if (this.#ownLine.line === undefined) hear(bytes);
    };
  }

  inserted(slot: number): void {
    const { tagLate } = this.habits;
    if (tagLate > 0) this.#notReadYet.add(slot);
    this.#host.after(`tag ${slot}`, tagLate, () => {
      this.#notReadYet.delete(slot);
      const uid = this.#tagIn(slot);
      if (uid !== undefined) this.#sayTwice(slot, uid);
    });
  }

  stop(): void {
    this.#ownLine.cut();
    this.#ownLine.line?.destroy();
  }

  #sayTwice(slot: number, uid: number): void {
    const address = this.#addresses[Math.floor((slot - 1) / this.#slotsPerReader)];
    if (address === undefined) return;
    this.#readers.sayTag(address, uid);
    this.#host.after(`again ${slot}`, doubled, () => this.#readers.sayTag(address, uid));
  }

  #say(frame: Uint8Array): void {
    if (this.#ownLine.line === undefined) this.#host.say(frame);
    else if (this.#host.canSpeak()) this.#ownLine.send(frame);
  }

  /** A reader of several slots reads the umbrella that was pushed in last, and only while it is. */
  #tagAt(address: number): number | undefined {
    return this.#slotsPerReader === 1 ? this.#tagIn(this.#addresses.indexOf(address) + 1) : undefined;
  }

  /** Also of an umbrella that is let go and still stands in its slot. */
  #tagIn(slot: number): number | undefined {
    const { item, loose } = this.#host.state.slots[slot - 1] ?? {};
    const umbrella = item ?? loose;
    if (umbrella === undefined || this.habits.untagged.has(slot) || this.#notReadYet.has(slot)) return undefined;
    return Number.parseInt(umbrella.itemId, 16);
  }
}
