import { afterEach, beforeEach, vi } from "vitest";
import { type A8Frame, a8Codec } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { type A8Line, a8Driver } from "../../../../firmware-bridge/drivers/a8/driver.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { A8Boards } from "../../../../simulators/board/a8/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { connect, useFakeClock } from "../../../contract/driver-rig.ts";

const slots = 8;

export const foreign = "93198088";
export const codec = a8Codec(4);
export const usual: A8Line = { slots, holesPerBoard: 4, holeNumbers: "cabinet", popBy: "hole" };

/**
 * Two simulated boards with 4 holes each, and a driver on a line to them; slots 3 and 8 are empty. `heard` is what the boards are
 * sent.
 */
function startBoards(wiring: Partial<A8Line>) {
  const parts = { clock: systemClock, state: newCabinet("850", slots), changed: () => {} };
  const boards = new A8Boards(parts, { ...usual, ...wiring });
  boards.empty(3);
  const heard: A8Frame[] = [];
  const decoder = new FrameDecoder(codec);
  boards.onTraffic = (direction, bytes) => {
    if (direction === "in") heard.push(...decoder.push(bytes));
  };
  const openDriver = a8Driver({ ...usual, ...wiring });
  const rig = connect(boards, openDriver);
  const say = (frame: A8Frame) => void rig.boardEnd.write(codec.encode(frame));
  const replug = () => connect(boards, openDriver);
  return { ...rig, boards, heard, say, replug };
}

/** Gives each test a clock of its own. @returns starts boards, which stop at the end of the test */
export function useBoards() {
  const started: A8Boards[] = [];
  beforeEach(useFakeClock);
  afterEach(() => {
    for (const boards of started.splice(0)) boards.stop();
    vi.useRealTimers();
  });
  return (wiring: Partial<A8Line> = {}) => {
    const rig = startBoards(wiring);
    started.push(rig.boards);
    return rig;
  };
}

export const ordersIn = (heard: readonly A8Frame[]) => heard.filter(({ cmd }) => [0x20, 0x30].includes(cmd));
