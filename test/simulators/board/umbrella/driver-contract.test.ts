import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, vi } from "vitest";
import { cu16Driver } from "../../../../firmware-bridge/drivers/cu16/driver.ts";
import type { Driver, DriverParts } from "../../../../firmware-bridge/drivers/driver.ts";
import { lock8aDriver } from "../../../../firmware-bridge/drivers/lock8a/driver.ts";
import { modbusDriver } from "../../../../firmware-bridge/drivers/modbus/driver.ts";
import { taggedLatchDriver } from "../../../../firmware-bridge/drivers/tagged-latch/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Cu16Boards } from "../../../../simulators/board/cu16/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import type { SimulatedBoardParts } from "../../../../simulators/board/kit/simulated-board.ts";
import type { SimulatedLocks } from "../../../../simulators/board/kit/simulated-locks.ts";
import { Lock8aBoards } from "../../../../simulators/board/lock8a/board.ts";
import { ModbusBoards } from "../../../../simulators/board/modbus/board.ts";
import { TagReaders } from "../../../../simulators/board/umbrella/tag-readers.ts";
import { driverContract } from "../../../contract/driver-contract.ts";
import { contractBoard, noNumbers, pass, useFakeClock } from "../../../contract/driver-rig.ts";

const slots = 6;

/** Latches of one kind: simulated, and driven. */
interface Latches {
  readonly newBoards: (parts: SimulatedBoardParts) => SimulatedLocks;
  readonly openLatch: (parts: DriverParts) => Driver;
}

const lock8a = { slots, locksPerBoard: 4, closedContact: "locked" } as const;
const cu16 = { slots, locksPerBoard: 4, firstAddress: 0, itemSensors: true };

const latches: Readonly<Record<string, Latches>> = {
  lock8a: { newBoards: (parts) => new Lock8aBoards(parts, lock8a), openLatch: lock8aDriver(lock8a) },
  cu16: { newBoards: (parts) => new Cu16Boards(parts, cu16), openLatch: cu16Driver(cu16) },
  modbus: modbusLatches("rtu"),
  "modbus-tcp": modbusLatches("tcp"),
};

function modbusLatches(framing: "rtu" | "tcp"): Latches {
  const addresses = { firstAddress: 7, firstOutput: 0, firstInput: 0 };
  const wiring = { slots, locksPerBoard: 4, framing, ...addresses, pulse: 5, closedContact: "locked" } as const;
  return { newBoards: (parts) => new ModbusBoards(parts, wiring), openLatch: modbusDriver(wiring) };
}

let stand: SimulatedLocks;

beforeEach(useFakeClock);

afterEach(() => {
  stand.stop();
  vi.useRealTimers();
});

describe.each([
  ["lock8a", "the same line"],
  ["lock8a", "a line of their own"],
  ["cu16", "the same line"],
  ["cu16", "a line of their own"],
  ["modbus", "the same line"],
  ["modbus", "a line of their own"],
  ["modbus-tcp", "a line of their own"],
])("latches of %s with RFID readers on %s", (kind, where) => {
  driverContract(() => {
    const { newBoards, openLatch } = latches[kind] as Latches;
    stand = newBoards({ clock: systemClock, state: newCabinet("AA55", slots), changed: () => {} });
    const readers = stand.attach((host) => new TagReaders(host, { slotsPerReader: 1 }));
    stand.empty(3);
    const openReaderLine = (): Promise<Duplex> => {
      const [line, readersEnd] = duplexPair();
      readers.plug(readersEnd);
      return Promise.resolve(line);
    };
    return {
      board: contractBoard(stand, slots, "17617E62"),
      openDriver: taggedLatchDriver({
        slots,
        slotsPerReader: 1,
        openLatch,
        ...(where === "the same line" ? {} : { openReaderLine }),
      }),
      clock: systemClock,
      numbers: noNumbers,
      pass,
    };
  });
});
