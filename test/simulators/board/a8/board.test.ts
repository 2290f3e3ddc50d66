import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type A8Frame, a8Codec, a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { popState } from "../../../../firmware-bridge/drivers/a8/states.ts";
import { toHex } from "../../../../firmware-bridge/drivers/kit/bytes.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { A8Boards } from "../../../../simulators/board/a8/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { pass, useFakeClock } from "../../../contract/driver-rig.ts";
import { hexHost } from "../kit/hex-host.ts";

let boards: A8Boards;

beforeEach(useFakeClock);

afterEach(() => {
  boards.stop();
  vi.useRealTimers();
});

/** Two boards with 2 holes each, at the addresses 20 and 10. */
function start(boardAddresses = "20,10") {
  const parts = { clock: systemClock, state: newCabinet("850", 4), changed: () => {} };
  boards = new A8Boards(parts, { holesPerBoard: 2, boardAddresses, holeNumbers: "board" });
  const host = hexHost(boards);
  const codec = a8Codec(2);
  return {
    host,
    ask: async (frame: A8Frame) => {
      host.write(toHex(codec.encode(frame)));
      await pass(6_000);
      return host.heard();
    },
    hexOf: (frame: A8Frame) => toHex(codec.encode(frame)),
  };
}

/** The boards of each report; there are no other frames. */
function a8Reports(hex: string) {
  const frames = new FrameDecoder(a8Codec(2)).push(Buffer.from(hex, "hex"));
  expect(frames.every((frame) => "boards" in frame)).toBe(true);
  return frames.flatMap((frame) => ("boards" in frame ? [frame.boards] : []));
}

test("a simulated A8 board opens the hole of its own address and answers with both", async () => {
  const { ask, hexOf } = start();
  const answer = { board: 0x10, hole: 1, state: popState.ok, solenoid: 1 };
  expect(await ask({ cmd: a8Command.pop, values: { board: 0x10, hole: 1 } })).toBe(
    hexOf({ cmd: a8Command.popped, values: answer }),
  );
  expect(boards.state.slots.map(({ motorMovements }) => motorMovements)).toEqual([0, 0, 1, 0]);
});

test("an order to an A8 board that is not on the line is answered by none", async () => {
  const { ask } = start();
  expect(await ask({ cmd: a8Command.pop, values: { board: 0x01, hole: 1 } })).toBe("");
  expect(await ask({ cmd: a8Command.popBySn, values: { board: 0x01, sn: 8_500_001 } })).toBe("");
});

test("an A8 board that is asked for an item of another board, or for no number, does not find it", async () => {
  const { ask, hexOf } = start();
  boards.habits.unreadable.add(1);
  for (const sn of [8_500_003, 0]) {
    const answer = { hole: 0, sn, state: popState.snNotFound };
    expect(await ask({ cmd: a8Command.popBySn, values: { board: 0x20, sn } })).toBe(
      hexOf({ cmd: a8Command.poppedBySn, values: answer }),
    );
  }
  expect(boards.state.slots.map(({ motorMovements }) => motorMovements)).toEqual([0, 0, 0, 0]);
});

test("an A8 board has no hole beyond its last one", async () => {
  const { ask, hexOf } = start();
  const answer = { board: 0x20, hole: 3, state: popState.failed, solenoid: 1 };
  expect(await ask({ cmd: a8Command.pop, values: { board: 0x20, hole: 3 } })).toBe(
    hexOf({ cmd: a8Command.popped, values: answer }),
  );
});

test("slots of an A8 board that has no address are in no report, and nothing is said of returns to them", async () => {
  const { host } = start("10");
  boards.insert(4, "93198088");
  await pass(300_000);
  const [report] = a8Reports(host.heard());
  expect(report?.map(({ board }) => board)).toEqual([0x10]);
});
