import { afterEach, beforeEach, describe, vi } from "vitest";
import { aa55Driver } from "../../../../firmware-bridge/drivers/aa55/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Aa55Board } from "../../../../simulators/board/aa55/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { driverContract } from "../../../contract/driver-contract.ts";
import { contractBoard, noNumbers, pass, useFakeClock } from "../../../contract/driver-rig.ts";

let board: Aa55Board;

beforeEach(useFakeClock);

afterEach(() => {
  board.stop();
  vi.useRealTimers();
});

describe("an umbrella controller", () => {
  driverContract(() => {
    board = new Aa55Board({ clock: systemClock, state: newCabinet("AA55", 8), changed: () => {} });
    board.empty(3);
    return {
      board: contractBoard(board, 8, "17617E62"),
      openDriver: aa55Driver({ slots: 8, emptyLatch: "return" }),
      clock: systemClock,
      numbers: noNumbers,
      pass,
    };
  });
});
