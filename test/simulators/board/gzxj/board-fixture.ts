import { afterEach, beforeEach, vi } from "vitest";
import { systemClock } from "../../../../platform/clock.ts";
import { Board } from "../../../../simulators/board/gzxj/board.ts";
import { type BoardState, newBoard } from "../../../../simulators/board/gzxj/board-state.ts";
import { Host } from "./host.ts";

/** How long the motor of a slot runs; ms. */
export const motor = 1000;
/** ms */
export const minute = 60_000;

/** New for each test, as are `board` with this state and `host` on its line. */
export let state: BoardState;
export let board: Board;
export let host: Host;
/** Called at each change of the state. */
export const changed = vi.fn<() => void>();

/** Puts another board in the place of the one that there is. */
export function start(from: BoardState): void {
  state = from;
  board = new Board({ clock: systemClock, state, changed });
  host = new Host(board);
}

export function slot(number: number) {
  return state.slots[number - 1];
}

/** Gives each test a clock of its own, and a board with six slots. */
export function useBoard(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: 1_800_000_000_000 });
    start(newBoard("SIM", 6));
  });
  afterEach(() => {
    board.stop();
    vi.useRealTimers();
  });
}
