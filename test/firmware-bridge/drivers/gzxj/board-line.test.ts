import { afterEach, beforeEach, expect, test } from "vitest";
import { BoardLine } from "../../../../firmware-bridge/drivers/gzxj/board-line.ts";
import type { HostFrame } from "../../../../firmware-bridge/drivers/gzxj/codec.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { ScriptedBoard } from "./scripted-board.ts";

let board: ScriptedBoard;
let line: BoardLine;
let beforeNumber: () => void;

beforeEach(() => {
  board = new ScriptedBoard();
  beforeNumber = () => {};
  let last = 0;
  const next = async () => {
    beforeNumber();
    return ++last;
  };
  const numbers = { next, above: () => {}, raise: () => {}, heard: () => {} };
  line = new BoardLine({ line: board.hostEnd, clock: new ManualClock(), numbers });
});
afterEach(() => line.close());

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
