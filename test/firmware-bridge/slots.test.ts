import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newJournal } from "../../firmware-bridge/journal-data.ts";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { MemoryDocument } from "./memory-document.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

describe("a look", () => {
  test("that the hub asks for is taken, unless it is late", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.look(cabinet.hub.time - 1);
    cabinet.hub.look();
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
    await settle();
    expect(cabinet.hub.all("snapshot").filter(({ cause }) => cause === "asked")).toHaveLength(1);
  });

  test("is taken from time to time, as often as the hub configures", async () => {
    await cabinet.startWelcomed();
    const before = cabinet.hub.all("health").length;
    cabinet.hub.config({ snapshotEvery: 10_000, healthEvery: 5000 });
    await settle();
    await cabinet.clock.pass(20_000);
    expect(cabinet.hub.all("snapshot").filter(({ cause }) => cause === "periodic")).toHaveLength(2);
    expect(cabinet.hub.all("health")).toHaveLength(before + 4);
  });

  test("that is older than an opening does not undo it", async () => {
    await cabinet.startWelcomed();
    let answer = () => {};
    cabinet.board.beforeLook = new Promise((resolve) => {
      answer = resolve;
    });
    cabinet.hub.look();
    await settle();
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    answer();
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
    expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result"]);
  });
});

test("a look at a slot that is being opened proves nothing", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  cabinet.board.put(2);
  cabinet.hub.look();
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
  cabinet.board.put(2, "BANK2");
  answer({ outcome: "refused", reason: "lock-fault" });
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
  expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result"]);
});

test("an item that still lies in the opened slot was not returned, until it was away", async () => {
  await cabinet.startWelcomed();
  cabinet.board.answer = async () => ({ outcome: "opened", itemId: "BANK2" });
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
  expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result"]);
  cabinet.board.put(2);
  await cabinet.clock.pass(180_000);
  cabinet.board.put(2, "BANK2");
  await cabinet.clock.pass(180_000);
  await until(() => cabinet.hub.all("event").length === 2);
  expect(cabinet.hub.all("event")[1]?.body).toMatchObject({ kind: "returned", slot: 2, source: "snapshot" });
});

test("a board that does not answer a look gets a new line", async () => {
  await cabinet.startWelcomed();
  cabinet.board.silent = true;
  cabinet.hub.look();
  await until(() => cabinet.board.lines[0]?.destroyed === true);
  cabinet.board.silent = false;
  await cabinet.clock.pass(1000);
  expect(cabinet.board.lines).toHaveLength(2);
});

describe("removals", () => {
  test("that the board reports are events, once each", async () => {
    await cabinet.startWelcomed();
    cabinet.board.put(1);
    await cabinet.board.reports?.removed(1);
    await cabinet.board.reports?.removed(1);
    await until(() => cabinet.hub.all("event").length > 0);
    await settle();
    expect(cabinet.hub.all("event").map(({ body }) => body)).toEqual([
      { kind: "removed", slot: 1, itemId: "BANK1", source: "report" },
    ]);
  });

  test("of an item whose opening has an unknown outcome are explained by it", async () => {
    await cabinet.startWelcomed();
    cabinet.board.answer = async () => ({ outcome: "unknown", reason: "unclear" });
    cabinet.board.slots.delete(2);
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.board.reports?.removed(2, "BANK2");
    expect(cabinet.document.onDisk.slots[2]?.state).toBe("empty");
    expect(cabinet.document.onDisk.last).toBe(1);
  });

  test("during an opening are part of it", async () => {
    await cabinet.startWelcomed();
    const { answer } = cabinet.slowMotor();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.board.opened.length === 1);
    await cabinet.board.reports?.removed(2, "BANK2");
    cabinet.board.put(2);
    answer({ outcome: "opened", itemId: "BANK2" });
    await cabinet.results("order1");
    await settle();
    expect(cabinet.hub.all("event")).toHaveLength(1);
  });
});

