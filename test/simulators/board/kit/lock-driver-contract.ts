import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Driver, DriverParts } from "../../../../firmware-bridge/drivers/driver.ts";
import { compare } from "../../../../firmware-bridge/slot-comparison.ts";
import { systemClock } from "../../../../platform/clock.ts";
import type { OpeningResult } from "../../../../protocol/upward.ts";
import type { SimulatedLocks } from "../../../../simulators/board/kit/simulated-locks.ts";
import { driverContract } from "../../../contract/driver-contract.ts";

/** Boards with four locks each that together have six slots: of these 1, 2, 4, 5 and 6 are occupied, 3 is empty. */
export const slots = 6;
export const locksPerBoard = 4;

export interface LockDriverParts {
  readonly board: SimulatedLocks;
  readonly openDriver: (parts: DriverParts) => Driver;
  /** The address of the board that has the slots 5 and 6. */
  readonly secondBoard: number;
  /** What a board with another address answers to a query of slot 1: its latch is locked. */
  readonly foreignAnswer: Uint8Array;
}

const numbers = { next: () => Promise.resolve(1), above: () => {}, raise: () => {}, heard: () => {} };
const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));

/** Starts boards and opens a driver on a line to them. The clock is vitest's. */
export function connectLocks({ board, openDriver }: LockDriverParts) {
  const returned = vi.fn<() => Promise<void>>().mockResolvedValue();
  const removed = vi.fn<() => Promise<void>>().mockResolvedValue();
  const abnormal = vi.fn<() => Promise<void>>().mockResolvedValue();
  const [line, boardEnd] = duplexPair();
  board.plug(boardEnd);
  const reports = { returned, removed, abnormal };
  const driver = openDriver({ line, clock: systemClock, reports, numbers });
  const settled = async <Result>(work: Promise<Result>): Promise<Result> => {
    void work.catch(() => {});
    await pass(20_000);
    return work;
  };
  return {
    board,
    driver,
    line,
    returned,
    removed,
    abnormal,
    pass,
    settled,
    open: (slot: number, mayStillOpen = () => true): Promise<OpeningResult> =>
      settled(driver.open(slot, "CMD1", mayStillOpen)),
    states: async () => (await settled(driver.snapshot())).map(({ state, fault }) => fault ?? state),
    pulses: (slot: number) => board.state.slots[slot - 1]?.motorMovements,
  };
}

/**
 * What drivers of polled lock boards promise beyond the seam: the habits of boards in the field.
 * @param start makes new boards; called once in each test, under a clock that the test turns
 */
