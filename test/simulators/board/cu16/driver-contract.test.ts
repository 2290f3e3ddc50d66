import { describe } from "vitest";
import { cu16Codec } from "../../../../firmware-bridge/drivers/cu16/codec.ts";
import { cu16Driver } from "../../../../firmware-bridge/drivers/cu16/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Cu16Boards } from "../../../../simulators/board/cu16/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { lockDriverContract, locksPerBoard, slots } from "../kit/lock-driver-contract.ts";

describe.each([true, false])("where item sensors are connected: %s", (itemSensors) => {
  lockDriverContract(() => {
    const wiring = { locksPerBoard, firstAddress: 3, itemSensors };
    const board = new Cu16Boards({ clock: systemClock, state: newCabinet("SIM", slots), changed: () => {} }, wiring);
    board.fill(6);
    board.empty(3);
    return {
      board,
      openDriver: cu16Driver({ slots, ...wiring }),
      secondBoard: 4,
      foreignAnswer: cu16Codec.encode({ board: 9, lock: 0, hooks: 0xffff, items: 0xffff }),
    };
  });
});
