import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { ServerTCP } from "modbus-serial";
import { Value } from "typebox/value";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toHex } from "../../../../firmware-bridge/drivers/kit/bytes.ts";
import { modbusTcpCodec } from "../../../../firmware-bridge/drivers/modbus/codec.ts";
import { type ModbusLine, modbusDriver } from "../../../../firmware-bridge/drivers/modbus/driver.ts";
import { modbusWiring } from "../../../../firmware-bridge/drivers/modbus/wiring.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { ModbusBoards } from "../../../../simulators/board/modbus/board.ts";
import { freePort } from "../../../support/free-ports.ts";
import { connectLocks } from "../kit/lock-driver-contract.ts";

const usual: ModbusLine = {
  slots: 9,
  framing: "rtu",
  locksPerBoard: 8,
  firstAddress: 1,
  firstOutput: 0,
  firstInput: 0,
  pulse: 5,
  closedContact: "locked",
};

/** Two units: the first has 8 locks, all closed; the second has the slot 9, which is empty. */
function start(change: Partial<ModbusLine> = {}, boards: Partial<ModbusLine> = change) {
  const wiring = { ...usual, ...boards };
  const state = newCabinet("SIM", 9);
  const board = new ModbusBoards({ clock: systemClock, state, changed: () => {} }, wiring);
  const asked: string[] = [];
  board.onTraffic = (direction, bytes) => {
    if (direction === "in") asked.push(toHex(bytes));
  };
  const openDriver = modbusDriver({ ...usual, ...change });
  const connected = connectLocks({ board, openDriver, secondBoard: 2, foreignAnswer: new Uint8Array() });
  return { ...connected, board, asked };
}

describe("the driver of relay boards", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test("orders a pulse that the board ends by itself, and switches no output on", async () => {
    const { board, asked, open, driver } = start({ firstOutput: 16, firstInput: 32, pulse: 7 });
    expect(await open(2)).toEqual({ outcome: "opened" });
    const orders = asked.filter((hex) => hex.slice(2, 4) === "05");
    expect(orders.map((hex) => hex.slice(0, 12))).toEqual(["010502110007"]);
    expect(board.burning.size).toBe(0);
    driver.close();
  });

  test("asks for all inputs of a unit, so that a late answer is about the same latches", async () => {
    const { asked, driver, open, settled } = start({ firstInput: 32 });
    await open(2);
    await settled(driver.snapshot());
    const queries = asked.filter((hex) => hex.slice(2, 4) === "02").map((hex) => hex.slice(0, 12));
    expect(new Set(queries)).toEqual(new Set(["010200200008", "020200200001"]));
    driver.close();
  });

  test("never speaks to unit 0, which is all units at once", async () => {
    const { asked, driver, settled } = start();
    await settled(driver.snapshot());
    expect(new Set(asked.map((hex) => hex.slice(0, 2)))).toEqual(new Set(["01", "02"]));
    expect(Value.Check(modbusWiring, { ...usual, firstAddress: 0 })).toBe(false);
    driver.close();
  });

  test("is not made for more units, outputs or inputs than there are addresses", () => {
    expect(() => modbusDriver({ ...usual, firstAddress: 247 })).toThrow("units beyond 247 (config/invalid)");
    expect(() => modbusDriver({ ...usual, firstOutput: 249 })).toThrow("beyond the last one");
    expect(() => modbusDriver({ ...usual, firstInput: 65_529 })).toThrow("beyond the last one");
  });

  test.each([false, true])("says that a unit refused an order, on an adapter that hears itself: %s", async (echoes) => {
    const { board, driver, open, pulses } = start();
    board.echoes = echoes;
    board.failing.add(1);
    expect(await open(2)).toEqual({ outcome: "refused", reason: "board-refused" });
    expect(pulses(2)).toBe(0);
    driver.close();
  });

  test("says which exception a unit answers to a query, and gives it no order", async () => {
    const { asked, driver, open, settled } = start({ firstInput: 40 }, {});
    const [first] = await settled(driver.snapshot());
    expect(first).toEqual({ slot: 1, state: "unreadable", fault: "modbus exception 2" });
    expect(await open(2)).toEqual({ outcome: "refused", reason: "board-refused" });
    expect(asked.filter((hex) => hex.slice(2, 4) === "05")).toEqual([]);
    driver.close();
  });

  test("takes an answer over TCP only for its own request", async () => {
    const { board, driver, settled } = start({ framing: "tcp" });
    board.mode = "mute";
    const looked = driver.snapshot();
    void looked.catch(() => {});
    for (let transaction = 100; transaction < 120; transaction++) {
      await vi.advanceTimersByTimeAsync(50);
      board.transmitter.noise(modbusTcpCodec.encode({ unit: 1, fn: 2, data: "FF", transaction }));
    }
    await expect(settled(looked)).rejects.toMatchObject({ code: "serial/unavailable" });
    driver.close();
  });

  test("leaves an RTU line quiet after an answer, so that units can tell frames apart", async () => {
    const { board, driver, pass } = start();
    let answeredAt = 0;
    const pauses: number[] = [];
    board.onTraffic = (direction, bytes) => {
      if (direction === "out") answeredAt = Date.now() + (bytes.length * 10_000) / 9600;
      else if (answeredAt > 0) pauses.push(Date.now() - answeredAt);
    };
    await pass(5_000);
    expect(pauses.length).toBeGreaterThan(5);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(19);
    driver.close();
  });

  test("asks again over TCP as soon as it has an answer", async () => {
    const { board, driver, pass } = start({ framing: "tcp" });
    let answeredAt = 0;
    const pauses: number[] = [];
    board.onTraffic = (direction) => {
      if (direction === "out") answeredAt = Date.now();
      else if (answeredAt > 0) pauses.push(Date.now() - answeredAt);
    };
    await pass(5_000);
    expect(Math.min(...pauses)).toBeLessThan(10);
    driver.close();
  });

  test("gives up a query as soon as its line ends, and waits for no line that has ended", async () => {
    const { board, driver, line, pass } = start();
    const warned = vi.spyOn(process, "emitWarning");
    await pass(30_000);
    expect(warned).not.toHaveBeenCalled();
    board.mode = "silent";
    let isOver = false;
    const looked = driver.snapshot().finally(() => {
      isOver = true;
    });
    void looked.catch(() => {});
    await pass(10);
    line.destroy();
    await pass(100);
    expect(isOver).toBe(true);
    await expect(looked).rejects.toMatchObject({ code: "serial/unavailable" });
  });

  test("does not call a latch faulty while an earlier answer may still come", async () => {
    const { board, driver, open, pass } = start();
    await pass(3_000);
    board.mode = "mute";
    await pass(1_200);
    board.mode = "normal";
    board.setJammed(2, true);
    expect(await open(2)).toEqual({ outcome: "unknown", reason: "unclear" });
    driver.close();
  });

  test("ends a line on which a request is stuck, so that it can't leave later", async () => {
    const written: string[] = [];
    const line = new Duplex({ read() {}, write: (chunk: Uint8Array) => void written.push(toHex(chunk)) });
    const report = () => Promise.resolve();
    const reports = { returned: report, removed: report, abnormal: report };
    const numbers = { next: () => Promise.resolve(1), above: () => {}, raise: () => {}, heard: () => {} };
    const driver = modbusDriver(usual)({ line, clock: systemClock, reports, numbers });
    const opening = driver.open(2, "CMD1", () => true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await opening).toEqual({ outcome: "refused", reason: "board-silent" });
    expect([line.destroyed, written.length]).toEqual([true, 1]);
  });
});

