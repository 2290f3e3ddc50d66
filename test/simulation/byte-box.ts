import { type Duplex, duplexPair } from "node:stream";
import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Motion } from "../../simulators/board/kit/motion-log.ts";
import type { SimulatedBoard } from "../../simulators/board/kit/simulated-board.ts";
import type { BoardMake } from "./board-makes.ts";
import type { BoardMode, Box, Witness } from "./box.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** So many answers, one after the other, it takes at most until a slow board has told of a return. */
const lateAnswers = 8;

/** A cabinet with a simulated board of a real protocol, whose bytes go to the real driver. */
export class ByteBox implements Box {
  readonly cabinetId: string;
  readonly slotCount: number;
  readonly showsIds: boolean;
  readonly #board: SimulatedBoard;
  readonly #make: BoardMake;
  readonly #witness: Witness;
  /** The command that last had a slot opened: most boards are not told which one it is. */
  readonly #commands = new Map<number, string>();
  /** Slots whose return the board still wants to have confirmed. */
  readonly #unconfirmed = new Set<number>();
  #seen: Motion | undefined;
  #mode: BoardMode = "normal";

  constructor(parts: { cabinetId: string; slotCount: number; time: VirtualTime; witness: Witness; make: BoardMake }) {
    const { cabinetId, slotCount, time, witness, make } = parts;
    this.cabinetId = cabinetId;
    this.slotCount = slotCount;
    this.showsIds = make.showsIds;
    this.#make = make;
    this.#witness = witness;
    const clock = { now: () => time.now(), monotonic: () => time.now(), after: time.after.bind(time) };
    this.#board = make.newBoard({ clock, cabinetId, slotCount, changed: () => this.#changed() });
  }

  get mode(): BoardMode {
    return this.#mode;
  }

  set mode(mode: BoardMode) {
    // A board that has been out of reach comes back on a new line, as behind a serial adapter that was unplugged.
    if (this.#mode !== "normal") this.unplug();
    this.#mode = mode;
    this.#board.mode = mode;
  }

  itemIn(slot: number): string | undefined {
    return this.#board.state.slots[slot - 1]?.item?.itemId;
  }

  looseIn(slot: number): string | undefined {
    return this.#board.state.slots[slot - 1]?.loose?.itemId;
  }

  take(slot: number): string | undefined {
    return this.looseIn(slot) === undefined ? undefined : this.#board.take(slot).itemId;
  }

  insert(slot: number, name: string): boolean {
    const itemId = this.#make.itemId(name);
    if (this.mode === "off" || this.itemIn(slot) !== undefined || (this.looseIn(slot) ?? itemId) !== itemId)
      return false;
    const { readable } = this.#make;
    const lag = this.#make.lag + lateAnswers * this.#board.transmitter.delay;
    this.#witness.inserted(this.cabinetId, slot, itemId, { readable, lag });
    this.#board.insert(slot, itemId);
    return true;
  }

  /** The next frame of the board has a wrong checksum. */
  spoilNext(): void {
    this.#board.transmitter.corruptNext++;
  }

  /** Bytes that belong to no frame stand on the line. */
  noise(bytes: Uint8Array): void {
    this.#board.transmitter.noise(bytes);
  }

  /** Every byte of the board comes by itself, or no longer. */
  split(isSplit: boolean): void {
    this.#board.transmitter.split = isSplit;
  }

  /** The adapter hears what it sends, or no longer. */
  echo(echoes: boolean): void {
    this.#board.echoes = echoes;
  }

  /** Each answer comes so much later, ms. */
  slow(delay: number): void {
    this.#board.transmitter.delay = delay;
  }

  jam(slot: number, isJammed: boolean): void {
    this.#board.setJammed(slot, isJammed);
  }

  /** The serial adapter is pulled out, and in again. */
  unplug(): void {
    this.#board.transmitter.line?.destroy();
  }

  async openLine(): Promise<Duplex> {
    if (this.mode === "off") throw new AppError("serial/unavailable", "the board has no power");
    const [host, board] = duplexPair();
    board.on("error", () => {});
    this.#board.plug(board);
    return host;
  }

  openDriver(parts: DriverParts): Driver {
    const driver = this.#make.openDriver(this.slotCount)(parts);
    return {
      open: (slot, key, mayStillOpen) =>
        driver.open(slot, key, () => {
          const may = mayStillOpen();
          if (may) this.#commands.set(slot, key);
          return may;
        }),
      snapshot: () => driver.snapshot(),
      heardAt: () => driver.heardAt(),
      close: () => driver.close(),
    };
  }

  stop(): void {
    this.#board.stop();
  }

  #changed(): void {
    const motion = this.#board.motions.entries.at(-1);
    if (motion !== this.#seen) {
      this.#seen = motion;
      if (motion?.what === "ejected" || motion?.what === "jammed") this.#motorRan(motion);
    }
    for (const [index, { item, returnConfirmed }] of this.#board.state.slots.entries()) {
      const slot = index + 1;
      if (returnConfirmed && this.#unconfirmed.delete(slot) && item)
        this.#witness.returnConfirmed(this.cabinetId, slot);
      if (!returnConfirmed) this.#unconfirmed.add(slot);
    }
  }

  #motorRan({ what, slot, startedAt, itemId, orderId = this.#commands.get(slot) ?? "" }: Motion): void {
    const { cabinetId } = this;
    if (startedAt !== undefined) this.#witness.motorStarted(cabinetId, slot, orderId, startedAt);
    if (what === "ejected" && itemId !== undefined) this.#witness.ejected(cabinetId, slot, itemId, orderId);
  }
}
