import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cu16Driver } from "../../../../firmware-bridge/drivers/cu16/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Cu16Boards } from "../../../../simulators/board/cu16/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { hexHost } from "../kit/hex-host.ts";
import { connectLocks } from "../kit/lock-driver-contract.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));
const wiring = { locksPerBoard: 16, firstAddress: 0, itemSensors: true };

/** Two boards: the first has 16 locks, the second the slots 17 and 18; the slots 16, 17 and 18 are empty. */
function newBoards(itemSensors = true): Cu16Boards {
  const parts = { clock: systemClock, state: newCabinet("SIM", 18), changed: () => {} };
  return new Cu16Boards(parts, { ...wiring, itemSensors });
}

function start(itemSensors?: boolean) {
  const board = newBoards(itemSensors);
  const { write, heard } = hexHost(board);
  const ask = async (hex: string) => {
    write(hex);
    await pass(1_000);
    return heard();
  };
  return { board, ask };
}

function startDriver(itemSensors = true) {
  const board = newBoards(itemSensors);
  const openDriver = cu16Driver({ slots: 18, ...wiring, itemSensors });
  return connectLocks({ board, openDriver, secondBoard: 1, foreignAnswer: new Uint8Array() });
}

describe("simulated Kerong boards", () => {
  test("answer a query with the hooks and the items of all their locks", async () => {
    const { ask } = start();
    expect(await ask("0200300335")).toBe("020035FF7FFF7F0336");
    expect(await ask("0210300345")).toBe("02103500000000034A");
  });

  test("answer without items where no sensors are connected", async () => {
    const { ask } = start(false);
    expect(await ask("0200300335")).toBe("020035FF7F000003B8");
  });

  test("show an item that was let go and not taken, without its hook", async () => {
    const { board, ask } = start();
    expect(await ask("0201310337")).toBe("");
    expect(await ask("0200300335")).toBe("020035FD7FFF7F0334");
    board.take(2);
    expect(await ask("0200300335")).toBe("020035FD7FFD7F0332");
  });

  test("answer an order to open where they do that", async () => {
    const { board, ask } = start();
    board.answersOpenings = true;
    expect(await ask("0201310337")).toBe("020035FD7FFF7F0334");
  });

  test("open all their locks, and answer for all boards of the line", async () => {
    const { board, ask } = start();
    await ask("0200330338");
    await pass(1_000);
    expect(board.motions.entries).toHaveLength(16);
    expect(await ask("0200320337")).toBe("0200350000FF7F03B802103500000000034A");
  });

  test("say nothing to other addresses, to a wrong checksum, and without power", async () => {
    const { board, ask } = start();
    board.unpowered.add(1);
    for (const hex of ["02903003C5", "0210300345", "0200300336", "0211310347"]) expect(await ask(hex), hex).toBe("");
    expect(board.motions.entries).toEqual([]);
  });
});

describe("the driver of Kerong boards", () => {
  test("tells a latch that is closed without an item from a return, where sensors are connected", async () => {
    const { board, driver, returned, abnormal, settled } = startDriver();
    await pass(3_000);
    board.shut(16);
    await pass(3_000);
    expect(returned).not.toHaveBeenCalled();
    expect(abnormal.mock.calls).toEqual([["the latch is closed without an item", 16]]);
    const report = { slot: 16, state: "empty", fault: "the latch is closed without an item" };
    expect((await settled(driver.snapshot()))[15]).toEqual(report);
    await pass(10_000);
    expect(abnormal).toHaveBeenCalledTimes(1);
    driver.close();
  });

  test("opens no latch that has nothing behind it", async () => {
    const { board, driver, open, pulses } = startDriver();
    board.shut(16);
    expect(await open(16)).toEqual({ outcome: "refused", reason: "slot-empty" });
    expect(pulses(16)).toBe(0);
    driver.close();
  });

  test("takes an item that vanishes from behind a closed latch for a removal", async () => {
    const { board, driver, removed, abnormal } = startDriver();
    await pass(3_000);
    board.empty(1);
    board.shut(1);
    await pass(3_000);
    expect(removed.mock.calls).toEqual([[1]]);
    expect(abnormal.mock.calls).toEqual([["the latch is closed without an item", 1]]);
    driver.close();
  });

  test("takes a closed latch for a return where no sensors are connected", async () => {
    const { board, driver, returned, abnormal } = startDriver(false);
    await pass(3_000);
    board.shut(16);
    await pass(3_000);
    expect(returned.mock.calls).toEqual([[16, {}, "report"]]);
    expect(abnormal).not.toHaveBeenCalled();
    driver.close();
  });

  test("leaves the line quiet for 25 ms after an answer", async () => {
    const { board, driver } = startDriver();
    let answeredAt = 0;
    const pauses: number[] = [];
    board.onTraffic = (direction, bytes) => {
      // An answer of nine bytes takes its time on the line.
      if (direction === "out") answeredAt = Date.now() + (bytes.length * 10_000) / 19_200;
      else if (answeredAt > 0) pauses.push(Date.now() - answeredAt);
    };
    await pass(5_000);
    expect(pauses.length).toBeGreaterThan(5);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(24);
    driver.close();
  });

  test("is not made for more boards than there are addresses", () => {
    expect(() => cu16Driver({ slots: 18, ...wiring, firstAddress: 15 })).toThrow(
      "beyond the address 15 (config/invalid)",
    );
  });
});
