import { expect, test } from "vitest";
import { type A8Frame, a8Codec, a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { fromHex } from "../../../../firmware-bridge/drivers/kit/bytes.ts";

const read = (hex: string) => a8Codec().read(Uint8Array.from(fromHex(hex)));

test.each(["A8", "A800", "A80005", "A8000510"])("the bytes %s of an A8 frame may go on", (hex) => {
  expect(read(hex)).toEqual({ wait: "cut" });
});

test("an A8 frame without data is read", () => {
  expect(read("A800051043")).toEqual({ frame: { cmd: a8Command.info, data: "" }, length: 5 });
  expect(read("A800052033")).toEqual({ frame: { cmd: a8Command.pop, data: "" }, length: 5 });
});

test.each([
  ["begins with another byte", "A900051042"],
  ["is too short for a command", "A8000454"],
  ["has no length", "A8000058"],
  ["is longer than 2048 bytes", "A8080110"],
])("what %s is no A8 frame", (_what, hex) => {
  expect(read(hex)).toEqual({ refused: "garbage", length: 1 });
});

test("an A8 frame whose bytes do not add up to 0 is refused", () => {
  expect(read("A800051044")).toEqual({ refused: "wrong-checksum", length: 5 });
});

test("an A8 frame of 2048 bytes is read", () => {
  const frame = { cmd: a8Command.wifi, data: "00".repeat(2048 - 5) };
  expect(a8Codec().read(a8Codec().encode(frame))).toEqual({ frame, length: 2048 });
});

test("an A8 frame of 14 bytes that is no return ends with its 14th byte", () => {
  const frame = { cmd: a8Command.wifi, data: "010203040506070809" };
  expect(a8Codec().read(a8Codec().encode(frame))).toEqual({ frame, length: 14 });
});

type Boards = Extract<A8Frame, { boards: unknown }>["boards"];

/** Boards whose holes' numbers go on from board to board. */
function cabinet(boards: number, holesPerBoard: number): Boards {
  const measured = { current: 0, volt: 0, area: 0, sn: 0, soc: 0, temp: 0, chargeVolt: 0, chargeCurrent: 0 };
  return Array.from({ length: boards }, (_, board) => ({
    board: board + 1,
    unknown: 0xffff,
    temp: 0,
    soft: 4,
    hard: 22,
    holes: Array.from({ length: holesPerBoard }, (__, at) => {
      return { hole: board * holesPerBoard + at + 1, state: 0, ...measured, soft: 0, sensor: 0x80 };
    }),
  }));
}

test.each([
  [7, 4],
  [7, 6],
  [2, 3],
  [1, 12],
])("a report of %i A8 boards of %i holes is read without a setting", (boards, holes) => {
  const frame = { cmd: a8Command.info, boards: cabinet(boards, holes) };
  expect(a8Codec().read(a8Codec().encode(frame))).toMatchObject({ frame });
});

test("a report of A8 boards whose holes' numbers are in no order is malformed", () => {
  const [board] = cabinet(1, 4);
  const boards = board === undefined ? [] : [{ ...board, holes: board.holes.toReversed() }];
  const bytes = a8Codec().encode({ cmd: a8Command.info, boards });
  for (const holes of [4, undefined]) expect(a8Codec(holes).read(bytes)).toMatchObject({ refused: "malformed" });
});

test("a report of A8 boards with bytes left over is malformed", () => {
  const codec = a8Codec(4);
  const bytes = codec.encode({ cmd: a8Command.info, boards: cabinet(2, 4) });
  const body = Buffer.from(bytes.subarray(4, -1)).toString("hex");
  expect(codec.read(codec.encode({ cmd: a8Command.info, data: `${body}00` }))).toMatchObject({ refused: "malformed" });
});
