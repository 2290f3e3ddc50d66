import type { SlotNumber } from "../../../protocol/ids.ts";

export interface LockLayoutSettings {
  readonly slots: number;
  readonly locksPerBoard: number;
  /** The address of the board that has the first slots; the others follow it. */
  readonly firstAddress: number;
}

/** Which lock of which board each slot is. Slots are numbered through: the first board has the first ones. */
export class LockLayout {
  readonly slots: readonly SlotNumber[];
  /** The boards by their addresses, with their slots. */
  readonly boards: ReadonlyMap<number, readonly SlotNumber[]>;
  readonly #settings: LockLayoutSettings;

  constructor(settings: LockLayoutSettings) {
    this.#settings = settings;
    this.slots = Array.from({ length: settings.slots }, (_, index) => index + 1);
    const boards = new Map<number, SlotNumber[]>();
    for (const slot of this.slots) {
      const { board } = this.placeOf(slot);
      boards.set(board, [...(boards.get(board) ?? []), slot]);
    }
    this.boards = boards;
  }

  /** The board's address, and the lock counted from 0. */
  placeOf(slot: SlotNumber): { readonly board: number; readonly lock: number } {
    const { locksPerBoard, firstAddress } = this.#settings;
    return { board: firstAddress + Math.floor((slot - 1) / locksPerBoard), lock: (slot - 1) % locksPerBoard };
  }
}
