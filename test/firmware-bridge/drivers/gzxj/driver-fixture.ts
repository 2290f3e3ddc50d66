import { afterEach, beforeEach, vi } from "vitest";
import type { Driver } from "../../../../firmware-bridge/drivers/driver.ts";
import { openGzxjDriver } from "../../../../firmware-bridge/drivers/gzxj/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { ScriptedBoard } from "./scripted-board.ts";

/** How long the driver waits for the outcome of an opening; ms. */
export const silence = 10_000;
/** When each test begins, epoch ms. */
export const start = 1_800_000_000_000;

export const inTime = () => true;

/** New for each test, as is `driver` on its line. */
export let board: ScriptedBoard;
export let driver: Driver;

export const reports = {
  returned: vi.fn<(slot: number, item: object, source: string) => Promise<void>>(),
  removed: vi.fn<() => Promise<void>>(),
  abnormal: vi.fn<(what: string, slot?: number) => Promise<void>>(),
};
export const numbers = {
  next: vi.fn<() => Promise<number>>(),
  above: vi.fn<(number: number) => void>(),
  raise: vi.fn<() => void>(),
  heard: () => {},
};
let lastNumber: number;

/** The next number of a frame; they begin with 1 in each test. */
export const nextNumber = () => ++lastNumber;

/** Gives each test a clock of its own, a board, and a driver with numbers and reports that forget what was before. */
export function useDriver(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: start });
    lastNumber = 0;
    numbers.above.mockReset();
    numbers.raise.mockReset();
    numbers.next.mockReset().mockImplementation(async () => nextNumber());
    reports.returned.mockReset().mockResolvedValue();
    reports.abnormal.mockReset().mockResolvedValue();
    board = new ScriptedBoard();
    driver = openGzxjDriver({ line: board.hostEnd, clock: systemClock, reports, numbers });
  });
  afterEach(() => {
    driver.close();
    vi.useRealTimers();
  });
}
