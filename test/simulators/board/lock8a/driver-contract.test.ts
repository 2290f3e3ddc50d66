import { describe } from "vitest";
import { lock8aDriver } from "../../../../firmware-bridge/drivers/lock8a/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { Lock8aBoards } from "../../../../simulators/board/lock8a/board.ts";
import { lockDriverContract, locksPerBoard, slots } from "../kit/lock-driver-contract.ts";

describe.each(["locked", "open"] as const)("where a closed contact means %s", (closedContact) => {
  lockDriverContract(() => {
    const state = newCabinet("SIM", slots);
    const board = new Lock8aBoards({ clock: systemClock, state, changed: () => {} }, { locksPerBoard, closedContact });
    board.fill(6);
    board.empty(3);
    return {
      board,
      openDriver: lock8aDriver({ slots, locksPerBoard, closedContact }),
      secondBoard: 2,
      foreignAnswer: Buffer.from("8009011199", "hex"),
    };
  });
});
