import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal } from "../../firmware-bridge/journal.ts";
import { type JournalData, newJournal } from "../../firmware-bridge/journal-data.ts";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { MemoryDocument } from "./memory-document.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

test("an order to open opens the slot once; the result and a snapshot follow", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "order1" });
  const [result] = await cabinet.results("order1");
  expect(result?.body.result).toEqual({ outcome: "opened", itemId: "BANK2" });
  expect(result?.at).toEqual({ latest: cabinet.hub.time, uncertainty: 0 });
  expect(cabinet.board.opened).toEqual([{ slot: 2, key: "order1" }]);
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
  expect(cabinet.hub.all("snapshot").at(-1)?.slots[1]?.state).toBe("empty");
  expect(cabinet.hub.all("event")).toHaveLength(1);
});

test("an order to open that breaks its schema is ignored", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.sayRaw("command", Buffer.from('{"v":1,"action":"open","slot":2}'));
  await until(() => cabinet.logged.some(({ message }) => message === "a message of the hub is not well formed"));
  expect(cabinet.board.opened).toEqual([]);
});

test("an order to open is refused after its expiry by the hub's clock", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(10);
  cabinet.hub.command({ id: "late1", expiresAt: cabinet.hub.time - 1 });
  const [result] = await cabinet.results("late1");
  expect(result?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("an order to open that was refused as late never runs later, whatever it claims then", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(10);
  cabinet.hub.command({ id: "late1", expiresAt: cabinet.hub.time - 1 });
  await cabinet.results("late1");
  cabinet.hub.command({ id: "late1" });
  const results = await cabinet.results("late1", 2);
  expect(results.map(({ body }) => body.result)).toEqual([
    { outcome: "refused", reason: "expired" },
    { outcome: "refused", reason: "expired" },
  ]);
  expect(cabinet.board.opened).toEqual([]);
});

test("an order to open is refused where the clock may be off by more than the time it has left", async () => {
  cabinet.hub.welcomes = false;
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 1);
  await cabinet.clock.pass(4000);
  const hubTime = cabinet.hub.time;
  cabinet.hub.welcome(cabinet.hub.lastBirth);
  await until(() => cabinet.hub.all("snapshot").length > 0);
  cabinet.hub.command({ id: "close1", issuedAt: hubTime + 100, expiresAt: hubTime + 2000 + 1999 });
  expect((await cabinet.results("close1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  cabinet.hub.command({ id: "close2", expiresAt: hubTime + 2000 + 2000 });
  expect((await cabinet.results("close2"))[0]?.body.result).toMatchObject({ outcome: "opened" });
});

test("a late order from before a new journal began is in doubt: an old one may have carried it out", async () => {
  cabinet.document = new MemoryDocument(newJournal("journal-new"));
  await cabinet.startWelcomed();
  const began = cabinet.hub.time;
  await cabinet.clock.pass(60_000);
  const late = { expiresAt: began + 10_000, slot: 2 };
  cabinet.hub.command({ id: "before1", issuedAt: began, ...late });
  const doubt = { outcome: "unknown", reason: "restarted" };
  expect((await cabinet.results("before1"))[0]?.body.result).toEqual(doubt);
  cabinet.hub.command({ id: "after1", issuedAt: began + 5000, ...late });
  expect((await cabinet.results("after1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("a journal goes on to know what it knew after another start, but not one that no welcome dated", () => {
  const open = (completeSince?: { at: number; uncertainty: number | null }) => {
    const data = { ...newJournal("journal-one"), ...(completeSince && { completeSince }) };
    const journal = new Journal(new MemoryDocument<JournalData>(data), () => {});
    expect(journal.covers(5000)).toBe(completeSince !== undefined);
    journal.begin({ at: 9000, uncertainty: 10 });
    return journal;
  };
  expect(open({ at: 1000, uncertainty: 10 }).covers(1011)).toBe(true);
  expect(open({ at: 1000, uncertainty: 10 }).covers(1010)).toBe(false);
  for (const journal of [open(), open({ at: 1000, uncertainty: null })]) {
    expect([journal.covers(9010), journal.covers(9011)]).toEqual([false, true]);
  }
});

test("an order to open that claims to live for more than a minute is refused", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(10);
  cabinet.hub.command({ id: "long1", expiresAt: cabinet.hub.time + 60_001 });
  expect((await cabinet.results("long1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("an order to open is refused before the first welcome, because nobody can tell whether it is late", async () => {
  cabinet.hub.welcomes = false;
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 1);
  cabinet.hub.command({ id: "early1" });
  await until(() => cabinet.document.onDisk.events.length === 1);
  expect(cabinet.board.opened).toEqual([]);
  expect(cabinet.hub.all("event")).toEqual([]);
  cabinet.hub.welcomes = true;
  await cabinet.clock.pass(30_000);
  expect((await cabinet.results("early1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "clock-unknown" });
});

test("an order to open for the last slot of the cabinet opens it", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "slot4", slot: 4 });
  await cabinet.results("slot4");
  expect(cabinet.board.opened).toEqual([{ slot: 4, key: "slot4" }]);
});

test("an order to open for a slot that the cabinet does not have is refused", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "slot5", slot: 5 });
  expect((await cabinet.results("slot5"))[0]?.body.result).toEqual({ outcome: "refused", reason: "no-such-slot" });
  expect(cabinet.board.opened).toEqual([]);
});

test("an order to open that comes twice moves the lock once and is answered twice, with the time of the opening", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "order1" });
  await cabinet.results("order1");
  await cabinet.clock.pass(10);
  cabinet.hub.command({ id: "order1" });
  const [first, second] = await cabinet.results("order1", 2);
  expect(second).toEqual({ ...first, seq: 2 });
  expect(cabinet.board.opened).toHaveLength(1);
});

test("an order to open that comes twice while the motor runs is done and answered once", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  cabinet.hub.command({ id: "order1" });
  await settle();
  answer({ outcome: "opened", itemId: "BANK2" });
  await cabinet.results("order1");
  await settle();
  expect(cabinet.board.opened).toHaveLength(1);
  expect(await cabinet.results("order1")).toHaveLength(1);
});