describe("after a start", () => {
  /** The bridge's disk as it is now, to be put back later. */
  const backup = () => structuredClone(cabinet.document.onDisk);

  async function putBack(disk: ReturnType<typeof backup>): Promise<void> {
    await cabinet.kill();
    cabinet.document = new MemoryDocument(disk);
    await cabinet.startWelcomed();
  }

  /** The hub opens slot 2, and the rider walks away with BANK2. */
  async function lend(id: string): Promise<void> {
    cabinet.hub.command({ id });
    await cabinet.results(id);
    await until(() => cabinet.document.data.events.length === 0);
  }

  /** Starts the bridge, and has the board speak to it before the first look. */
  async function startListening(): Promise<void> {
    let look = () => {};
    cabinet.board.beforeLook = new Promise((resolve) => {
      look = resolve;
    });
    const { reports } = cabinet.board;
    await cabinet.start();
    await until(() => cabinet.board.reports !== reports);
    look();
    cabinet.board.beforeLook = undefined;
  }

  const returns = () => cabinet.hub.all("event").filter(({ body }) => body.kind === "returned");

  test("a return that the board reports into the slot in which a backup remembers its item is told, once", async () => {
    await cabinet.startWelcomed();
    const disk = backup();
    await lend("order1");
    await cabinet.kill();
    cabinet.document = new MemoryDocument(disk);
    cabinet.board.put(2, "BANK2");
    await startListening();
    await cabinet.board.receive(2, "BANK2");
    await cabinet.board.receive(2, "BANK2");
    await until(() => returns().length > 0);
    await settle();
    expect(returns()).toMatchObject([{ journalId: "start-2-id-3", seq: 1, body: { slot: 2, itemId: "BANK2" } }]);
  });

  test("a return that a backup remembers as just reported is told where the hub knows a newer journal", async () => {
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.document.data.committed === 1);
    const disk = structuredClone({ ...cabinet.document.data });
    cabinet.board.put(3);
    await cabinet.board.reports?.removed(3);
    await until(() => cabinet.hub.all("event").length === 2);
    await cabinet.kill();
    cabinet.document = new MemoryDocument(disk);
    cabinet.hub.welcomes = false;
    cabinet.board.put(3, "BANK3");
    await startListening();
    await cabinet.board.receive(3, "BANK3");
    cabinet.hub.welcomes = true;
    await cabinet.clock.pass(5000);
    await until(() => returns().length === 2);
    expect(returns()[1]).toMatchObject({ body: { slot: 3, itemId: "BANK3", source: "report" } });
  });

  test("a return that the board goes on to report after the hub knew the journal is not told again", async () => {
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => returns().length === 1);
    await cabinet.kill();
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await cabinet.clock.pass(600_000);
    expect(new Set(returns().map(({ seq }) => seq)).size).toBe(1);
    expect(cabinet.document.onDisk.slots[3]).not.toHaveProperty("repeatedAt");
  });

  test("a return into a slot that the board was quiet about for long is another one", async () => {
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await cabinet.clock.pass(200_000);
    await cabinet.kill();
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => returns().some(({ seq }) => seq === 2));
  });

  test("a return into a new disk's unknown slot is told, though the first look has found its item", async () => {
    cabinet.document = new MemoryDocument(newJournal("journal-new"));
    cabinet.board.put(3, "BANK3");
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => returns().length === 1);
  });

  test("what an old disk's memory and a look say of an item without id is no return of anybody's", async () => {
    cabinet.board.slots.set(3, { slot: 3, state: "empty" });
    await cabinet.startWelcomed();
    const disk = backup();
    await cabinet.board.reports?.returned(3, {}, "report");
    cabinet.board.slots.set(3, { slot: 3, state: "occupied" });
    await lend("order1");
    const before = cabinet.hub.all("event").length;
    await putBack(disk);
    await until(() => cabinet.hub.all("event").length > before);
    expect(cabinet.hub.all("event").slice(before)).toMatchObject([{ seq: 1, body: { kind: "abnormal", slot: 3 } }]);
  });

  test("events of an old disk that the hub has stored are not sent again under other numbers", async () => {
    cabinet.hub.acknowledges = false;
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    const disk = backup();
    await cabinet.board.receive(4, "BANK4");
    await until(() => cabinet.hub.all("event").length === 2);
    cabinet.hub.committed.set("journal-one", 2);
    cabinet.hub.acknowledges = true;
    await cabinet.kill();
    cabinet.document = new MemoryDocument(disk);
    cabinet.board.put(4);
    await cabinet.startWelcomed();
    await cabinet.board.receive(4, "BANK4B");
    await until(() => cabinet.hub.all("event").length === 3);
    expect(cabinet.hub.all("event")[2]).toMatchObject({ seq: 1, body: { slot: 4, itemId: "BANK4B" } });
  });

  test.each([0, 1])(
    "returns recorded before the hub was heard, and %i more starts, do not hide that the disk was set back",
    async (starts) => {
      await cabinet.startWelcomed();
      const disk = backup();
      await lend("order1");
      await cabinet.kill();
      cabinet.document = new MemoryDocument(disk);
      cabinet.hub.welcomes = false;
      await startListening();
      await cabinet.board.receive(3, "BANK3");
      await cabinet.board.receive(4, "BANK4");
      for (let count = 0; count < starts; count++) {
        await cabinet.kill();
        await startListening();
      }
      cabinet.hub.welcomes = true;
      await cabinet.clock.pass(5000);
      await until(() => returns().length === 2);
      expect(returns().map(({ journalId, seq }) => [journalId === "journal-one", seq])).toEqual([
        [false, 1],
        [false, 2],
      ]);
    },
  );
});
