import { createHash } from "node:crypto";
import { a8Driver } from "../../firmware-bridge/drivers/a8/driver.ts";
import { aa55Driver } from "../../firmware-bridge/drivers/aa55/driver.ts";
import { cu16Driver } from "../../firmware-bridge/drivers/cu16/driver.ts";
import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { openGzxjDriver } from "../../firmware-bridge/drivers/gzxj/driver.ts";
import { lock8aDriver } from "../../firmware-bridge/drivers/lock8a/driver.ts";
import { modbusDriver } from "../../firmware-bridge/drivers/modbus/driver.ts";
import { type Pb60Line, pb60Driver } from "../../firmware-bridge/drivers/pb60/driver.ts";
import { dialectOf } from "../../firmware-bridge/drivers/pb60/wiring.ts";
import { taggedLatchDriver } from "../../firmware-bridge/drivers/tagged-latch/driver.ts";
import type { Clock } from "../../platform/clock.ts";
import { A8Boards } from "../../simulators/board/a8/board.ts";
import { Aa55Board } from "../../simulators/board/aa55/board.ts";
import { Cu16Boards } from "../../simulators/board/cu16/board.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import { newCabinet } from "../../simulators/board/kit/cabinet-state.ts";
import type { SimulatedBoard, SimulatedBoardParts } from "../../simulators/board/kit/simulated-board.ts";
import { Lock8aBoards } from "../../simulators/board/lock8a/board.ts";
import { ModbusBoards } from "../../simulators/board/modbus/board.ts";
import { Station } from "../../simulators/board/pb60/board.ts";
import { newStation } from "../../simulators/board/pb60/station-state.ts";
import { TagReaders } from "../../simulators/board/umbrella/tag-readers.ts";
import type { Sensor } from "./box.ts";

export interface NewBoardParts {
  readonly clock: Clock;
  readonly cabinetId: string;
  readonly slotCount: number;
  readonly changed: () => void;
}

/** A protocol of boards in the simulation: its board at the level of bytes, and the driver that ships. */
export interface BoardMake extends Sensor {
  /** Whether a snapshot has the ids of all items. */
  readonly showsIds: boolean;
  newBoard(parts: NewBoardParts): SimulatedBoard;
  openDriver(slots: number): (parts: DriverParts) => Driver;
  /** The id of an item as these boards read it; of an id that they can read it is the same. */
  itemId(name: string): string;
}

export const boardProtocols = [
  "gzxj",
  "pb60",
  "a8",
  "aa55",
  "lock8a",
  "cu16",
  "modbus",
  "lock8arfid",
  "cu16rfid",
  "modbusrfid",
] as const;
export type BoardProtocol = (typeof boardProtocols)[number];

const station: Omit<Pb60Line, "slots"> = {
  stationVersion: "v2",
  stationKey: "a-station-key",
  stationToken: "11223344",
  openingCommand: "borrow",
  lenientChecksum: false,
};

const asItIs = (name: string) => name;

const a8 = { holesPerBoard: 6, holeNumbers: "cabinet", popBy: "hole" } as const;

/** Two boards on a line. */
const lock8a = { locksPerBoard: 8, closedContact: "locked" } as const;
const cu16 = { locksPerBoard: 8, firstAddress: 0, itemSensors: true } as const;
const modbus = {
  framing: "rtu",
  locksPerBoard: 8,
  firstAddress: 1,
  firstOutput: 0,
  firstInput: 0,
  pulse: 5,
  closedContact: "locked",
} as const;

const readers = { slotsPerReader: 1 };

/** Boards that know no items are asked once a second, and two answers in a row must agree. */
const polled = { readable: false, showsIds: false, lag: 5_000, itemId: asItIs };

const locks = {
  lock8a: {
    newBoard: (parts: SimulatedBoardParts) => new Lock8aBoards(parts, lock8a),
    openDriver: (slots: number) => lock8aDriver({ ...lock8a, slots }),
  },
  cu16: {
    newBoard: (parts: SimulatedBoardParts) => new Cu16Boards(parts, cu16),
    openDriver: (slots: number) => cu16Driver({ ...cu16, slots }),
  },
  modbus: {
    newBoard: (parts: SimulatedBoardParts) => new ModbusBoards(parts, modbus),
    openDriver: (slots: number) => modbusDriver({ ...modbus, slots }),
  },
} as const;

