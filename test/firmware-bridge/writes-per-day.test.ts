import { duplexPair } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { driverOf } from "../../firmware-bridge/open-driver.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import { Cabinet } from "./cabinet.ts";

/*
 * Cards wear out by writes: docs/guides/bridge.md states these figures. The board is one that needs a number for each message, which the
 * journal keeps.
 */

const day = 24 * 3_600_000;
const step = 120_000;
let cabinet: Cabinet;

afterEach(() => cabinet.takeDown());

test("an idle bridge writes its journal at most 600 times a day", async () => {
  cabinet = await Cabinet.build();
  const { clock } = cabinet;
  // Bytes on a line take fractions of a millisecond; the wall clock has none.
  const after = (delay: number, work: () => void) => clock.after(Math.ceil(delay), work);
  const boardClock = { now: () => clock.now(), monotonic: () => clock.monotonic(), after };
  const board = new Board({ clock: boardClock, state: newBoard("SIM", 4), changed: () => {} });
  const openLine = async () => {
    const [ours, theirs] = duplexPair();
    board.plug(theirs);
    return ours;
  };
  const openDriver = driverOf({ driver: "gzxj", line: "tcp://board.example:1", slots: 4 });
  cabinet.boards = [{ protocol: "gzxj", slots: 4, openLine, openDriver }];
  await cabinet.start();
  for (const slot of [1, 2, 3, 4]) if (board.state.slots[slot - 1]?.item === undefined) board.fill(slot);
  while (cabinet.document.onDisk.slots[1] === undefined) await clock.pass(1000);
  cabinet.document.saves = 0;
  for (let time = 0; time < day; time += step) await cabinet.clock.pass(step);
  expect(cabinet.document.saves).toBeLessThanOrEqual(600);
  board.stop();
});

test("a bridge writes its journal at most twelve times for each loan of a busy day, with all commands that it remembers", async () => {
  cabinet = await Cabinet.build();
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "order1" });
  await cabinet.results("order1");
  const { commands } = cabinet.document.data;
  for (let past = 1; past < 500; past++)
    for (const command of commands.slice(0, 1)) commands.push({ ...command, id: `past${past}` });
  cabinet.document.saves = 0;
  const loans = 20;
  for (let loan = 1; loan <= loans; loan++) {
    cabinet.hub.command({ id: `loan${loan}`, slot: 2 });
    await cabinet.results(`loan${loan}`);
    await cabinet.clock.pass(step);
    await cabinet.board.receive(2, "BANK2");
    await cabinet.clock.pass(day / 200 - step);
  }
  expect(cabinet.document.saves).toBeLessThanOrEqual(12 * loans);
});
