import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Driver, DriverParts } from "../../../../firmware-bridge/drivers/driver.ts";
import { lock8aDriver } from "../../../../firmware-bridge/drivers/lock8a/driver.ts";
import { rfid7e1bCodec, rfidCommand } from "../../../../firmware-bridge/drivers/rfid7e1b/codec.ts";
import { type TaggedLatchParts, taggedLatchDriver } from "../../../../firmware-bridge/drivers/tagged-latch/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { Lock8aBoards } from "../../../../simulators/board/lock8a/board.ts";
import { TagReaders } from "../../../../simulators/board/umbrella/tag-readers.ts";
import { connect, pass, useFakeClock } from "../../../contract/driver-rig.ts";

const slots = 6;
const foreign = "17617E62";
const wiring = { locksPerBoard: 6, closedContact: "locked" } as const;

let stand: Lock8aBoards;
let readers: TagReaders;

beforeEach(useFakeClock);

afterEach(() => {
  stand.stop();
  vi.useRealTimers();
});

/** Slots 3, 4 and 6 are empty. */
function start(parts: Partial<TaggedLatchParts> = {}) {
  const { slotsPerReader = 1 } = parts;
  stand = new Lock8aBoards({ clock: systemClock, state: newCabinet("AA55", slots), changed: () => {} }, wiring);
  readers = stand.attach((host) => new TagReaders(host, { slotsPerReader }));
  stand.empty(3);
  stand.empty(4);
  const openDriver = taggedLatchDriver({
    slots,
    slotsPerReader,
    openLatch: lock8aDriver({ slots, ...wiring }),
    ...parts,
  });
  return { ...connect(stand, openDriver), replug: () => connect(stand, openDriver) };
}

/** As `start`, once the first look has seen which latches are closed. */
async function started(parts?: Partial<TaggedLatchParts>) {
  const rig = start(parts);
  await rig.look();
  return rig;
}

describe("returns to latches with tags", () => {
  test("a tag that is read and a latch that closes are a return of that item", async () => {
    const { returned } = await started();
    stand.insert(3, foreign);
    await pass(5_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign }, "report"]]);
  });

  test("a tag that is read after its latch closed is a return, found later", async () => {
    const { returned } = await started();
    readers.habits.tagLate = 8_000;
    stand.insert(3, foreign);
    await pass(6_000);
    expect(returned).not.toHaveBeenCalled();
    await pass(4_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign }, "snapshot"]]);
  });

  test("a tag that is waved past is abnormal and no return", async () => {
    const { returned, abnormal } = await started();
    readers.wave(3, foreign);
    await pass(9_000);
    expect(abnormal).not.toHaveBeenCalled();
    await pass(5_000);
    expect(abnormal.mock.calls).toEqual([[`the tag ${foreign} was read, and no latch closed`]]);
    expect(returned).not.toHaveBeenCalled();
  });

  test("a tag that is waved again and again is told once a minute", async () => {
    const { abnormal } = await started();
    for (let times = 0; times < 4; times++) {
      readers.wave(3, foreign);
      await pass(14_000);
    }
    expect(abnormal).toHaveBeenCalledTimes(1);
  });

  test("a latch that closes without a tag is abnormal, and its slot can't be read", async () => {
    const { returned, abnormal, look } = await started();
    readers.habits.untagged.add(3);
    stand.insert(3, foreign);
    await pass(10_000);
    expect(abnormal).not.toHaveBeenCalled();
    await pass(5_000);
    expect(abnormal.mock.calls).toEqual([["the latch closed, and no tag was read", 3]]);
    expect(returned).not.toHaveBeenCalled();
    expect((await look())[2]).toEqual({ slot: 3, state: "unreadable", fault: "latch closed, no tag read" });
  });

  test("a tag that is read long after its latch closed is a return, found later", async () => {
    const { returned, look } = await started();
    readers.habits.tagLate = 30_000;
    stand.insert(3, foreign);
    await pass(35_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign }, "snapshot"]]);
    expect((await look())[2]).toEqual({ slot: 3, state: "occupied", itemId: foreign });
  });

  test("a tag waved at one slot does not become the return of another one", async () => {
    const { returned, abnormal } = await started();
    readers.habits.untagged.add(4);
    readers.wave(3, "AA550099");
    stand.insert(4, foreign);
    await pass(20_000);
    expect(returned).not.toHaveBeenCalled();
    expect(abnormal.mock.calls.map(([, slot]) => slot)).toEqual(expect.arrayContaining([4, undefined]));
  });

  test("a latch that closed and opened again before a tag was read is nothing", async () => {
    const { returned, abnormal } = await started();
    readers.habits.untagged.add(3);
    stand.insert(3, foreign);
    await pass(4_000);
    stand.empty(3);
    await pass(20_000);
    expect([returned.mock.calls, abnormal.mock.calls]).toEqual([[], []]);
  });

  test("a return while the bridge was down stands in the first look with its item", async () => {
    const { driver, replug } = await started();
    driver.close();
    stand.insert(3, foreign);
    await pass(60_000);
    const { look, returned } = replug();
    expect((await look())[2]).toEqual({ slot: 3, state: "occupied", itemId: foreign });
    expect(returned).not.toHaveBeenCalled();
  });

  test("an item that is let go, held before its reader and pushed back is a return", async () => {
    const { open, returned, abnormal } = await started();
    expect(await open(2)).toEqual({ outcome: "opened", itemId: "AA550002" });
    readers.wave(2, "AA550002");
    await pass(20_000);
    expect(abnormal).not.toHaveBeenCalled();
    stand.insert(2);
    await pass(5_000);
    expect(returned.mock.calls).toEqual([[2, { itemId: "AA550002" }, "report"]]);
  });

  test("a swapped item is told as a removal and a return", async () => {
    const { returned, removed, look } = await started();
    stand.empty(1);
    await pass(5_000);
    stand.insert(1, foreign);
    await pass(5_000);
    expect(removed.mock.calls).toEqual([[1, "AA550001"]]);
    expect(returned.mock.calls).toEqual([[1, { itemId: foreign }, "report"]]);
    expect((await look())[0]).toEqual({ slot: 1, state: "occupied", itemId: foreign });
  });

  test("a return that could not be kept is in the next look", async () => {
    const { returned, look } = await started();
    returned.mockRejectedValue(new Error("the disk is full"));
    stand.insert(3, foreign);
    await pass(5_000);
    expect((await look())[2]).toEqual({ slot: 3, state: "occupied", itemId: foreign });
  });
});

