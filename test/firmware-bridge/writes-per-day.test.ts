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

/** Starts the bridge with a simulated board whose four slots hold items. */
async function startWithBoard(): Promise<Board> {
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
  return board;
}

/** What is written within the next day. */
async function writtenInADay(): Promise<{ saves: number; bytes: number }> {
  const { document, clock } = cabinet;
  Object.assign(document, { saves: 0, bytes: 0 });
  for (let time = 0; time < day; time += step) await clock.pass(step);
  return { saves: document.saves, bytes: document.bytes };
}

/** As many commands as are remembered, each as an opening leaves it. */
function rememberCommands(): void {
  const { data } = cabinet.document;
  const { time } = cabinet.hub;
  const result = { outcome: "opened", itemId: "GZXJ20240817" } as const;
  const about = { slot: 1, expiresAt: time, state: "done", result, at: { at: time, uncertainty: 20 } } as const;
  for (let past = 100; past < 600; past++) data.commands.push({ id: `20260101000000000${past}L1`, ...about });
}

test("an idle bridge writes its journal at most 180 times a day, and 0.3 MB", async () => {
  const board = await startWithBoard();
  const { saves, bytes } = await writtenInADay();
  expect(saves).toBeLessThanOrEqual(180);
  expect(bytes).toBeLessThanOrEqual(300_000);
  board.stop();
});

test("an idle bridge with its last 500 commands writes at most 14 MB on the first day, and 0.3 MB on each day after it", async () => {
  const board = await startWithBoard();
  rememberCommands();
  const first = await writtenInADay();
  expect(first.saves).toBeLessThanOrEqual(180);
  expect(first.bytes).toBeLessThanOrEqual(14_000_000);
  await cabinet.clock.pass(20 * step);
  const second = await writtenInADay();
  expect(second.bytes).toBeLessThanOrEqual(300_000);
  board.stop();
});

test("a bridge writes its journal at most five times for each loan of a busy day, with all commands that it remembers", async () => {
  cabinet = await Cabinet.build();
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "order1" });
  await cabinet.results("order1");
  const { commands } = cabinet.document.data;
  for (let past = 1; past < 500; past++)
    for (const command of commands.slice(0, 1)) commands.push({ ...command, id: `past${past}` });
  Object.assign(cabinet.document, { saves: 0, bytes: 0 });
  const loans = 20;
  for (let loan = 1; loan <= loans; loan++) {
    cabinet.hub.command({ id: `loan${loan}`, slot: 2 });
    await cabinet.results(`loan${loan}`);
    await cabinet.clock.pass(step);
    await cabinet.board.receive(2, "BANK2");
    await cabinet.clock.pass(day / 200 - step);
  }
  expect(cabinet.document.saves).toBeLessThanOrEqual(5 * loans);
});