describe("a Modbus TCP server of another make", () => {
  const latches = new Map([
    [1, true],
    [2, true],
    [3, false],
  ]);
  const ordered: { addr: number; unit: number }[] = [];
  let server: ServerTCP;
  let line: Socket;

  beforeEach(async () => {
    const port = await freePort();
    server = new ServerTCP(
      {
        getDiscreteInput: (addr: number) => latches.get(addr + 1) ?? false,
        setCoil: (addr: number, _value: boolean, unit: number) => {
          ordered.push({ addr, unit });
          latches.set(addr - 0x1ff, false);
        },
      },
      { host: "127.0.0.1", port, unitID: 1 },
    );
    await once(server, "initialized");
    line = connectTcp({ host: "127.0.0.1", port, noDelay: true });
    await once(line, "connect");
  });

  afterEach(async () => {
    line.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });

  test("is read and opened over a real connection", async () => {
    const report = () => Promise.resolve();
    const reports = { returned: report, removed: report, abnormal: report };
    const numbers = { next: () => Promise.resolve(1), above: () => {}, raise: () => {}, heard: () => {} };
    const driver = modbusDriver({ ...usual, slots: 3, framing: "tcp" })({ line, clock: systemClock, reports, numbers });
    const states = async () => (await driver.snapshot()).map(({ state }) => state);
    expect(await states()).toEqual(["occupied", "occupied", "empty"]);
    expect(await driver.open(2, "CMD1", () => true)).toEqual({ outcome: "opened" });
    expect(ordered).toEqual([{ addr: 0x0201, unit: 1 }]);
    expect(await states()).toEqual(["occupied", "empty", "empty"]);
    driver.close();
  });
});