type Latches = (typeof locks)[keyof typeof locks];

function latchesAlone(latches: Latches): BoardMake {
  return { ...polled, ...latches, newBoard: (parts) => latches.newBoard(withState(parts)) };
}

/** An RFID reader for each slot, on the line of the latches. */
function umbrellaStand({ newBoard, openDriver }: Latches): BoardMake {
  return {
    readable: true,
    showsIds: true,
    // A latch is seen by a poll, and its tag may be read after some questions that were lost.
    lag: 60_000,
    itemId: tagNumber,
    newBoard: (parts) => {
      const board = newBoard(withState(parts, digits(parts.cabinetId, 4)));
      board.attach((host) => new TagReaders(host, readers));
      return board;
    },
    openDriver: (slots) => taggedLatchDriver({ ...readers, slots, openLatch: openDriver(slots) }),
  };
}

export const boardMakes: Readonly<Record<BoardProtocol, BoardMake>> = {
  gzxj: {
    readable: true,
    showsIds: true,
    // A report that was lost is repeated after ten seconds.
    lag: 11_000,
    itemId: asItIs,
    newBoard: ({ clock, cabinetId, slotCount, changed }) =>
      new Board({ clock, changed, state: newBoard(stockName(cabinetId), slotCount) }),
    openDriver: () => openGzxjDriver,
  },
  pb60: {
    readable: true,
    showsIds: true,
    // A report that was lost is found by a list: one every 30 s, which may have to be asked for twice.
    lag: 60_000,
    itemId: stationItemId,
    newBoard: ({ clock, cabinetId, slotCount, changed }) =>
      new Station(dialectOf(station), { clock, changed, state: newStation(slotCount, `SIMU${digits(cabinetId, 4)}`) }),
    openDriver: (slots) => pb60Driver({ ...station, slots }),
  },
  a8: {
    readable: true,
    showsIds: true,
    // A return that was not heard is seen by the next report of all slots.
    lag: 60_000,
    itemId: (name) => (/^[1-9][0-9]{0,8}$/.test(name) ? name : `9${number(name, 8)}`),
    newBoard: (parts) => new A8Boards(withState(parts, `8${number(parts.cabinetId, 3)}`), a8),
    openDriver: (slots) => a8Driver({ ...a8, slots }),
  },
  aa55: {
    readable: true,
    // An umbrella is read when it goes in or out.
    showsIds: false,
    lag: 60_000,
    itemId: tagNumber,
    newBoard: (parts) => new Aa55Board(withState(parts, digits(parts.cabinetId, 4))),
    openDriver: (slots) => aa55Driver({ emptyLatch: "return", slots }),
  },
  lock8a: latchesAlone(locks.lock8a),
  cu16: latchesAlone(locks.cu16),
  modbus: latchesAlone(locks.modbus),
  lock8arfid: umbrellaStand(locks.lock8a),
  cu16rfid: umbrellaStand(locks.cu16),
  modbusrfid: umbrellaStand(locks.modbus),
};

/** @param stock what the ids of its items begin with */
function withState({ clock, cabinetId, slotCount, changed }: NewBoardParts, stock = stockName(cabinetId)) {
  return { clock, changed, state: newCabinet(stock, slotCount) };
}

/** Four letters and eight hexadecimal digits: frames have room for no other ids. */
function stationItemId(name: string): string {
  return /^[!-~]{4}[0-9A-F]{8}$/.test(name) ? name : `HAND${digits(name, 8)}`;
}

/** Eight hexadecimal digits: the number of an RFID tag. */
function tagNumber(name: string): string {
  return /^[0-9A-F]{8}$/.test(name) ? name : digits(name, 8);
}

function digits(text: string, count: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, count).toUpperCase();
}

function number(text: string, count: number): string {
  return (BigInt(`0x${digits(text, 12)}`) % 10n ** BigInt(count)).toString().padStart(count, "0");
}

/** What the ids of a cabinet's items begin with. */
function stockName(cabinetId: string): string {
  return cabinetId.toUpperCase().slice(0, 10);
}
