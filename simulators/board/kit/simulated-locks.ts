import { AppError } from "../../../platform/app-error.ts";
import { SimulatedBoard, type SimulatedBoardParts } from "./simulated-board.ts";
import type { TransmitterSettings } from "./transmitter.ts";

/** How long a solenoid is pulsed, ms. */
const pulseTime = 100;

export interface LockBoardsLayout {
  readonly locksPerBoard: number;
  readonly firstAddress: number;
}

/**
 * Boards of solenoid locks on one line: several boards with an address each, slots numbered through over them. They know latches
 * and no items. An item that is pushed in closes its latch; a pulse opens it and lets the item go.
 */
export abstract class SimulatedLocks extends SimulatedBoard {
  /** The addresses of boards that have no power. */
  readonly unpowered = new Set<number>();
  /** Whether boards answer an order to open. */
  answersOpenings = true;
  /** Whether the latch of the next slot opens too. */
  neighbourOpens = false;
  readonly #layout: LockBoardsLayout;
  /** Slots whose latch was closed by hand with nothing behind it. */
  readonly #shut = new Set<number>();
  readonly #waiting: (() => void)[] = [];

  constructor(parts: SimulatedBoardParts, line: TransmitterSettings, layout: LockBoardsLayout) {
    super(parts, line);
    this.#layout = layout;
  }

  /** A hand closes the latch of an empty slot. @throws AppError slot/taken, request/not-found */
  shut(slot: number): void {
    const { item, loose } = this.front.slot(slot);
    if (item !== undefined || loose !== undefined) throw new AppError("slot/taken", `an item is in slot ${slot}`);
    this.#shut.add(slot);
    this.moved(slot);
  }

  /** @throws AppError slot/taken behind a closed latch too */
  override insert(slot: number, itemId?: string): void {
    if (this.#shut.has(slot))
      throw new AppError("slot/taken", `the latch of slot ${slot} is closed`, { obstacle: "latch-closed" });
    super.insert(slot, itemId);
  }

  /** A latch has moved, whether the board was told to open it or not: what it says of that by itself. */
  protected moved(_slot: number): void {}

  protected override inserted(slot: number): void {
    this.moved(slot);
  }

  protected override left(slot: number): void {
    this.moved(slot);
  }

  protected override interrupted(): void {
    this.#waiting.length = 0;
  }

  protected isLocked(slot: number): boolean {
    return this.front.slot(slot).item !== undefined || this.#shut.has(slot);
  }

  /** What a sensor sees: also an item whose latch is open, while nobody has taken it. */
  protected holdsItem(slot: number): boolean {
    const { item, loose } = this.front.slot(slot);
    return (item ?? loose) !== undefined;
  }

  /** The slot of a lock, counted from 0; undefined: there is no such lock, or its board has no power. */
  protected slotOf(board: number, lock: number): number | undefined {
    const { locksPerBoard, firstAddress } = this.#layout;
    if (lock < 0 || lock >= locksPerBoard || this.unpowered.has(board)) return undefined;
    const slot = (board - firstAddress) * locksPerBoard + lock + 1;
    return slot >= 1 && slot <= this.kept.slots.length ? slot : undefined;
  }

  /** The address of the slot's board, and its lock counted from 0. */
  protected placeOf(slot: number): { board: number; lock: number } {
    const { locksPerBoard, firstAddress } = this.#layout;
    return { board: firstAddress + Math.floor((slot - 1) / locksPerBoard), lock: (slot - 1) % locksPerBoard };
  }

  /** The addresses of all boards. */
  protected get addresses(): readonly number[] {
    return [...new Set(this.kept.slots.map((_, index) => this.placeOf(index + 1).board))];
  }

  /** The slots of a board; none: there is no such board, or it has no power. */
  protected slotsOf(board: number): readonly number[] {
    const locks = Array.from({ length: this.#layout.locksPerBoard }, (_, lock) => lock);
    return locks.map((lock) => this.slotOf(board, lock)).filter((slot) => slot !== undefined);
  }

  /** Pulses the solenoid of a slot, after the pulses that were ordered before. */
  protected pulse(slot: number, done: () => void): void {
    if (this.motorRuns) {
      this.#waiting.push(() => this.pulse(slot, done));
      return;
    }
    this.runMotor(slot, pulseTime, undefined, () => {
      if (!this.front.slot(slot).jammed && this.#shut.delete(slot)) this.moved(slot);
      if (this.neighbourOpens && slot < this.kept.slots.length) this.#letGo(slot + 1);
      done();
      this.#waiting.shift()?.();
    });
  }

  #letGo(slot: number): void {
    const state = this.front.slot(slot);
    if (state.item === undefined) return;
    state.loose = state.item;
    delete state.item;
    this.left(slot);
    this.changed();
  }
}
