import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BoardLine } from "../../../../firmware-bridge/drivers/gzxj/board-line.ts";
import { encodeBoardFrame, type HostFrame } from "../../../../firmware-bridge/drivers/gzxj/codec.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { ScriptedBoard } from "./scripted-board.ts";

let board: ScriptedBoard;
let clock: ManualClock;
let line: BoardLine;
let beforeNumber: () => void;
const above = vi.fn<(number: number) => void>();
const numberHeard = vi.fn<() => void>();

beforeEach(() => {
  board = new ScriptedBoard();
  beforeNumber = () => {};
  let last = 0;
  const next = async () => {
    beforeNumber();
    return ++last;
  };
  const numbers = { next, above, raise: () => {}, heard: numberHeard };
  clock = new ManualClock();
  line = new BoardLine({ line: board.hostEnd, clock, numbers });
});
afterEach(() => {
  line.close();
  vi.clearAllMocks();
});

const ask = (msgId: number): HostFrame => ({ command: "CQ", msgId, slot: 0 });

test("a frame that was written is told as such", async () => {
  expect(await line.send(ask)).toBe(true);
});

test("a frame for a line that has ended is neither built nor told as written", async () => {
  line.close();
  let isBuilt = false;
  const sent = line.send((msgId) => {
    isBuilt = true;
    return ask(msgId);
  });
  expect([await sent, isBuilt]).toEqual([false, false]);
});

test("a frame whose line ends while its number is got is not told as written", async () => {
  beforeNumber = () => line.close();
  expect(await line.send(ask)).toBe(false);
});

test("a frame that is not to be written after all is not told as written", async () => {
  expect(await line.send(() => undefined)).toBe(false);
});

test.each([
  [9_000, [1, 2]],
  [11_000, [2]],
])(
  "a frame whose halves come %i ms apart is read within ten seconds and does not spoil the next one",
  async (ms, read) => {
    const heard: number[] = [];
    line.listen(({ msgId }) => heard.push(msgId));
    const bytes = encodeBoardFrame({ command: "FA", msgId: 1, accepted: true });
    board.end.write(bytes.subarray(0, 6));
    await clock.pass(ms);
    board.end.write(bytes.subarray(6));
    board.say({ command: "FA", msgId: 2, accepted: true });
    await clock.pass(0);
    expect(heard).toEqual(read);
  },
);

test("the number of a frame that was heard is learned, unless it is so high that only noise has it", async () => {
  for (const msgId of [7, 9_000_000_001]) board.say({ command: "FA", msgId, accepted: true });
  await clock.pass(0);
  expect(above.mock.calls).toEqual([[7]]);
  expect(numberHeard).toHaveBeenCalledTimes(2);
});

test("a board counts as heard lately for as long as is asked, and only after its first frame", async () => {
  expect(line.heardWithin(5_000)).toBe(false);
  board.say({ command: "FA", msgId: 1, accepted: true });
  await clock.pass(5_000);
  expect(line.heardWithin(5_000)).toBe(true);
  await clock.pass(1);
  expect(line.heardWithin(5_000)).toBe(false);
});
