import type { ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { SlotReport } from "../../../protocol/upward.ts";
import { addressesIn } from "../kit/board-addresses.ts";
import type { A8Board, A8Hole } from "./boards.ts";
import { holeFault, holeState } from "./states.ts";
import type { A8Wiring } from "./wiring.ts";

/** Bit 7 of a hole's sensors: nothing presses the micro-switch (a8 §5). */
const switchIsFree = 0x80;

/** The fault of a slot of which a report says nothing. */
export const boardSilent = "board silent";

export interface A8Place {
  readonly board: number;
  readonly hole: number;
}

/** Which board and hole each slot is. */
export class Places {
  readonly slots: number;
  readonly #wiring: A8Wiring;
  readonly #boards: readonly number[];

  /** @throws AppError config/invalid where boards have no address, or two the same */
  constructor(wiring: A8Wiring & { readonly slots: number }) {
    this.slots = wiring.slots;
    this.#wiring = wiring;
    const count = Math.ceil(wiring.slots / wiring.holesPerBoard);
    this.#boards =
      addressesIn("boardAddresses", wiring.boardAddresses, count) ?? Array.from({ length: count }, (_, at) => at + 1);
  }

  /** undefined: there is no such slot */
  placeOf(slot: SlotNumber): A8Place | undefined {
    const { holesPerBoard, holeNumbers } = this.#wiring;
    const board = this.#boards[Math.floor((slot - 1) / holesPerBoard)];
    if (board === undefined || slot > this.slots) return undefined;
    return { board, hole: holeNumbers === "cabinet" ? slot : ((slot - 1) % holesPerBoard) + 1 };
  }

  /** undefined: no slot of this cabinet */
  slotAt({ board, hole }: A8Place): SlotNumber | undefined {
    const { holesPerBoard, holeNumbers } = this.#wiring;
    const index = this.#boards.indexOf(board);
    const slot = holeNumbers === "cabinet" ? hole : index * holesPerBoard + hole;
    return this.placeOf(slot)?.board === board ? slot : undefined;
  }

  /** What a report says of each slot. A slot of which it says nothing can't be read. */
  reports(boards: readonly A8Board[]): Map<SlotNumber, SlotReport> {
    const found = new Map<SlotNumber, SlotReport>();
    for (let slot = 1; slot <= this.slots; slot++) found.set(slot, { slot, state: "unreadable", fault: boardSilent });
    for (const { board, holes } of boards)
      for (const hole of holes) {
        const slot = this.slotAt({ board, hole: hole.hole });
        if (slot !== undefined) found.set(slot, slotReport(slot, hole));
      }
    return found;
  }
}

/** Numbers are shown as decimal. 0 and all ones are no number. */
export function itemIdOf(sn: number): ItemId | undefined {
  return sn === 0 || sn === 0xffffffff ? undefined : String(sn);
}

export function levelOf(soc: number): { level?: number } {
  return soc <= 100 ? { level: soc } : {};
}

function slotReport(slot: SlotNumber, { state, sn, soc, sensor }: A8Hole): SlotReport {
  const itemId = itemIdOf(sn);
  const isFree = (sensor & switchIsFree) !== 0;
  const fault = holeFault(state);
  if (state === holeState.refusedInPlace || (itemId === undefined && !isFree))
    return { slot, state: "unreadable", fault: fault ?? "switch pressed, id not readable" };
  if (itemId === undefined) return { slot, state: "empty", ...(fault !== undefined && { fault }) };
  const contradiction = isFree ? "id without switch" : undefined;
  const wrong = fault ?? contradiction;
  return { slot, state: "occupied", itemId, ...levelOf(soc), ...(wrong !== undefined && { fault: wrong }) };
}
