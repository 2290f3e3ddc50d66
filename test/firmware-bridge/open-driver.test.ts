import { expect, test } from "vitest";
import type { BoardSettings } from "../../firmware-bridge/board-settings.ts";
import { driverOf } from "../../firmware-bridge/open-driver.ts";

const stand: BoardSettings<"modbusrfid"> = {
  driver: "modbusrfid",
  line: "tcp://192.0.2.1:502",
  slots: 6,
  framing: "tcp",
  locksPerBoard: 8,
  firstAddress: 1,
  firstOutput: 0,
  firstInput: 0,
  pulse: 5,
  closedContact: "locked",
  slotsPerReader: 1,
};

test("RFID readers can't be on a line with Modbus TCP frames, and may have a line of their own", () => {
  expect(() => driverOf(stand)).toThrow("the RFID readers need readerLine (BRIDGE_READER_LINE) (config/invalid)");
  expect(driverOf({ ...stand, readerLine: "/dev/ttyUSB1" })).toBeTypeOf("function");
});

test("RFID readers may be on the line of latches that speak Modbus RTU", () => {
  expect(driverOf({ ...stand, framing: "rtu" })).toBeTypeOf("function");
});
