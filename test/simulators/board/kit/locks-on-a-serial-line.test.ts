import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { type BoardSettings, type Protocol, protocols } from "../../../../firmware-bridge/board-settings.ts";
import { driverOf } from "../../../../firmware-bridge/open-driver.ts";
import { openLine } from "../../../../firmware-bridge/transport.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Cu16Boards } from "../../../../simulators/board/cu16/board.ts";
import { BoardPort } from "../../../../simulators/board/kit/board-port.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { SerialDevice } from "../../../../simulators/board/kit/serial-device.ts";
import type { SimulatedBoardParts } from "../../../../simulators/board/kit/simulated-board.ts";
import type { SimulatedLocks } from "../../../../simulators/board/kit/simulated-locks.ts";
import { Lock8aBoards } from "../../../../simulators/board/lock8a/board.ts";
import { ModbusBoards } from "../../../../simulators/board/modbus/board.ts";
import { findProgram } from "../../../support/optional.ts";

const socat = findProgram("socat", ["socat"]);

const common = { line: "/dev/ttyUSB0", slots: 6, locksPerBoard: 4 };
const relays = {
  framing: "rtu",
  firstAddress: 1,
  firstOutput: 0,
  firstInput: 0,
  closedContact: "locked",
} as const;
const contacts = { closedContact: "locked" } as const;
const sensors = { firstAddress: 0, itemSensors: true };

const cabinets: {
  readonly [Name in Protocol]?: [BoardSettings<Name>, (parts: SimulatedBoardParts) => SimulatedLocks];
} = {
  lock8a: [
    { driver: "lock8a", ...common, ...contacts },
    (parts) => new Lock8aBoards(parts, { ...common, ...contacts }),
  ],
  cu16: [{ driver: "cu16", ...common, ...sensors }, (parts) => new Cu16Boards(parts, { ...common, ...sensors })],
  modbus: [
    { driver: "modbus", ...common, ...relays, pulse: 3 },
    (parts) => new ModbusBoards(parts, { ...common, ...relays }),
  ],
};

test.skipIf(!socat).each(["lock8a", "cu16", "modbus"] as const)(
  "%s boards lend an item and take it back over a serial line at its usual speed",
  async (name) => {
    const [settings, newBoards] = cabinets[name] ?? [];
    if (!settings || !newBoards) throw new Error("no such boards");
    const board = newBoards({ clock: systemClock, state: newCabinet("SIM", 6), changed: () => {} });
    const folder = await mkdtemp(join(tmpdir(), "locks-"));
    const path = join(folder, "line");
    const port = await BoardPort.open(board, 0);
    const device = await SerialDevice.open({ path, port, clock: systemClock });
    const line = await openLine(path, protocols[name].baud);
    const returned = vi.fn<() => Promise<void>>().mockResolvedValue();
    const reports = { returned, removed: () => Promise.resolve(), abnormal: () => Promise.resolve() };
    const numbers = { next: () => Promise.resolve(1), above: () => {}, raise: () => {}, heard: () => {} };
    const driver = driverOf(settings)({ line, clock: systemClock, reports, numbers });
    const states = async () => (await driver.snapshot()).map(({ state }) => state);
    try {
      // On a busy machine a reply may come too late.
      await expect.poll(states).toEqual([...Array<string>(5).fill("occupied"), "empty"]);
      expect(await driver.open(5, "CMD1", () => true)).toEqual({ outcome: "opened" });
      board.take(5);
      await expect.poll(async () => (await states())[4]).toBe("empty");
      board.insert(6);
      await expect.poll(() => returned.mock.calls).toEqual([[6, {}, "report"]]);
    } finally {
      driver.close();
      board.stop();
      await device.close();
      await port.close();
      await rm(folder, { recursive: true });
    }
  },
);
