import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { crc16Bytes } from "../../../../firmware-bridge/drivers/kit/checksums.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { ModbusBoards } from "../../../../simulators/board/modbus/board.ts";
import { hexHost } from "../kit/hex-host.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Two units with ids 1 and 2: the first has 8 locks, all closed but the last; the second has one, which is open. */
function start(framing: "rtu" | "tcp" = "rtu") {
  const wiring = { framing, locksPerBoard: 8, firstAddress: 1, firstOutput: 0, firstInput: 0 } as const;
  const parts = { clock: systemClock, state: newCabinet("SIM", 9), changed: () => {} };
  const board = new ModbusBoards(parts, { ...wiring, closedContact: "locked" });
  board.empty(8);
  const { write, heard } = hexHost(board);
  /** What the units say to these bytes within a second. */
  const ask = async (hex: string) => {
    write(hex);
    await vi.advanceTimersByTimeAsync(1_000);
    return heard();
  };
  return { board, ask, moved: () => board.motions.entries.map(({ slot }) => slot) };
}

function rtu(unit: string): string {
  const bytes = Buffer.from(unit, "hex");
  return `${unit}${Buffer.from(crc16Bytes(bytes)).toString("hex")}`.toUpperCase();
}

describe("simulated relay boards", () => {
  test("answer a query of inputs with a bit for each latch", async () => {
    const { ask } = start();
    expect(await ask("01020000000879CC")).toBe(rtu("0102017F"));
    expect(await ask(rtu("010200060002"))).toBe(rtu("01020101"));
    expect(await ask(rtu("020200000001"))).toBe(rtu("02020100"));
  });

  test("answer a pulse with its own bytes, and let the item go", async () => {
    const { board, ask, moved } = start();
    expect(await ask(rtu("010502020005"))).toBe(rtu("010502020005"));
    expect(moved()).toEqual([3]);
    expect(board.state.slots[2]).toMatchObject({ motorMovements: 1, loose: {} });
  });

  test("burn a solenoid whose output is switched on, until it is switched off", async () => {
    const { board, ask, moved } = start();
    await ask(rtu("01050002FF00"));
    expect([[...board.burning], moved()]).toEqual([[3], [3]]);
    await ask(rtu("010500020000"));
    expect([[...board.burning], moved()]).toEqual([[], [3]]);
  });

  test("refuse other functions, addresses and values with a code, and move nothing", async () => {
    const { board, ask, moved } = start();
    expect(await ask(rtu("010600000001"))).toBe(rtu("018601"));
    expect(await ask(rtu("010200070002"))).toBe(rtu("018202"));
    expect(await ask(rtu("010502080005"))).toBe(rtu("018502"));
    expect(await ask(rtu("010502028000"))).toBe(rtu("018503"));
    expect(await ask(rtu("010500021234"))).toBe(rtu("018503"));
    board.failing.add(1);
    expect(await ask(rtu("010502020005"))).toBe(rtu("018504"));
    expect(moved()).toEqual([]);
  });

  test("all obey a broadcast, and none answers it", async () => {
    const { ask, moved } = start();
    expect(await ask(rtu("000502000005"))).toBe("");
    expect(moved()).toEqual([1, 9]);
  });

  test("say nothing to other units, to a wrong checksum, and without power", async () => {
    const { board, ask, moved } = start();
    board.unpowered.add(2);
    for (const hex of [rtu("090502000005"), "0105020000050000", rtu("020502000005")])
      expect(await ask(hex), hex).toBe("");
    expect(moved()).toEqual([]);
  });

  test("answer over TCP with the transaction of the request", async () => {
    const { ask, moved } = start("tcp");
    expect(await ask("123400000006010200000008")).toBe("1234000000040102017F");
    expect(await ask("123500000006010502020005")).toBe("123500000006010502020005");
    expect(await ask("123600000006010600000001")).toBe("123600000003018601");
    expect(moved()).toEqual([3]);
  });
});
