import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, vi } from "vitest";
import { openGzxjDriver } from "../../../../firmware-bridge/drivers/gzxj/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Board } from "../../../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../../../simulators/board/gzxj/board-state.ts";
import { driverContract } from "../../../contract/driver-contract.ts";
import { pass } from "./host.ts";

let board: Board;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  board.stop();
  vi.useRealTimers();
});

driverContract(() => {
  board = new Board({ clock: systemClock, state: newBoard("SIM", 12), changed: () => {} });
  board.empty(3);
  let boardEnd: Duplex;
  let number = 100;
  return {
    board: {
      slots: 12,
      plug() {
        const [hostEnd, end] = duplexPair();
        boardEnd = end;
        board.plug(end);
        return hostEnd;
      },
      movements: (slot) => board.state.slots[slot - 1]?.motorMovements ?? 0,
      take: (slot) => void board.take(slot),
      insert: (slot) => board.insert(slot, board.state.slots[slot - 1]?.loose ? undefined : "FOREIGN1"),
      jam: (slot) => board.setJammed(slot, true),
      behave: (how) => {
        board.mode = how;
      },
      spoilNext: () => {
        board.transmitter.corruptNext = 1;
      },
      split: () => {
        board.transmitter.split = true;
      },
      noise: (bytes) => void boardEnd.write(bytes),
    },
    openDriver: openGzxjDriver,
    clock: systemClock,
    numbers: {
      next: () => Promise.resolve(++number),
      above: (shown) => {
        number = Math.max(number, shown);
      },
      raise: () => {
        number += 1000;
      },
      heard: () => {},
    },
    pass,
  };
});
