import { type Duplex, duplexPair } from "node:stream";
import { vi } from "vitest";
import type { BoardReports, Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { systemClock } from "../../platform/clock.ts";
import type { OpeningResult, SlotReport } from "../../protocol/upward.ts";
import type { SimulatedBoard } from "../../simulators/board/kit/simulated-board.ts";
import type { ContractBoard } from "./driver-contract.ts";

/** Lets time pass under fake timers, and everything that waits for nothing but its turn have it. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

export function useFakeClock(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
}

/** For drivers of boards that do not number their frames. */
export const noNumbers: DriverParts["numbers"] = {
  next: () => Promise.resolve(1),
  above: () => {},
  raise: () => {},
  heard: () => {},
};

/** What a driver tells, and what a test asks of it, on a new line to the board. */
export interface Rig {
  readonly driver: Driver;
  /** The board's end of the line: what is written there, the driver hears. */
  readonly boardEnd: Duplex;
  readonly returned: ReturnType<typeof vi.fn<BoardReports["returned"]>>;
  readonly removed: ReturnType<typeof vi.fn<BoardReports["removed"]>>;
  readonly abnormal: ReturnType<typeof vi.fn<BoardReports["abnormal"]>>;
  readonly open: (slot: number, mayStillOpen?: () => boolean) => Promise<OpeningResult>;
  readonly look: () => Promise<readonly SlotReport[]>;
}

export function connect(board: Pick<SimulatedBoard, "plug">, openDriver: (parts: DriverParts) => Driver): Rig {
  const [line, boardEnd] = duplexPair();
  const returned = vi.fn<BoardReports["returned"]>().mockResolvedValue();
  const removed = vi.fn<BoardReports["removed"]>().mockResolvedValue();
  const abnormal = vi.fn<BoardReports["abnormal"]>().mockResolvedValue();
  board.plug(boardEnd);
  const driver = openDriver({
    line,
    clock: systemClock,
    reports: { returned, removed, abnormal },
    numbers: noNumbers,
  });
  const settled = async <Result>(work: Promise<Result>): Promise<Result> => {
    const waiting = new Set<unknown>([work]);
    const over = work.catch(() => {}).finally(() => waiting.clear());
    for (let waited = 0; waiting.size > 0 && waited < 300_000; waited += 100) await pass(100);
    await over;
    return work;
  };
  return {
    driver,
    boardEnd,
    returned,
    removed,
    abnormal,
    open: (slot, mayStillOpen = () => true) => settled(driver.open(slot, `CMD${slot}`, mayStillOpen)),
    look: () => settled(driver.snapshot()),
  };
}

/** A simulated board as the contract of drivers sees it; its slot 3 must be empty. @param foreign the id of an item from elsewhere */
export function contractBoard(board: SimulatedBoard, slots: number, foreign: string): ContractBoard {
  let end: Duplex;
  return {
    slots,
    plug() {
      const [line, boardEnd] = duplexPair();
      end = boardEnd;
      board.plug(boardEnd);
      return line;
    },
    movements: (slot) => board.state.slots[slot - 1]?.motorMovements ?? 0,
    take: (slot) => void board.take(slot),
    insert: (slot) => board.insert(slot, board.state.slots[slot - 1]?.loose ? undefined : foreign),
    jam: (slot) => board.setJammed(slot, true),
    behave: (how) => {
      board.mode = how;
    },
    spoilNext: () => {
      board.transmitter.corruptNext = 1;
    },
    split: () => {
      board.transmitter.split = true;
    },
    noise: (bytes) => void end.write(bytes),
  };
}