export function lockDriverContract(start: () => LockDriverParts): void {
  let parts: LockDriverParts;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  });

  afterEach(() => {
    parts.board.stop();
    vi.useRealTimers();
  });

  function startParts(): LockDriverParts {
    parts = start();
    return parts;
  }

  function connect(prepare: (board: SimulatedLocks) => void = () => {}) {
    startParts();
    prepare(parts.board);
    return connectLocks(parts);
  }

  driverContract(() => {
    const { board, openDriver } = startParts();
    let boardEnd: Duplex;
    return {
      board: {
        slots,
        plug() {
          const [hostEnd, end] = duplexPair();
          boardEnd = end;
          board.plug(end);
          return hostEnd;
        },
        movements: (slot) => board.state.slots[slot - 1]?.motorMovements ?? 0,
        take: (slot) => void board.take(slot),
        insert: (slot) => board.insert(slot, board.state.slots[slot - 1]?.loose ? undefined : "FOREIGN1"),
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
        noise: (bytes) => void boardEnd.write(bytes),
      },
      openDriver,
      clock: systemClock,
      numbers,
      pass,
    };
  });

  describe("what a board answers", () => {
    test("on an adapter that hears itself a driver works as on one that does not", async () => {
      const { open, states } = connect((board) => {
        board.echoes = true;
      });
      expect(await open(2)).toEqual({ outcome: "opened" });
      expect(await open(3)).toEqual({ outcome: "refused", reason: "slot-empty" });
      expect((await states()).slice(0, 3)).toEqual(["occupied", "empty", "empty"]);
    });

    test("what the adapter hears of itself is no sign of a board", async () => {
      const { driver, open } = connect((board) => {
        board.echoes = true;
        board.mode = "silent";
      });
      expect(await open(2)).toEqual({ outcome: "refused", reason: "board-silent" });
      expect(driver.heardAt()).toBeUndefined();
    });

    test("a jammed latch is a lock fault after one pulse, on an adapter that hears itself too", async () => {
      const { open, pulses } = connect((board) => {
        board.echoes = true;
        board.setJammed(2, true);
      });
      expect(await open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
      expect(pulses(2)).toBe(1);
    });

    test.each([true, false])("an opening is decided by queries where answers to orders are %s", async (answers) => {
      const { open, pulses } = connect((board) => {
        board.answersOpenings = answers;
      });
      expect(await open(5)).toEqual({ outcome: "opened" });
      expect(pulses(5)).toBe(1);
    });

    test("a board that falls silent after the order leaves the opening in doubt, and gets no second one", async () => {
      const { board, open, pulses } = connect();
      const mayStillOpen = () => {
        board.mode = "mute";
        return true;
      };
      expect(await open(2, mayStillOpen)).toEqual({ outcome: "unknown", reason: "board-silent" });
      expect(pulses(2)).toBe(1);
    });

    test("a board whose supply gives way with the pulse leaves the opening in doubt", async () => {
      const { board, open } = connect();
      board.mode = "weak";
      expect(await open(2)).toEqual({ outcome: "unknown", reason: "board-silent" });
    });

    test("another board's answer is not taken for this board's", async () => {
      const { board, driver, settled } = connect((board) => {
        board.mode = "silent";
      });
      const looked = driver.snapshot();
      void looked.catch(() => {});
      for (let at = 0; at < 20; at++) {
        board.transmitter.noise(parts.foreignAnswer);
        await pass(100);
      }
      await expect(settled(looked)).rejects.toMatchObject({ code: "serial/unavailable" });
    });

    test("another board's answers, merged and cut off, do not hide this board's", async () => {
      const { board, states, open } = connect();
      const { foreignAnswer } = parts;
      board.onTraffic = (direction) => {
        if (direction === "out")
          board.transmitter.noise(Buffer.concat([foreignAnswer, foreignAnswer, foreignAnswer.subarray(0, 3)]));
      };
      expect((await states()).slice(0, 3)).toEqual(["occupied", "occupied", "empty"]);
      expect(await open(2)).toEqual({ outcome: "opened" });
    });

    test("an answer with a byte of garbage inside is asked for again", async () => {
      const { board, open, pulses } = connect((board) => {
        board.transmitter.split = true;
      });
      let broken = 0;
      board.onTraffic = (direction) => {
        if (direction !== "out" || ++broken > 1) return;
        // The second byte of the answer is on the line by then.
        systemClock.after(2, () => board.transmitter.noise(Uint8Array.of(0x55)));
      };
      expect(await open(2)).toEqual({ outcome: "opened" });
      expect(pulses(2)).toBe(1);
    });

    test("answers that come twice change nothing", async () => {
      const { board, open, returned, removed, pulses } = connect();
      board.onTraffic = (direction, bytes) => {
        if (direction === "out") systemClock.after(20, () => board.transmitter.noise(bytes));
      };
      expect(await open(2)).toEqual({ outcome: "opened" });
      expect(pulses(2)).toBe(1);
      await pass(10_000);
      expect([returned.mock.calls, removed.mock.calls]).toEqual([[], []]);
    });

    test("answers that come too late move nothing twice and report nothing that did not happen", async () => {
      const { board, open, states, returned, removed, pulses } = connect();
      await pass(3_000);
      board.transmitter.delay = 900;
      await open(2);
      expect(pulses(2)).toBeLessThanOrEqual(1);
      board.transmitter.delay = 0;
      const opened = pulses(2) === 1;
      await pass(10_000);
      expect((await states()).slice(0, 3)).toEqual(["occupied", opened ? "empty" : "occupied", "empty"]);
      expect(returned.mock.calls).toEqual([]);
      expect(removed.mock.calls.length).toBeLessThanOrEqual(1);
    });

    test.each([0, 300, 600, 900, 1_200])(
      "answers to queries from before the order, seconds late, make no lock fault of a slot that opens (%i ms after a poll)",
      async (later) => {
        const { board, driver, open, pulses } = connect();
        await pass(3_000);
        board.transmitter.delay = 2_000;
        await pass(3_000 + later);
        const result = await open(1);
        expect([pulses(1), result]).not.toEqual([1, { outcome: "refused", reason: "lock-fault" }]);
        driver.close();
      },
    );

    test("a board without power makes its own slots unreadable, and no others", async () => {
      const { states, open } = connect((board) => board.unpowered.add(parts.secondBoard));
      const [first, second] = [
        ["occupied", "occupied", "empty", "occupied"],
        ["board silent", "board silent"],
      ];
      expect(await states()).toEqual([...first, ...second]);
      expect(await open(5)).toEqual({ outcome: "refused", reason: "board-silent" });
      expect(await open(1)).toEqual({ outcome: "opened" });
    });
  });

  describe("what happens at the slots", () => {
    test("a latch that bounces is no return, and one that stays is", async () => {
      const { board, returned } = connect();
      await pass(3_000);
      board.insert(3, "FOREIGN1");
      await pass(1_000);
      board.empty(3);
      await pass(5_000);
      expect(returned).not.toHaveBeenCalled();
      board.insert(3, "FOREIGN2");
      await pass(3_000);
      expect(returned.mock.calls).toEqual([[3, {}, "report"]]);
    });

    test("a latch that is opened by force is a removal", async () => {
      const { board, removed } = connect();
      await pass(3_000);
      board.empty(1);
      await pass(3_000);
      expect(removed.mock.calls).toEqual([[1]]);
    });

    test("a neighbour's latch that opens too is a removal, and the opening succeeds", async () => {
      const { open, removed } = connect((board) => {
        board.neighbourOpens = true;
      });
      await pass(3_000);
      expect(await open(1)).toEqual({ outcome: "opened" });
      await pass(3_000);
      expect(removed.mock.calls).toEqual([[2]]);
    });

    test("an item that was let go and not taken is not in its slot, until it is pushed back", async () => {
      const { board, open, states, returned } = connect();
      await open(2);
      await pass(3_000);
      expect((await states())[1]).toBe("empty");
      expect(returned).not.toHaveBeenCalled();
      board.insert(2);
      await pass(3_000);
      expect(returned.mock.calls).toEqual([[2, {}, "report"]]);
    });

    test("another item that comes back through the slot is a return without an id", async () => {
      const { board, open, returned } = connect();
      await open(2);
      board.take(2);
      board.insert(2, "FOREIGN1");
      await pass(3_000);
      expect(returned.mock.calls).toEqual([[2, {}, "report"]]);
    });

    test("a return while the bridge was down is found in the first snapshot, and reported by no driver", async () => {
      const first = connect();
      await pass(3_000);
      first.driver.close();
      first.board.insert(3, "FOREIGN1");
      const { driver, returned, settled } = connectLocks(parts);
      const report = (await settled(driver.snapshot()))[2];
      expect(returned).not.toHaveBeenCalled();
      expect(report).toEqual({ slot: 3, state: "occupied" });
      const seen = { at: 0, uncertainty: 0 };
      const { happened } = compare({ state: "empty", seen }, report ?? { slot: 3, state: "empty" }, seen);
      expect(happened).toEqual([{ kind: "returned", slot: 3, source: "snapshot" }]);
    });

    test("a return while a board did not answer is told as one that may be older", async () => {
      const { board, returned } = connect();
      await pass(3_000);
      board.mode = "silent";
      await pass(10_000);
      board.insert(3, "FOREIGN1");
      await pass(20_000);
      board.mode = "normal";
      await pass(20_000);
      expect(returned.mock.calls).toEqual([[3, {}, "snapshot"]]);
    });

    test("boards that were reset are as they were", async () => {
      const { board, states, returned, removed } = connect();
      await pass(3_000);
      board.mode = "off";
      await pass(3_000);
      board.mode = "normal";
      await pass(10_000);
      expect((await states()).slice(0, 3)).toEqual(["occupied", "occupied", "empty"]);
      expect([returned.mock.calls, removed.mock.calls]).toEqual([[], []]);
    });

    test("a report that could not be kept does not end the driver", async () => {
      const { board, returned, states } = connect();
      returned.mockRejectedValue(new Error("the disk is full"));
      await pass(3_000);
      board.insert(3, "FOREIGN1");
      await pass(5_000);
      expect(returned).toHaveBeenCalledTimes(1);
      expect((await states())[2]).toBe("occupied");
    });
  });

  describe("openings", () => {
    test("of two openings of one slot the second finds it empty", async () => {
      const { driver, settled, pulses } = connect();
      const both = Promise.all([driver.open(2, "CMD1", () => true), driver.open(2, "CMD2", () => true)]);
      expect(await settled(both)).toEqual([{ outcome: "opened" }, { outcome: "refused", reason: "slot-empty" }]);
      expect(pulses(2)).toBe(1);
    });

    test("a lock gets its next pulse a second after the last one at the soonest", async () => {
      const { board, driver, settled } = connect();
      const first = driver.open(2, "CMD1", () => true);
      await pass(500);
      expect(await first).toEqual({ outcome: "opened" });
      board.insert(2);
      expect(await settled(driver.open(2, "CMD2", () => true))).toEqual({ outcome: "opened" });
      const [before = 0, after = 0] = board.motions.entries.flatMap(({ startedAt }) => startedAt ?? []);
      expect(after - before).toBeGreaterThanOrEqual(1_000);
    });

    test("an order that expires while its lock rests moves nothing", async () => {
      const { board, driver, settled, pulses } = connect();
      const first = driver.open(2, "CMD1", () => true);
      await pass(500);
      await first;
      board.insert(2);
      const expires = Date.now() + 200;
      const second = driver.open(2, "CMD2", () => Date.now() < expires);
      expect(await settled(second)).toEqual({ outcome: "refused", reason: "expired" });
      expect(pulses(2)).toBe(1);
    });

    test("a line that is unplugged before the order moves nothing", async () => {
      const { line, open, pulses } = connect();
      line.destroy();
      expect(await open(2)).toEqual({ outcome: "refused", reason: "board-silent" });
      expect(pulses(2)).toBe(0);
    });

    test("a line that is unplugged between query and order moves nothing", async () => {
      const { line, open, pulses } = connect();
      const mayStillOpen = () => {
        line.destroy();
        line.emit("close");
        return true;
      };
      expect(await open(2, mayStillOpen)).toEqual({ outcome: "refused", reason: "board-silent" });
      expect(pulses(2)).toBe(0);
    });

    test("a line that is unplugged after the order leaves the opening in doubt", async () => {
      const { board, driver, line, settled, pulses } = connect();
      const ordered = vi.fn<() => boolean>().mockReturnValue(true);
      const opening = driver.open(2, "CMD1", ordered);
      while (ordered.mock.calls.length === 0) await pass(10);
      await pass(20);
      line.destroy();
      expect(await settled(opening)).toEqual({ outcome: "unknown", reason: "board-silent" });
      expect(board.mode).toBe("normal");
      expect(pulses(2)).toBe(1);
    });
  });
}
