import { duplexPair } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { a8Driver } from "../../../../firmware-bridge/drivers/a8/driver.ts";
import { popState } from "../../../../firmware-bridge/drivers/a8/states.ts";
import { HubClock } from "../../../../firmware-bridge/hub-clock.ts";
import { Journal } from "../../../../firmware-bridge/journal.ts";
import { newJournal } from "../../../../firmware-bridge/journal-data.ts";
import { Slots } from "../../../../firmware-bridge/slots.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { noNumbers, pass, useFakeClock } from "../../../contract/driver-rig.ts";
import { MemoryDocument } from "../../../firmware-bridge/memory-document.ts";
import { checks, comesIn, popped } from "./frames.ts";
import { ScriptedBoards, startScripted, usual } from "./scripted-boards.ts";

beforeEach(useFakeClock);

afterEach(() => {
  vi.useRealTimers();
});

const withoutNumber = ["an item without a number is in the slot", 3];

function start() {
  const rig = startScripted();
  const says = async (...frames: Parameters<typeof rig.boards.say>) => {
    rig.boards.say(...frames);
    await pass(0);
  };
  const returns = () => rig.returned.mock.calls.map(([slot, { itemId }, source]) => [slot, itemId, source]);
  return { ...rig, says, returns };
}

test("an item that an A8 board said to have come in comes in anew only after a report without it", async () => {
  const { boards, look, says, returns } = start();
  await says(comesIn(3, 33));
  boards.holds(3, 33);
  await look();
  await says(comesIn(3, 33));
  expect(returns()).toEqual([[3, "33", "report"]]);
  boards.holds(3, undefined);
  await look();
  await says(comesIn(3, 33));
  expect(returns()).toHaveLength(2);
});

test("another item in the same hole of an A8 board is another return", async () => {
  const { says, returns } = start();
  await says(comesIn(3, 33));
  await says(comesIn(3, 44));
  expect(returns()).toEqual([
    [3, "33", "report"],
    [3, "44", "report"],
  ]);
});

test("an item without a number is abnormal once, and again after a report with the hole empty", async () => {
  const { boards, look, says, abnormal, returned } = start();
  await says(comesIn(3, 0));
  expect(abnormal.mock.calls).toEqual([withoutNumber]);
  await says(comesIn(3, 0));
  await says(checks(3, 0));
  expect(abnormal.mock.calls).toEqual([withoutNumber]);
  boards.holds(3, undefined);
  await look();
  await says(checks(3, 0));
  expect(abnormal.mock.calls).toEqual([withoutNumber, withoutNumber]);
  expect(returned).not.toHaveBeenCalled();
});

test("removals, returns and abnormal reports of A8 boards that can't be kept end nothing", async () => {
  const boards = new ScriptedBoards();
  const [line, boardEnd] = duplexPair();
  boards.plug(boardEnd);
  // A mock would handle the rejection of its promise, and hide that the driver did not.
  const tried: string[] = [];
  const failing = (what: string) => () => {
    tried.push(what);
    return Promise.reject(new Error("the disk is full"));
  };
  const reports = { returned: failing("returned"), removed: failing("removed"), abnormal: failing("abnormal") };
  const driver = a8Driver(usual)({ line, clock: systemClock, numbers: noNumbers, reports });
  boards.holds(1, 11);
  const opening = driver.open(1, "CMD1", () => true);
  await pass(10_000);
  expect((await opening).outcome).toBe("unknown");
  for (const frame of [popped(1, popState.ok), comesIn(3, 0), comesIn(3, 33)]) boards.say(frame);
  await pass(0);
  expect(tried).toEqual(["removed", "abnormal", "returned"]);
  expect(await driver.snapshot()).toHaveLength(4);
});

test("a check by an A8 board of an item that stands in its report is no return", async () => {
  const { boards, look, says, returns } = start();
  boards.holds(3, 33);
  await look();
  await says(checks(3, 33));
  expect(returns()).toEqual([]);
  await says(checks(3, 44));
  expect(returns()).toEqual([[3, "44", "snapshot"]]);
});

test("a check by an A8 board is no return before the first report, nor where that could not read the hole", async () => {
  const { boards, look, says, returns } = start();
  await says(checks(3, 33));
  boards.holds(3, 0);
  await look();
  await says(checks(3, 33));
  expect(returns()).toEqual([]);
  boards.holds(3, undefined);
  await look();
  await says(checks(3, 33));
  expect(returns()).toEqual([[3, "33", "snapshot"]]);
});

/** A driver whose reports go into a journal, as an earlier run of the bridge left it: slots 3 and 4 hold items that came back long ago. */
function startOnOldJournal() {
  const seen = { at: systemClock.now() - 600_000, uncertainty: 5 };
  const slots = { 3: { state: "occupied", itemId: "33", seen }, 4: { state: "empty", seen } } as const;
  const document = new MemoryDocument({ ...newJournal("journal-1"), slots: { ...slots } });
  const journal = new Journal(document, () => {});
  const memory = new Slots({ journal, hubClock: new HubClock(systemClock), onReturn: () => {} });
  const boards = new ScriptedBoards();
  const [line, boardEnd] = duplexPair();
  boards.plug(boardEnd);
  const driver = a8Driver(usual)({ line, clock: systemClock, numbers: noNumbers, reports: memory });
  const look = async () => memory.compare(await driver.snapshot(), memory.beginLook());
  return { boards, journal, look };
}

test("a check by an A8 board after a restart of the bridge repeats no return that an earlier run told", async () => {
  const { boards, journal, look } = startOnOldJournal();
  boards.holds(3, 33);
  boards.say(checks(3, 33));
  await pass(0);
  expect(journal.data.events).toEqual([]);
  await look();
  boards.say(checks(3, 33));
  await pass(0);
  expect(journal.data.events).toEqual([]);
});

test("a return that only a check by an A8 board told before the first report is found by the bridge's first look", async () => {
  const { boards, journal, look } = startOnOldJournal();
  boards.holds(3, 33);
  boards.holds(4, 44);
  boards.say(checks(4, 44));
  await pass(0);
  await look();
  boards.say(checks(4, 44));
  await pass(0);
  const bodies = journal.data.events.map(({ body }) => body);
  expect(bodies).toMatchObject([{ kind: "returned", slot: 4, itemId: "44", source: "snapshot" }]);
});

test("frames of an A8 board that ask for nothing and report nothing get no answer and change nothing", async () => {
  const { boards, says, abnormal, returned, removed } = start();
  await says({ cmd: a8Command.pop, values: { board: 1, hole: 3 } });
  await says({ cmd: a8Command.wifi, data: "0102" });
  await says({ cmd: a8Command.info, data: "" });
  await says(popped(3, 1));
  expect(boards.heard).toEqual([]);
  for (const report of [abnormal, returned, removed]) expect(report).not.toHaveBeenCalled();
});
