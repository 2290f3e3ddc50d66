import { describe } from "vitest";
import { modbusRtuCodec, modbusTcpCodec } from "../../../../firmware-bridge/drivers/modbus/codec.ts";
import { modbusDriver } from "../../../../firmware-bridge/drivers/modbus/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { ModbusBoards } from "../../../../simulators/board/modbus/board.ts";
import { lockDriverContract, locksPerBoard, slots } from "../kit/lock-driver-contract.ts";

describe.each([
  { framing: "rtu", closedContact: "locked", firstOutput: 0, firstInput: 0 },
  { framing: "rtu", closedContact: "open", firstOutput: 16, firstInput: 0x0800 },
  { framing: "tcp", closedContact: "locked", firstOutput: 0, firstInput: 0 },
] as const)("over $framing, where an input that is on means $closedContact", (addresses) => {
  lockDriverContract(() => {
    const wiring = { locksPerBoard, firstAddress: 7, ...addresses };
    const state = newCabinet("SIM", slots);
    const board = new ModbusBoards({ clock: systemClock, state, changed: () => {} }, wiring);
    board.fill(6);
    board.empty(3);
    const answer = { unit: 99, fn: 2, data: "01", transaction: 1 };
    return {
      board,
      openDriver: modbusDriver({ slots, pulse: 5, ...wiring }),
      secondBoard: 8,
      foreignAnswer: (wiring.framing === "tcp" ? modbusTcpCodec : modbusRtuCodec).encode(answer),
    };
  });
});