test("an order to open that comes twice while it waits for the motor is done and answered once", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "first" });
  cabinet.hub.command({ id: "second", slot: 1 });
  cabinet.hub.command({ id: "second", slot: 1 });
  await until(() => cabinet.board.opened.length === 1);
  await settle();
  answer({ outcome: "opened", itemId: "BANK2" });
  await cabinet.results("second");
  await settle();
  expect(cabinet.board.opened.map(({ key }) => key)).toEqual(["first", "second"]);
  expect(await cabinet.results("second")).toHaveLength(1);
});

test("an order to open that came before a restart is answered from the record", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "order1" });
  await cabinet.results("order1");
  await cabinet.kill();
  await cabinet.startWelcomed();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.hub.all("event").some(({ seq }) => seq === 2));
  expect((await cabinet.results("order1")).at(-1)?.body.result).toEqual({ outcome: "opened", itemId: "BANK2" });
  expect(cabinet.board.opened).toHaveLength(1);
});

test("an order to open expires while another one has the motor", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "first" });
  cabinet.hub.command({ id: "second", slot: 1, expiresAt: cabinet.hub.time + 3000 });
  await until(() => cabinet.board.opened.length === 1);
  await settle();
  await cabinet.clock.pass(3001);
  answer({ outcome: "opened", itemId: "BANK2" });
  expect((await cabinet.results("second"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([{ slot: 2, key: "first" }]);
});

test("an order to open that is refused does not end another one's opening of the same slot", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  cabinet.hub.command({ id: "late1", expiresAt: cabinet.hub.time - 1 });
  await cabinet.results("late1");
  cabinet.board.put(2);
  cabinet.hub.look();
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
  answer({ outcome: "opened" });
  await cabinet.results("order1");
  await settle();
  expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result", "result"]);
});

