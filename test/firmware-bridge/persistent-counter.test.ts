import { expect, test } from "vitest";
import { Journal } from "../../firmware-bridge/journal.ts";
import { type JournalData, newJournal } from "../../firmware-bridge/journal-data.ts";
import { NumberCeiling, PersistentCounter } from "../../firmware-bridge/persistent-counter.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { MemoryDocument } from "./memory-document.ts";

const boot = 1_800_000_000_000;

function numbers(data: JournalData = newJournal("journal-one"), now = boot) {
  const document = new MemoryDocument(data);
  const journal = new Journal(document, () => {});
  const clock = new ManualClock(now);
  const seconds = () => Math.floor(clock.now() / 1000);
  return {
    document,
    ofBoard: new PersistentCounter({ ceiling: new NumberCeiling(journal, "numberCeiling", 100), seconds }),
    ofConnections: new PersistentCounter({ ceiling: new NumberCeiling(journal, "connectionCeiling", 1), seconds }),
    clock,
  };
}

test("they begin at the seconds of the clock and cost one save for many", async () => {
  const { ofBoard, document } = numbers();
  const given = await Promise.all(Array.from({ length: 100 }, () => ofBoard.next()));
  expect(given[0]).toBe(1_800_000_000);
  expect(given[99]).toBe(1_800_000_099);
  expect(document.saves).toBe(1);
  await ofBoard.next();
  expect(document.saves).toBe(2);
});

test.each(["ofBoard", "ofConnections"] as const)(
  "they grow across a restart, even where the clock was set back (%s)",
  async (kind) => {
    const before = numbers();
    const last = await before[kind].next();
    const after = numbers(before.document.onDisk, 0);
    expect(await after[kind].next()).toBeGreaterThan(last);
  },
);

test("none is given before its reservation is on disk", async () => {
  const { ofBoard, document } = numbers();
  const release = document.hold();
  let given = 0;
  const both = [ofBoard.next(), ofBoard.next()].map((number) => number.then(() => (given += 1)));
  await Promise.resolve();
  expect(given).toBe(0);
  release();
  await Promise.all(both);
  expect(given).toBe(2);
});

test("those of a board and of connections have nothing to do with each other", async () => {
  const { ofBoard, ofConnections, document } = numbers();
  await ofBoard.next();
  await ofBoard.next();
  expect(await ofConnections.next()).toBe(1_800_000_000);
  expect(document.onDisk).toMatchObject({ numberCeiling: 1_800_000_099, connectionCeiling: 1_800_000_000 });
});

test("a document from before connections were numbered is no obstacle", async () => {
  const { connectionCeiling: _, ...former } = newJournal("journal-one");
  expect(await numbers(former).ofConnections.next()).toBe(1_800_000_000);
});

test("they go on above a number that the peer has shown", async () => {
  const { ofBoard } = numbers();
  ofBoard.above(1_900_000_000);
  expect(await ofBoard.next()).toBe(1_900_000_001);
  ofBoard.above(5);
  expect(await ofBoard.next()).toBe(1_900_000_002);
});

test("they are raised ever more sharply while the peer is silent, but never days ahead of the clock", async () => {
  const { ofBoard, clock } = numbers(newJournal("journal-one"), 20_000);
  const raised: number[] = [];
  for (let times = 0; times < 5; times++) {
    ofBoard.raise();
    raised.push(await ofBoard.next());
  }
  expect(raised).toEqual([1020, 11_021, 111_022, 1_000_021, 1_000_022]);
  clock.setWall(boot);
  ofBoard.raise();
  expect(await ofBoard.next()).toBeGreaterThan(1_800_000_000);
});

test("the first step after an answer is a small one again", async () => {
  const { ofBoard } = numbers();
  ofBoard.raise();
  ofBoard.heard();
  const before = await ofBoard.next();
  ofBoard.raise();
  expect(await ofBoard.next()).toBe(before + 1001);
});
