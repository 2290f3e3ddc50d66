import type { Duplex } from "node:stream";
import { describe, expect, test } from "vitest";
import type { BoardReports, Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import type { SlotNumber } from "../../protocol/ids.ts";
import type { OpeningResult } from "../../protocol/upward.ts";

/** A simulated board for the contract: its slot 1 and 2 are occupied, 3 is empty, and there are no more than `slots`. */
export interface ContractBoard {
  readonly slots: number;
  /** The driver's end of a new line to the board. */
  plug(): Duplex;
  /** How often the slot's motor or solenoid ran. */
  movements(slot: SlotNumber): number;
  /** A rider takes what was let go, if the board knows a difference. */
  take(slot: SlotNumber): void;
  /** A rider pushes an item in. */
  insert(slot: SlotNumber): void;
  jam(slot: SlotNumber): void;
  /** `mute`: it does all, and answers nothing. `silent`: it does nothing. */
  behave(how: "normal" | "mute" | "silent"): void;
  /** The next frame of the board has a wrong checksum. */
  spoilNext(): void;
  /** Every byte comes by itself. */
  split(): void;
  /** Bytes that belong to no frame stand on the line. */
  noise(bytes: Uint8Array): void;
}

export interface ContractParts {
  readonly board: ContractBoard;
  readonly openDriver: (parts: DriverParts) => Driver;
  readonly clock: DriverParts["clock"];
  readonly numbers: DriverParts["numbers"];
  /** Lets time pass. */
  readonly pass: (ms: number) => Promise<void>;
}

type Returned = Parameters<BoardReports["returned"]>;

/**
 * What the seam of drivers promises, whatever the board.
 * @param start makes a new board; called once in each test, under a clock that the test turns
 */
export function driverContract(start: () => ContractParts): void {
  function connect(parts: ContractParts) {
    const returned: Returned[] = [];
    const removed: SlotNumber[] = [];
    const reports: BoardReports = {
      returned: async (...what) => void returned.push(what),
      removed: async (slot) => void removed.push(slot),
      abnormal: async () => {},
    };
    const { clock, numbers } = parts;
    const driver = parts.openDriver({ line: parts.board.plug(), clock, reports, numbers });
    return { driver, returned, removed };
  }

  async function settled<Result>(parts: ContractParts, work: Promise<Result>): Promise<Result> {
    const waiting = new Set<unknown>([work]);
    const ended = work.finally(() => waiting.clear()).catch(() => {});
    for (let waited = 0; waiting.size > 0 && waited < 120_000; waited += 100) await parts.pass(100);
    expect(waiting.size, "the driver answers within two minutes").toBe(0);
    await ended;
    return work;
  }

  const open = (parts: ContractParts, driver: Driver, slot: number, may = () => true): Promise<OpeningResult> =>
    settled(parts, driver.open(slot, `CMD${slot}`, may));

  async function states(parts: ContractParts, driver: Driver): Promise<string[]> {
    const reports = await settled(parts, driver.snapshot());
    return reports.slice(0, 3).map(({ state }) => state);
  }

  describe("the seam of drivers", () => {
    test("a snapshot names every slot once, with what lies in it", async () => {
      const parts = start();
      const { driver } = connect(parts);
      const reports = await settled(parts, driver.snapshot());
      expect(reports.map(({ slot }) => slot)).toEqual(Array.from({ length: parts.board.slots }, (_, at) => at + 1));
      expect(await states(parts, driver)).toEqual(["occupied", "occupied", "empty"]);
      expect(parts.clock.now() - (driver.heardAt() ?? 0)).toBeLessThan(1_000);
      driver.close();
    });

    test("a slot is opened by one movement, and is empty then", async () => {
      const parts = start();
      const { driver } = connect(parts);
      expect(await open(parts, driver, 2)).toMatchObject({ outcome: "opened" });
      expect([parts.board.movements(2), parts.board.movements(1)]).toEqual([1, 0]);
      parts.board.take(2);
      expect(await states(parts, driver)).toEqual(["occupied", "empty", "empty"]);
      driver.close();
    });

    test("two openings at once are done one after the other", async () => {
      const parts = start();
      const { driver } = connect(parts);
      const both = Promise.all([1, 2].map((slot) => driver.open(slot, `CMD${slot}`, () => true)));
      expect(await settled(parts, both)).toMatchObject([{ outcome: "opened" }, { outcome: "opened" }]);
      expect([parts.board.movements(1), parts.board.movements(2)]).toEqual([1, 1]);
      driver.close();
    });

    test("an expired order moves nothing", async () => {
      const parts = start();
      const { driver } = connect(parts);
      expect(await open(parts, driver, 2, () => false)).toEqual({ outcome: "refused", reason: "expired" });
      expect(parts.board.movements(2)).toBe(0);
      driver.close();
    });

    test("a slot that there is not, and an empty one, are refused", async () => {
      const parts = start();
      const { driver } = connect(parts);
      expect(await open(parts, driver, parts.board.slots + 1)).toEqual({ outcome: "refused", reason: "no-such-slot" });
      expect(await open(parts, driver, 3)).toEqual({ outcome: "refused", reason: "slot-empty" });
      driver.close();
    });

    test("a jam is a lock fault, and the slot stays occupied", async () => {
      const parts = start();
      const { driver } = connect(parts);
      parts.board.jam(2);
      expect(await open(parts, driver, 2)).toEqual({ outcome: "refused", reason: "lock-fault" });
      expect(await states(parts, driver)).toEqual(["occupied", "occupied", "empty"]);
      driver.close();
    });

    test("a board that was never heard gets no order", async () => {
      const parts = start();
      parts.board.behave("silent");
      const { driver } = connect(parts);
      expect(await open(parts, driver, 2)).toEqual({ outcome: "refused", reason: "board-silent" });
      await expect(settled(parts, driver.snapshot())).rejects.toMatchObject({ code: "serial/unavailable" });
      expect([parts.board.movements(2), driver.heardAt()]).toEqual([0, undefined]);
      driver.close();
    });

    test("a return is reported once, and soon", async () => {
      const parts = start();
      const { driver, returned, removed } = connect(parts);
      await settled(parts, driver.snapshot());
      parts.board.insert(3);
      await parts.pass(10_000);
      expect(returned.map(([slot, , source]) => [slot, source])).toEqual([[3, "report"]]);
      await parts.pass(60_000);
      expect([returned.length, removed]).toEqual([1, []]);
      expect(await states(parts, driver)).toEqual(["occupied", "occupied", "occupied"]);
      driver.close();
    });

    test("an item that is pushed back after its opening is a return", async () => {
      const parts = start();
      const { driver, returned } = connect(parts);
      await open(parts, driver, 2);
      parts.board.insert(2);
      await parts.pass(10_000);
      expect(returned.map(([slot]) => slot)).toEqual([2]);
      driver.close();
    });

    test("noise, split frames and a wrong checksum change no answer and move nothing twice", async () => {
      const parts = start();
      const { driver } = connect(parts);
      parts.board.split();
      parts.board.noise(Uint8Array.from([0x80, 0x01, 0xff, 0x7b, 0x00, 0x8a]));
      expect(await states(parts, driver)).toEqual(["occupied", "occupied", "empty"]);
      parts.board.spoilNext();
      expect(await open(parts, driver, 2)).toMatchObject({ outcome: "opened" });
      expect(parts.board.movements(2)).toBe(1);
      driver.close();
    });

    test("a closed driver says so to who waits, and asks nothing any more", async () => {
      const parts = start();
      const { driver } = connect(parts);
      await settled(parts, driver.snapshot());
      parts.board.behave("silent");
      const looked = driver.snapshot();
      await parts.pass(0);
      driver.close();
      await expect(settled(parts, looked)).rejects.toMatchObject({ code: "serial/unavailable" });
      const heard = driver.heardAt();
      await parts.pass(120_000);
      expect(driver.heardAt()).toBe(heard);
    });
  });
}
