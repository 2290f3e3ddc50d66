import { PassThrough } from "node:stream";
import { beforeEach, expect, test } from "vitest";
import type { BoardReports } from "../../firmware-bridge/drivers/driver.ts";
import { outcomeTable, type SlotOutcome, selfTest } from "../../firmware-bridge/self-test.ts";
import { AppError } from "../../platform/app-error.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { FakeBoard } from "./fake-board.ts";

let clock: ManualClock;
let board: FakeBoard;
let told: string[];

beforeEach(() => {
  clock = new ManualClock();
  board = new FakeBoard({ 1: "BANK1", 3: "BANK3" });
  told = [];
});

function begin(): Promise<SlotOutcome[]> {
  let ids = 0;
  return selfTest({
    openDriver: async (reports: BoardReports) =>
      board.openDriver({ line: new PassThrough(), clock, reports, numbers: undefined as never }),
    slots: [1, 2, 3, 4],
    clock,
    newId: () => `T${++ids}`,
    tell: (line) => told.push(line),
  });
}

/** Lets time pass until the test has ended. */
async function run(work: Promise<SlotOutcome[]>, each: () => unknown = () => {}): Promise<SlotOutcome[]> {
  const progress = { hasEnded: false };
  void work.finally(() => Object.assign(progress, { hasEnded: true }));
  for (let second = 0; second < 300 && !progress.hasEnded; second++) {
    await settle();
    await each();
    await clock.pass(1000);
  }
  return work;
}

test("every slot with an item is opened once, and passes when its item is back", async () => {
  const outcomes = await run(begin(), () => {
    const { slot = 0 } = board.opened.at(-1) ?? {};
    if (board.slots.get(slot)?.state === "empty") board.put(slot, `BANK${slot}`);
  });
  expect(board.opened.map(({ slot }) => slot)).toEqual([1, 3]);
  expect(new Set(board.opened.map(({ key }) => key)).size).toBe(2);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["passed", "empty", "passed", "empty"]);
  expect(told).toEqual([expect.stringContaining("Slot 1 is open"), expect.stringContaining("Slot 3 is open")]);
});

test("a slot whose item does not come back within a minute fails, and the next one is tested", async () => {
  const outcomes = await run(begin(), () => {
    if (board.opened.at(-1)?.slot === 3) board.put(3, "BANK3");
  });
  expect(outcomes[0]).toEqual({ slot: 1, outcome: "failed", what: "opened, but no item came back within 60 s" });
  expect(outcomes[2]?.outcome).toBe("passed");
});

test("a slot that the board never sees empty fails", async () => {
  board.answer = async () => ({ outcome: "opened" });
  const [first] = await run(begin());
  expect(first?.what).toBe("opened, but the board never saw it empty");
});

test("another item than the one that went out fails", async () => {
  const [first] = await run(begin(), () => board.opened.length === 1 && board.put(1, "BANK9"));
  expect(first?.what).toBe("item BANK1 went out, and BANK9 came back");
});

test("a slot that does not open, and one that can't be read, fail with the board's reason", async () => {
  board.slots.set(2, { slot: 2, state: "unreadable", fault: "no answer" });
  board.answer = async () => ({ outcome: "refused", reason: "lock-fault" });
  const outcomes = await run(begin());
  expect(outcomes.slice(0, 2).map(({ what }) => what)).toEqual([
    "did not open: the motor ran and the item is still in place: look at the lock",
    "can't be read: no answer",
  ]);
});

test("the return into the tested slot is confirmed to the board, and a rider's return into another one is not", async () => {
  const work = begin();
  await settle();
  const confirmed: number[] = [];
  for (const slot of [1, 2]) void board.receive(slot, `BANK${slot}`).then(() => confirmed.push(slot));
  await clock.pass(1000);
  expect(confirmed).toEqual([1]);
  board.answer = async () => ({ outcome: "refused", reason: "lock-fault" });
  await run(work);
});

test("all slots of a board that does not answer at the start have failed, and nothing is opened", async () => {
  board.silent = true;
  const outcomes = await begin();
  expect(outcomes.map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(["failed"]));
  expect(outcomes[0]?.what).toMatch(/^not tested: .*silent/);
  expect(board.opened).toEqual([]);
});

test("the slots of a board whose line can't be opened have failed", async () => {
  const outcomes = await selfTest({
    openDriver: () => Promise.reject(new AppError("serial/unavailable", "the line is not there")),
    slots: [5, 6],
    clock,
    newId: () => "T1",
    tell: () => {},
  });
  expect(outcomes.map(({ slot, outcome }) => [slot, outcome])).toEqual([
    [5, "failed"],
    [6, "failed"],
  ]);
});

test("the table counts what passed, failed and was empty", () => {
  const table = outcomeTable([
    { slot: 1, outcome: "passed", what: "opened" },
    { slot: 2, outcome: "failed", what: "did not open" },
  ]);
  expect(table.split("\n")).toEqual([
    "slot  result",
    "   1  passed  opened",
    "   2  failed  did not open",
    "1 passed, 1 failed, 0 empty",
  ]);
});
