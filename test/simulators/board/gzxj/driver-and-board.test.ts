import { duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Driver } from "../../../../firmware-bridge/drivers/driver.ts";
import { openGzxjDriver } from "../../../../firmware-bridge/drivers/gzxj/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import type { OpeningResult } from "../../../../protocol/upward.ts";
import { Board } from "../../../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../../../simulators/board/gzxj/board-state.ts";
import { pass } from "./host.ts";

let board: Board;
let driver: Driver;
let number: number;
const reports = {
  returned: vi.fn<(slot: number, item: object, source: string) => Promise<void>>(),
  removed: vi.fn<() => Promise<void>>(),
  abnormal: vi.fn<() => Promise<void>>(),
};
const numbers = {
  next: async () => ++number,
  above: (shown: number) => {
    number = Math.max(number, shown);
  },
  raise: () => {
    number += 1000;
  },
  heard: () => {},
};

function connect() {
  const [hostEnd, boardEnd] = duplexPair();
  board.plug(boardEnd);
  driver = openGzxjDriver({ line: hostEnd, clock: systemClock, reports, numbers });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  reports.returned.mockReset().mockResolvedValue();
  number = 100;
  board = new Board({ clock: systemClock, state: newBoard("SIM", 12), changed: () => {} });
  connect();
});

afterEach(() => {
  driver.close();
  board.stop();
  vi.useRealTimers();
});

async function open(slot: number, key: string): Promise<OpeningResult> {
  const opening = driver.open(slot, key, () => true);
  const waiting = new Set([opening]);
  void opening.finally(() => waiting.clear());
  while (waiting.size > 0) await pass(100);
  return opening;
}

function movements(slot: number): number | undefined {
  return board.state.slots[slot - 1]?.motorMovements;
}

test("a loan and a return, with the look between them", async () => {
  expect(await open(2, "CMD1")).toEqual({ outcome: "opened", itemId: "SIM0002" });
  const looked = driver.snapshot();
  await pass(100);
  expect((await looked)[1]).toEqual({ slot: 2, state: "empty" });
  board.take(2);
  board.insert(12);
  await pass(100);
  expect(reports.returned.mock.calls).toEqual([[12, { itemId: "SIM0002", level: 86 }, "report"]]);
  expect(board.state.slots[11]).toMatchObject({ returnConfirmed: true });
});

test("a jammed slot is a lock fault", async () => {
  board.setJammed(2, true);
  expect(await open(2, "CMD1")).toEqual({ outcome: "refused", reason: "lock-fault" });
  expect(movements(2)).toBe(1);
});

test("an empty slot is refused", async () => {
  expect(await open(12, "CMD1")).toEqual({ outcome: "refused", reason: "slot-empty" });
});

describe("the motor moves once", () => {
  test("when the answer is spoiled on the line", async () => {
    const looked = driver.snapshot();
    await pass(100);
    await looked;
    board.transmitter.corruptNext = 1;
    expect(await open(2, "CMD1")).toEqual({ outcome: "opened", itemId: "SIM0002" });
    expect(movements(2)).toBe(1);
  });

  test("when the board goes mute, and the opening is in doubt", async () => {
    const looked = driver.snapshot();
    await pass(100);
    await looked;
    board.mode = "mute";
    expect(await open(2, "CMD1")).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(movements(2)).toBe(1);
  });

  test("when the item is pushed back before anybody looked", async () => {
    const looked = driver.snapshot();
    await pass(100);
    await looked;
    board.mode = "mute";
    const opening = open(2, "CMD1");
    await pass(2000);
    board.insert(2);
    board.mode = "normal";
    expect(await opening).toEqual({ outcome: "opened", itemId: "SIM0002" });
    expect(movements(2)).toBe(1);
    expect(reports.returned).toHaveBeenCalledWith(2, { itemId: "SIM0002", level: 86 }, "report");
  });

  test("when every byte comes by itself", async () => {
    board.transmitter.split = true;
    expect(await open(2, "CMD1")).toEqual({ outcome: "opened", itemId: "SIM0002" });
    expect(movements(2)).toBe(1);
  });
});

test("a hung board opens nothing, and is heard again when it is back", async () => {
  const looked = driver.snapshot();
  await pass(100);
  await looked;
  board.mode = "silent";
  expect(await open(2, "CMD1")).toEqual({ outcome: "unknown", reason: "board-silent" });
  board.mode = "normal";
  expect(await open(3, "CMD2")).toMatchObject({ outcome: "opened" });
  expect(movements(2)).toBe(0);
});

test("a return while nobody was connected is found by the first look, and confirmed", async () => {
  driver.close();
  board.insert(12, "FOREIGN1");
  await pass(5 * 60_000);
  connect();
  const looked = driver.snapshot();
  await pass(1000);
  await looked;
  expect(reports.returned).toHaveBeenCalledWith(12, { itemId: "FOREIGN1", level: 50 }, "snapshot");
  expect(board.state.slots[11]).toMatchObject({ returnConfirmed: true });
});

test("a connected board never resets itself", async () => {
  await pass(60 * 60_000);
  expect(board.state.resets).toBe(0);
});
