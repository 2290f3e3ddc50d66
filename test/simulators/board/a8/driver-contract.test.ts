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
  { holesPerBoard: 4, holeNumbers: "cabinet", popBy: "hole" },
  { holesPerBoard: 6, holeNumbers: "cabinet", popBy: "sn" },
  { holesPerBoard: 4, boardAddresses: "30,10,20", holeNumbers: "cabinet", popBy: "hole" },
  { holesPerBoard: 6, boardAddresses: "10,20", holeNumbers: "board", popBy: "hole" },
  { holesPerBoard: 4, boardAddresses: "30,10,20", holeNumbers: "board", popBy: "sn" },
] as const)("boards that are wired as $holesPerBoard holes, $boardAddresses, $holeNumbers, $popBy", (wiring) => {
  driverContract(() => {
    boards = new A8Boards({ clock: systemClock, state: newCabinet("850", 12), changed: () => {} }, wiring);
    boards.empty(3);
    return {
      board: contractBoard(boards, 12, "93198088"),
      openDriver: a8Driver({ slots: 12, ...wiring }),
      clock: systemClock,
      numbers: noNumbers,
      pass,
    };
  });
});
