import { afterEach, beforeEach, describe, vi } from "vitest";
import { a8Driver } from "../../../../firmware-bridge/drivers/a8/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { A8Boards } from "../../../../simulators/board/a8/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { driverContract } from "../../../contract/driver-contract.ts";
import { contractBoard, noNumbers, pass, useFakeClock } from "../../../contract/driver-rig.ts";

let boards: A8Boards;

beforeEach(useFakeClock);

afterEach(() => {
  boards.stop();
  vi.useRealTimers();
});

describe.each([
  { holesPerBoard: 4, popBy: "hole" },
  { holesPerBoard: 6, popBy: "sn" },
] as const)("boards with $holesPerBoard holes, opened by $popBy", ({ holesPerBoard, popBy }) => {
  driverContract(() => {
    boards = new A8Boards({ clock: systemClock, state: newCabinet("850", 12), changed: () => {} }, holesPerBoard);
    boards.empty(3);
    return {
      board: contractBoard(boards, 12, "93198088"),
      openDriver: a8Driver({ slots: 12, holesPerBoard, holeNumbers: "cabinet", popBy }),
      clock: systemClock,
      numbers: noNumbers,
      pass,
    };
  });
});
