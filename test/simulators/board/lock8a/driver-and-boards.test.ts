import { duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { lock8aDriver } from "../../../../firmware-bridge/drivers/lock8a/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import type { OpeningResult } from "../../../../protocol/upward.ts";
import { type Lock8aMode, SimulatedLockBoards } from "../../../../simulators/board/lock8a/boards.ts";
import { driverContract } from "../../../contract/driver-contract.ts";

const slots = 6;
const locksPerBoard = 4;
const boards = 2;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));
const numbers = { next: () => Promise.resolve(1), above: () => {}, raise: () => {}, heard: () => {} };

function place(slot: number): [board: number, lock: number] {
  return [1 + Math.floor((slot - 1) / locksPerBoard), 1 + ((slot - 1) % locksPerBoard)];
}

function newBoards(closedContact: "locked" | "open"): SimulatedLockBoards {
  const simulated = new SimulatedLockBoards({ boards, locksPerBoard, closedContact });
  simulated.move(...place(3), false);
  return simulated;
}

function plug(simulated: SimulatedLockBoards) {
  const [hostEnd, boardEnd] = duplexPair();
  simulated.plug(boardEnd);
  return hostEnd;
}

describe.each(["locked", "open"] as const)("where a closed contact means %s", (closedContact) => {
  driverContract(() => {
    const simulated = newBoards(closedContact);
    return {
      board: {
        slots,
        plug: () => plug(simulated),
        movements: (slot) => simulated.lock(...place(slot)).pulses,
        take: () => {},
        insert: (slot) => simulated.move(...place(slot), true),
        jam: (slot) => {
          simulated.lock(...place(slot)).jammed = true;
        },
        behave: (how) => {
          simulated.mode = how;
        },
        spoilNext: () => {
          simulated.corruptNext = 1;
        },
        split: () => {
          simulated.split = true;
        },
        noise: (bytes) => simulated.say(bytes),
      },
      openDriver: lock8aDriver({ slots, locksPerBoard, closedContact }),
      clock: systemClock,
      numbers,
      pass,
    };
  });
});

function start(mode: Lock8aMode = "normal") {
  const simulated = newBoards("locked");
  simulated.mode = mode;
  const returned = vi.fn<() => Promise<void>>().mockResolvedValue();
  const removed = vi.fn<() => Promise<void>>().mockResolvedValue();
  const reports = { returned, removed, abnormal: () => Promise.resolve() };
  const openDriver = lock8aDriver({ slots, locksPerBoard, closedContact: "locked" });
  const driver = openDriver({ line: plug(simulated), clock: systemClock, reports, numbers });
  const open = async (slot: number): Promise<OpeningResult> => {
    const opening = driver.open(slot, "CMD1", () => true);
    await pass(20_000);
    return opening;
  };
  return { simulated, driver, open, returned, removed };
}

describe("lock boards of the family 8A", () => {
  test("an answer to an opening that is the command's own bytes is not taken for an opening", async () => {
    const { simulated, driver, open } = start();
    simulated.lock(1, 2).jammed = true;
    expect(await open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect(simulated.lock(1, 2).pulses).toBe(1);
    driver.close();
  });

  test("on an adapter that hears itself everything is as on one that does not", async () => {
    const { simulated, driver, open } = start();
    simulated.echoes = true;
    expect(await open(2)).toEqual({ outcome: "opened" });
    expect(await open(3)).toEqual({ outcome: "refused", reason: "slot-empty" });
    driver.close();
  });

  test("what the adapter hears of itself is no sign of a board", async () => {
    const { simulated, driver, open } = start("silent");
    simulated.echoes = true;
    expect(await open(2)).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(driver.heardAt()).toBeUndefined();
    driver.close();
  });

  test("a board that does not answer orders is believed by its contacts", async () => {
    const { simulated, driver, open } = start("no-open-reply");
    expect(await open(5)).toEqual({ outcome: "opened" });
    expect(simulated.lock(2, 1).pulses).toBe(1);
    driver.close();
  });

  test("a board that falls silent after the order leaves the opening in doubt, and gets no second one", async () => {
    const { simulated, driver } = start();
    const mayStillOpen = () => {
      simulated.mode = "mute";
      return true;
    };
    const opening = driver.open(2, "CMD1", mayStillOpen);
    await pass(20_000);
    expect(await opening).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(simulated.lock(1, 2).pulses).toBe(1);
    driver.close();
  });

  test("one of two boards that is off makes its own slots unreadable only", async () => {
    const { simulated, driver } = start();
    simulated.off.add(2);
    const looked = driver.snapshot();
    await pass(5_000);
    expect((await looked).map(({ state, fault }) => fault ?? state)).toEqual([
      "occupied",
      "occupied",
      "empty",
      "occupied",
      "board silent",
      "board silent",
    ]);
    driver.close();
  });

  test("another board's answer, and one of another lock, are not taken for one's own", async () => {
    const { simulated, driver } = start("silent");
    const looked = driver.snapshot();
    const told = expect(looked).rejects.toMatchObject({ code: "serial/unavailable" });
    simulated.say(Buffer.from("8002011192", "hex"));
    simulated.say(Buffer.from("8001021192", "hex"));
    await pass(20_000);
    await told;
    driver.close();
  });

  test("a latch that bounces is no return, and one that stays is", async () => {
    const { simulated, driver, returned } = start();
    await pass(3_000);
    simulated.move(1, 3, true, true);
    await pass(1_000);
    simulated.move(1, 3, false);
    await pass(5_000);
    expect(returned).not.toHaveBeenCalled();
    simulated.move(1, 3, true, true);
    await pass(3_000);
    expect(returned.mock.calls).toEqual([[3, {}, "report"]]);
    driver.close();
  });

  test("a lock that is opened by force is told as a removal", async () => {
    const { simulated, driver, removed } = start();
    await pass(3_000);
    simulated.move(1, 1, false);
    await pass(3_000);
    expect(removed.mock.calls).toEqual([[1]]);
    driver.close();
  });

  test("a report that could not be kept does not end the driver", async () => {
    const { simulated, driver, returned } = start();
    returned.mockRejectedValue(new Error("the disk is full"));
    await pass(3_000);
    simulated.move(1, 3, true);
    await pass(3_000);
    expect(returned).toHaveBeenCalledTimes(1);
    const looked = driver.snapshot();
    await pass(1_000);
    expect((await looked)[2]).toEqual({ slot: 3, state: "occupied" });
    driver.close();
  });
});