describe("readers beside latches", () => {
  test("a look names the item behind each closed latch", async () => {
    const { look } = start();
    expect((await look()).map(({ state, itemId }) => itemId ?? state)).toEqual([
      "AA550001",
      "AA550002",
      "empty",
      "empty",
      "AA550005",
      "empty",
    ]);
  });

  test("a dead reader is a fault of its slot, and what lay there is still known", async () => {
    const { look, open } = await started();
    readers.habits.deadReaders.add(0xa2);
    readers.habits.deadReaders.add(0xa3);
    const [, second, third] = await look();
    expect(second).toEqual({ slot: 2, state: "occupied", itemId: "AA550002", fault: "RFID reader silent" });
    expect(third).toEqual({ slot: 3, state: "empty", fault: "RFID reader silent" });
    expect(await open(2)).toEqual({ outcome: "opened", itemId: "AA550002" });
  });

  test("a frame of a reader that breaks off, and one with a wrong sum, change nothing", async () => {
    const { boardEnd, returned, abnormal, look } = await started();
    const tag = rfid7e1bCodec.encode({ addr: 0xa3, cmd: rfidCommand.uid, uid: 0x8a_01_01_11 });
    boardEnd.write(tag.subarray(0, 6));
    await pass(2_000);
    boardEnd.write(Uint8Array.from([...tag.subarray(0, -1), 0]));
    await pass(20_000);
    expect([returned.mock.calls, abnormal.mock.calls]).toEqual([[], []]);
    expect((await look())[0]).toMatchObject({ state: "occupied" });
  });

  test("an adapter that hears itself changes nothing", async () => {
    const rig = start();
    stand.echoes = true;
    expect((await rig.look()).filter(({ state }) => state === "occupied")).toHaveLength(3);
    stand.insert(3, foreign);
    await pass(6_000);
    expect(rig.returned).toHaveBeenCalledTimes(1);
  });

  test("the line of the readers is opened again when it was lost", async () => {
    let readersEnd: Duplex | undefined;
    const openReaderLine = (): Promise<Duplex> => {
      const [line, end] = duplexPair();
      readersEnd = end;
      readers.plug(end);
      return Promise.resolve(line);
    };
    const { look, returned } = await started({ openReaderLine });
    readersEnd?.destroy();
    await pass(100);
    expect((await look())[2]?.fault).toBe("RFID reader silent");
    await pass(6_000);
    expect((await look())[2]?.fault).toBeUndefined();
    stand.insert(3, foreign);
    await pass(5_000);
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test("many slots and readers on one line do not keep each other waiting until the line is given up", async () => {
    const many = 48;
    const state = newCabinet("AA55", many);
    stand = new Lock8aBoards({ clock: systemClock, state, changed: () => {} }, { ...wiring, locksPerBoard: 24 });
    readers = stand.attach((host) => new TagReaders(host, { slotsPerReader: 1 }));
    const openLatch = lock8aDriver({ slots: many, ...wiring, locksPerBoard: 24 });
    const { boardEnd, look } = connect(stand, taggedLatchDriver({ slots: many, slotsPerReader: 1, openLatch }));
    // As long as a question and its answer take at 9600 baud.
    stand.transmitter.delay = 10;
    for (let looks = 0; looks < 5; looks++) {
      await pass(looks * 37);
      expect((await look()).filter(({ fault }) => fault !== undefined)).toEqual([]);
    }
    expect(boardEnd.destroyed).toBe(false);
  });

  test("readers have the addresses that are set", async () => {
    const { look } = start({ readerAddresses: "A2,A1,A3,A4,A5,A6" });
    expect((await look()).slice(0, 2).map(({ itemId }) => itemId)).toEqual(["AA550002", "AA550001"]);
  });
});

describe("a reader that serves several slots", () => {
  const shared = { slotsPerReader: 3 };

  test("gives its tag to the latch that closes", async () => {
    const { returned, look } = await started(shared);
    stand.insert(4, foreign);
    await pass(5_000);
    expect(returned.mock.calls).toEqual([[4, { itemId: foreign }, "report"]]);
    expect((await look())[3]).toEqual({ slot: 4, state: "occupied", itemId: foreign });
  });

  test("does not say what lies behind latches that were closed before", async () => {
    const { look } = start(shared);
    expect((await look())[0]).toEqual({ slot: 1, state: "occupied" });
  });

  test("leaves the slots of two tags at once unreadable, though both items are returned", async () => {
    const { returned, look } = await started(shared);
    stand.insert(4, foreign);
    stand.insert(6, "AA550099");
    await pass(6_000);
    const items = returned.mock.calls.map(([, { itemId }]) => itemId);
    expect(items).toHaveLength(2);
    expect(items).toEqual(expect.arrayContaining([foreign, "AA550099"]));
    const reports = await look();
    expect([reports[3]?.state, reports[5]?.state]).toContain("unreadable");
  });
});

describe("any driver of latches", () => {
  test("what the latches report passes through, with the item that lay there", async () => {
    let parts: DriverParts | undefined;
    const latch: Driver = {
      open: () => Promise.resolve({ outcome: "refused", reason: "lock-fault" }),
      snapshot: () =>
        Promise.resolve([
          { slot: 1, state: "occupied" },
          { slot: 2, state: "unreadable", fault: "jam" },
        ]),
      heardAt: () => 7,
      close: () => {},
    };
    const openLatch = (given: DriverParts): Driver => {
      parts = given;
      return latch;
    };
    const { look, open, driver, removed, abnormal } = start({ slots: 2, openLatch });
    expect(await look()).toEqual([
      { slot: 1, state: "occupied", itemId: "AA550001" },
      { slot: 2, state: "unreadable", fault: "jam" },
    ]);
    expect(await open(1)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect(driver.heardAt()).toBe(7);
    await parts?.reports.abnormal("the latch is bent", 2);
    await parts?.reports.removed(1);
    expect(abnormal.mock.calls).toEqual([["the latch is bent", 2]]);
    expect(removed.mock.calls).toEqual([[1, "AA550001"]]);
    driver.close();
  });
});

test.each([
  { slots: 3, slotsPerReader: 1, readerAddresses: "A1,A2" },
  { slots: 3, slotsPerReader: 2, readerAddresses: "A1,A1" },
  { slots: 96, slotsPerReader: 1 },
])("readers without an address of their own are a mistake in the settings: %j", (wiring) => {
  const openLatch = lock8aDriver({ slots: wiring.slots, locksPerBoard: 24, closedContact: "locked" });
  expect(() => taggedLatchDriver({ ...wiring, openLatch })).toThrow(
    expect.objectContaining({ code: "config/invalid" }),
  );
});
