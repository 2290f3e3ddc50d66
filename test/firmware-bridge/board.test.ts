import { beforeEach, expect, test } from "vitest";
import { Backoff } from "../../firmware-bridge/backoff.ts";
import { Board } from "../../firmware-bridge/board.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { FakeBoard } from "./fake-board.ts";

let clock: ManualClock;
let fake: FakeBoard;
let connections: number;
let changes: string[];
let board: Board;

beforeEach(() => {
  clock = new ManualClock();
  fake = new FakeBoard({ 1: "BANK1" });
  connections = 0;
  changes = [];
  board = new Board({
    openLine: fake.openLine,
    openDriver: (line) =>
      fake.openDriver({
        line,
        clock,
        reports: { returned: async () => {}, removed: async () => {}, abnormal: async () => {} },
        numbers: { next: async () => 1, above: () => {}, raise: () => {}, heard: () => {} },
      }),
    clock,
    backoff: new Backoff(() => 0.999),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    onConnected: () => {
      connections += 1;
    },
    onSilent: () => changes.push("silent"),
    onHeard: () => changes.push("heard"),
  });
});

test("a line that closes is thrown away and a new one opened", async () => {
  board.start();
  await settle();
  const { driver } = board;
  await driver?.snapshot();
  fake.lines[0]?.destroy();
  await settle();
  expect(board.driver).toBeUndefined();
  await clock.pass(1000);
  expect(board.driver).toBeDefined();
  expect(board.driver).not.toBe(driver);
  expect(fake.lines).toHaveLength(2);
  expect(connections).toBe(2);
});

test("when the board was last heard is known although its line is gone", async () => {
  board.start();
  await settle();
  expect(board.heardAt()).toBeUndefined();
  await board.driver?.snapshot();
  const heardAt = clock.now();
  fake.lines[0]?.destroy();
  await clock.pass(5000);
  expect(connections).toBe(2);
  expect(board.heardAt()).toBe(heardAt);
});

test("a line on which nothing is heard for two minutes is given up", async () => {
  board.start();
  await settle();
  await clock.pass(60_000);
  await board.driver?.snapshot();
  await clock.pass(179_999);
  expect(fake.lines[0]?.destroyed).toBe(false);
  await clock.pass(1);
  expect(fake.lines[0]?.destroyed).toBe(true);
  await clock.pass(1000);
  expect(fake.lines).toHaveLength(2);
});

test("a board that is not heard for three quarters of a minute is silent until it speaks again", async () => {
  board.start();
  await settle();
  await board.driver?.snapshot();
  await clock.pass(44_999);
  expect([board.isSilent, changes]).toEqual([false, []]);
  await clock.pass(1);
  expect([board.isSilent, changes]).toEqual([true, ["silent"]]);
  await board.driver?.snapshot();
  expect([board.isSilent, changes]).toEqual([false, ["silent", "heard"]]);
});

test("a board whose line can't be opened is silent within a minute", async () => {
  fake.unplugged = true;
  board.start();
  await clock.pass(50_000);
  expect([board.isSilent, changes]).toEqual([true, ["silent"]]);
});

test("a board that does not answer a look is silent then, unless it was just heard", async () => {
  board.start();
  await settle();
  await board.driver?.snapshot();
  await clock.pass(9000);
  if (board.driver) board.drop(board.driver, new Error("no answer"));
  expect(board.isSilent).toBe(false);
  await clock.pass(1000);
  if (board.driver) board.drop(board.driver, new Error("no answer"));
  expect(board.isSilent).toBe(true);
});

test("a line that can't be opened is tried again, ever more seldom", async () => {
  fake.unplugged = true;
  let attempts = 0;
  const refuse = fake.openLine;
  board = new Board({
    openLine: () => {
      attempts += 1;
      return refuse();
    },
    openDriver: () => expect.unreachable(),
    clock,
    backoff: new Backoff(() => 0.999),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    onConnected: () => expect.unreachable(),
    onSilent: () => changes.push("silent"),
    onHeard: () => changes.push("heard"),
  });
  board.start();
  await clock.pass(1000 + 2000 + 4000 + 8000 + 16_000);
  expect(attempts).toBe(6);
  await clock.pass(60_000);
  expect(attempts).toBe(8);
  board.start();
  board.stop();
  attempts -= 1;
  await clock.pass(600_000);
  expect(attempts).toBe(8);
});

test("a line on which the board was heard is opened again at once", async () => {
  fake.unplugged = true;
  board.start();
  await clock.pass(7000);
  fake.unplugged = false;
  await clock.pass(8000);
  await board.driver?.snapshot();
  fake.lines[0]?.destroy();
  await clock.pass(1000);
  expect(fake.lines).toHaveLength(2);
});

test("who waits for a driver gets it when there is one, or is told that there is none", async () => {
  const inTime = board.driverWithin(1000);
  const tooLate = board.driverWithin(10);
  await clock.pass(10);
  expect(await tooLate).toBeUndefined();
  board.start();
  expect(await inTime).toBe(board.driver);
  expect(await board.driverWithin(0)).toBe(board.driver);
});

test("a line that opens after the stop is closed", async () => {
  board.start();
  board.stop();
  await settle();
  expect(fake.lines[0]?.destroyed).toBe(true);
  expect(board.driver).toBeUndefined();
});

test("an older driver can't give up the present line", async () => {
  board.start();
  await settle();
  const older = board.driver;
  if (older === undefined) return expect.unreachable();
  board.drop(older, new Error("silent"));
  await clock.pass(1000);
  board.drop(older, new Error("silent"));
  expect(board.driver).toBeDefined();
});
