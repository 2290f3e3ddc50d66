import type { BoardMode } from "../kit/simulated-board.ts";
import type { Board } from "./board.ts";

/** One slot as the control shows it; `null`: nothing there. */
export interface SlotView {
  readonly slot: number;
  readonly itemId: string | null;
  /** percent */
  readonly level: number | null;
  readonly returnConfirmed: boolean;
  /** ejected, not taken yet: the board sees the slot empty */
  readonly looseItemId: string | null;
  readonly jammed: boolean;
  readonly motorMovements: number;
  /** what the code on the slot's sticker opens */
  readonly sticker: string | null;
}

export interface BoardView {
  readonly boardId: string;
  readonly mode: BoardMode;
  readonly resets: number;
  /** whether every byte is sent by itself */
  readonly split: boolean;
  /** ids of the items that riders carry, the longest carried first */
  readonly carried: readonly string[];
  readonly slots: readonly SlotView[];
}

export function boardView(board: Board, stickers: ReadonlyMap<number, string>): BoardView {
  const { boardId, resets, carried, slots } = board.state;
  return {
    boardId,
    mode: board.mode,
    resets,
    split: board.transmitter.split,
    carried: carried.map(({ itemId }) => itemId),
    slots: slots.map(({ item, loose, returnConfirmed, jammed, motorMovements }, index) => ({
      slot: index + 1,
      itemId: item?.itemId ?? null,
      level: item?.level ?? null,
      returnConfirmed,
      looseItemId: loose?.itemId ?? null,
      jammed,
      motorMovements,
      sticker: stickers.get(index + 1) ?? null,
    })),
  };
}
