/** How the boards of a cabinet are wired, as the driver's settings say it. */
export interface A8BoardsWiring {
  readonly holesPerBoard: number;
  /** Hexadecimal, in the order of the slots: `10,20`; left out: 01, 02, … */
  readonly boardAddresses?: string;
  /** Whether the numbers of holes go on from board to board, or begin with 1 on each. */
  readonly holeNumbers: "cabinet" | "board";
}

/** A hole as frames name it. */
export interface A8Place {
  readonly board: number;
  readonly hole: number;
}

/** Which hole of which board each slot is; slots are numbered from 1 through all boards. */
export class A8Places {
  /** The addresses of the boards that there are. */
  readonly boards: readonly number[];
  readonly #wiring: A8BoardsWiring;

  constructor(wiring: A8BoardsWiring, slots: number) {
    this.#wiring = wiring;
    const count = Math.ceil(slots / wiring.holesPerBoard);
    const addresses = wiring.boardAddresses?.split(",").map((address) => Number.parseInt(address, 16));
    this.boards = (addresses ?? Array.from({ length: count }, (_, at) => at + 1)).slice(0, count);
  }

  /** undefined: no board has the slot, because there are fewer addresses than boards */
  placeOf(slot: number): A8Place | undefined {
    const board = this.boards[this.#boardIndex(slot)];
    return board === undefined ? undefined : { board, hole: this.#holeOf(slot) };
  }

  /** The slots of a board, also those that the cabinet does not use; none: there is no such board. */
  slotsOf(board: number): readonly number[] {
    const { holesPerBoard } = this.#wiring;
    const index = this.boards.indexOf(board);
    return index < 0 ? [] : Array.from({ length: holesPerBoard }, (_, at) => index * holesPerBoard + at + 1);
  }

  /** undefined: the board has no such hole */
  slotAt({ board, hole }: A8Place): number | undefined {
    return this.slotsOf(board).find((slot) => this.#holeOf(slot) === hole);
  }

  #boardIndex(slot: number): number {
    return Math.floor((slot - 1) / this.#wiring.holesPerBoard);
  }

  #holeOf(slot: number): number {
    const { holesPerBoard, holeNumbers } = this.#wiring;
    return holeNumbers === "cabinet" ? slot : ((slot - 1) % holesPerBoard) + 1;
  }
}