test("an order to open has a time to live that nobody's clock can prolong", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "first" });
  cabinet.hub.command({ id: "second", slot: 1, ttl: 2000 });
  await until(() => cabinet.board.opened.length === 1);
  await settle();
  await cabinet.clock.pass(2001);
  answer({ outcome: "opened", itemId: "BANK2" });
  expect((await cabinet.results("second"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
});

test("an order to open is checked again after its record was written", async () => {
  await cabinet.startWelcomed();
  const release = cabinet.document.hold();
  cabinet.hub.command({ id: "slowdisk", ttl: 2000 });
  await until(() => cabinet.document.data.commands.length === 1);
  await cabinet.clock.pass(2001);
  release();
  expect((await cabinet.results("slowdisk"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test.each([
  ["its expiry by the hub's clock", { ttl: 20_000 }, 3000],
  ["its time to live", { ttl: 2000 }, 2000],
])("an order to open may go to the board until %s, and again only until then", async (_what, { ttl }, left) => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1", expiresAt: cabinet.hub.time + 3000, ttl });
  await until(() => cabinet.board.opened.length === 1);
  await cabinet.clock.pass(left - 1);
  expect(cabinet.board.mayStillOpen?.()).toBe(true);
  await cabinet.clock.pass(2);
  expect(cabinet.board.mayStillOpen?.()).toBe(false);
  answer({ outcome: "unknown", reason: "board-silent" });
  await cabinet.results("order1");
});

test("an order to open may not go to the board again once the bridge is being stopped", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  const stopped = cabinet.bridge?.stop();
  expect(cabinet.board.mayStillOpen?.()).toBe(false);
  answer({ outcome: "unknown", reason: "board-silent" });
  await stopped;
  cabinet.bridge = undefined;
});

test("an order to open reaches the board only after its record is on disk", async () => {
  await cabinet.startWelcomed();
  const release = cabinet.document.hold();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.document.data.commands.length === 1);
  await settle();
  expect(cabinet.board.opened).toEqual([]);
  release();
  await cabinet.results("order1");
  expect(cabinet.board.opened).toHaveLength(1);
});

test("an order to open waits for the line to the board, and is refused when none comes in time", async () => {
  cabinet.board.unplugged = true;
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 1);
  await settle();
  cabinet.hub.command({ id: "order1", expiresAt: cabinet.hub.time + 3000 });
  await until(() => cabinet.document.onDisk.commands.length === 1);
  await cabinet.clock.pass(3001);
  expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("an order to open is carried out when the line comes back in time", async () => {
  cabinet.board.unplugged = true;
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 1);
  await settle();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.document.onDisk.commands.length === 1);
  cabinet.board.unplugged = false;
  await cabinet.clock.pass(5000);
  expect((await cabinet.results("order1"))[0]?.body.result).toMatchObject({ outcome: "opened" });
});

test("an order to open that was with the board when the bridge was killed has an unknown outcome", async () => {
  await cabinet.startWelcomed();
  cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  await cabinet.kill();
  cabinet.board.put(2);
  await cabinet.startWelcomed();
  expect((await cabinet.results("order1"))[0]?.body).toEqual({
    kind: "result",
    commandId: "order1",
    slot: 2,
    result: { outcome: "unknown", reason: "restarted" },
  });
  cabinet.hub.command({ id: "order1" });
  await cabinet.results("order1", 2);
  expect(cabinet.board.opened).toHaveLength(1);
  // That the item is gone is explained by the command.
  expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result", "result"]);
});

test("an opening for service opens the slot once, and its repetition gets the recorded result", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.service("open-for-service", { id: "S0001" });
  const [result] = await cabinet.results("S0001");
  expect(result?.body).toMatchObject({ slot: 2, result: { outcome: "opened", itemId: "BANK2" } });
  cabinet.hub.service("open-for-service", { id: "S0001" });
  await cabinet.results("S0001", 2);
  expect(cabinet.board.opened).toEqual([{ slot: 2, key: "S0001" }]);
});

test("a late opening for service is refused", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(10);
  cabinet.hub.service("open-for-service", { id: "S0001", expiresAt: cabinet.hub.time - 1 });
  const [result] = await cabinet.results("S0001");
  expect(result?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

const restarts = () => cabinet.hub.all("event").flatMap(({ body }) => (body.kind === "restart" ? [body.result] : []));

test("a restart is answered and then asked of the process, once for each id, also after the restart", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.service("restart", { id: "R0001" });
  await until(() => cabinet.restarts === 1);
  await until(() => restarts().length === 1);
  expect(restarts()).toEqual([{ outcome: "restarting" }]);
  expect(cabinet.document.onDisk.commands).toMatchObject([{ id: "R0001", state: "restart" }]);
  await cabinet.bridge?.stop();
  await cabinet.startWelcomed();
  cabinet.hub.service("restart", { id: "R0001" });
  await until(() => restarts().length === 2);
  expect(restarts()).toEqual([{ outcome: "restarting" }, { outcome: "restarting" }]);
  expect(cabinet.restarts).toBe(1);
});

test("a late restart is refused, and so is one from before the bridge's memory of commands", async () => {
  cabinet.document = new MemoryDocument(newJournal("journal-new"));
  await cabinet.startWelcomed();
  const began = cabinet.hub.time;
  await cabinet.clock.pass(10);
  cabinet.hub.service("restart", { id: "R0001", expiresAt: cabinet.hub.time - 1 });
  cabinet.hub.service("restart", { id: "R0002", issuedAt: began - 20_000 });
  await until(() => restarts().length === 2);
  const refused = { outcome: "refused", reason: "expired" };
  expect(restarts()).toEqual([refused, refused]);
  expect(cabinet.restarts).toBe(0);
});

test("a restart before the first welcome is refused, for nobody can say whether it is late", async () => {
  cabinet.hub.welcomes = false;
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 1);
  cabinet.hub.service("restart", { id: "R0001" });
  await until(() => cabinet.document.onDisk.commands.length === 1);
  cabinet.hub.welcome(cabinet.hub.lastBirth);
  await until(() => restarts().length === 1);
  expect(restarts()).toEqual([{ outcome: "refused", reason: "clock-unknown" }]);
  expect(cabinet.restarts).toBe(0);
});

test("a motor that runs is waited for when the process ends after a restart", async () => {
  await cabinet.startWelcomed();
  const motor = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.document.onDisk.commands.some(({ state }) => state === "started"));
  cabinet.hub.service("restart", { id: "R0001" });
  await until(() => cabinet.restarts === 1);
  const stopped = cabinet.bridge?.stop();
  motor.answer({ outcome: "opened", itemId: "BANK2" });
  await stopped;
  const done = cabinet.document.onDisk.commands.find(({ id }) => id === "order1");
  expect(done).toMatchObject({ state: "done", result: { outcome: "opened" } });
});

test("a command under the id of another kind of command is carried out never", async () => {
  await cabinet.startWelcomed();
  cabinet.hub.service("restart", { id: "R0001" });
  await until(() => restarts().length === 1);
  cabinet.hub.service("open-for-service", { id: "R0001" });
  cabinet.hub.command({ id: "order1" });
  await cabinet.results("order1");
  expect(cabinet.board.opened).toEqual([{ slot: 2, key: "order1" }]);
});

test("a birth names the bridge's software and the commands that it knows", async () => {
  await cabinet.startWelcomed();
  expect(cabinet.hub.births[0]).toMatchObject({
    v: 2,
    software: "jiehuan/test",
    actions: ["open", "open-for-service", "look", "sync", "restart"],
  });
});
