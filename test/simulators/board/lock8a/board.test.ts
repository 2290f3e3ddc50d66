import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { lock8aDriver } from "../../../../firmware-bridge/drivers/lock8a/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { Lock8aBoards } from "../../../../simulators/board/lock8a/board.ts";
import { hexHost } from "../kit/hex-host.ts";
import { connectLocks } from "../kit/lock-driver-contract.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));

/** Two boards: the first with 24 locks, all but the last locked; the second with one. */
function newBoards(slots = 25, locksPerBoard = 24): Lock8aBoards {
  const state = newCabinet("SIM", slots);
  const board = new Lock8aBoards(
    { clock: systemClock, state, changed: () => {} },
    { locksPerBoard, closedContact: "locked" },
  );
  for (const [index, { item }] of state.slots.entries()) if (item === undefined) board.fill(index + 1);
  board.empty(Math.min(24, slots));
  return board;
}

function start(slots?: number, locksPerBoard?: number) {
  const board = newBoards(slots, locksPerBoard);
  const { write, heard } = hexHost(board);
  /** What the boards say to these bytes within a second. */
  const ask = async (hex: string) => {
    write(hex);
    await pass(1_000);
    return heard();
  };
  return { board, ask, heard };
}

describe("simulated lock boards of the family 8A", () => {
  test("answer a query with the contact of the lock", async () => {
    const { ask } = start();
    expect(await ask("80010133B3")).toBe("8001011191");
    expect(await ask("80011833AA")).toBe("8001180099");
    expect(await ask("80020133B0")).toBe("8002011192");
  });

  test("open a lock, and answer with its contact afterwards", async () => {
    const { board, ask } = start();
    expect(await ask("8A01021198")).toBe("8A01020089");
    expect(board.state.slots[1]).toMatchObject({ motorMovements: 1, loose: {} });
  });

  test("answer that a lock did not open with the bytes of the order", async () => {
    const { board, ask } = start();
    board.setJammed(2, true);
    expect(await ask("8A01021198")).toBe("8A01021198");
  });

  test("answer a query of all locks with a bit for each", async () => {
    const { ask } = start();
    expect(await ask("80010033B2")).toBe("80017FFFFF33CD");
    expect(await ask("80020033B1")).toBe("800200000133B0");
  });

  test("answer a query of more than 24 locks with 11 bytes", async () => {
    const { ask } = start(50, 50);
    expect(await ask("80010033B2")).toHaveLength(22);
  });

  test("open all locks, and several, one after the other", async () => {
    const { board, ask } = start(6, 6);
    expect(await ask("8A0100119A")).toBe("8A0100008B");
    expect(board.motions.entries.map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 5, 6]);
    await ask("900100000392");
    expect(board.motions.entries.slice(6).map(({ slot }) => slot)).toEqual([1, 2]);
  });

  test("say nothing to boards and locks that there are not, to boards without power, and to a wrong checksum", async () => {
    const { board, ask } = start();
    board.unpowered.add(2);
    for (const hex of ["80090133BB", "80011A33A8", "80020133B0", "8A0201119A", "8001013300"])
      expect(await ask(hex), hex).toBe("");
    expect(board.motions.entries).toEqual([]);
  });

  test("tell of a latch by themselves where they do that", async () => {
    const { board, heard } = start();
    board.tells = true;
    board.insert(24, "FOREIGN1");
    await pass(100);
    expect(heard()).toBe("8101181189");
    board.empty(1);
    await pass(100);
    expect(heard()).toBe("8101010081");
  });

  test("take nothing in behind a latch that is closed already", () => {
    const { board } = start();
    board.shut(24);
    expect(() => board.insert(24, "FOREIGN1")).toThrow("the latch of slot 24 is closed");
    expect(() => board.shut(1)).toThrow("an item is in slot 1");
  });
});

describe("the driver of lock boards of the family 8A", () => {
  test("reports a return once where boards tell of latches by themselves too", async () => {
    const board = newBoards();
    board.tells = true;
    const openDriver = lock8aDriver({ slots: 25, locksPerBoard: 24, closedContact: "locked" });
    const { driver, returned } = connectLocks({ board, openDriver, secondBoard: 2, foreignAnswer: new Uint8Array() });
    await pass(5_000);
    board.insert(24, "FOREIGN1");
    await pass(10_000);
    expect(returned.mock.calls).toEqual([[24, {}, "report"]]);
    driver.close();
  });

  test("takes the answer to an order, and what a board tells by itself, for no answer to a query", async () => {
    const board = newBoards();
    board.setJammed(2, true);
    board.onTraffic = (direction) => {
      // Both say that lock 2 is open.
      if (direction === "out") board.transmitter.noise(Buffer.from("8A010200898101020082", "hex"));
    };
    const openDriver = lock8aDriver({ slots: 25, locksPerBoard: 24, closedContact: "locked" });
    const { driver, open } = connectLocks({ board, openDriver, secondBoard: 2, foreignAnswer: new Uint8Array() });
    expect(await open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
    driver.close();
  });

  test("takes a latch that is closed without an item for a return, since no sensor tells", async () => {
    const board = newBoards();
    const openDriver = lock8aDriver({ slots: 25, locksPerBoard: 24, closedContact: "locked" });
    const { driver, returned } = connectLocks({ board, openDriver, secondBoard: 2, foreignAnswer: new Uint8Array() });
    await pass(5_000);
    board.shut(24);
    await pass(10_000);
    expect(returned.mock.calls).toEqual([[24, {}, "report"]]);
    driver.close();
  });
});
