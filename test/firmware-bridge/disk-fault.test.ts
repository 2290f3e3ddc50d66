import { afterEach, beforeEach, expect, test } from "vitest";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";

let cabinet: Cabinet;
const failure = new Error("disk full");

beforeEach(async () => {
  cabinet = await Cabinet.build();
  await cabinet.startWelcomed();
});
afterEach(() => cabinet.takeDown());

const events = () => cabinet.hub.all("event").map(({ body }) => body);
const health = () => cabinet.hub.all("health").at(-1);
const diskOf = (told: ReturnType<typeof health>) => (told?.v === 2 ? told.disk : undefined);

test("an opening that can't be recorded is refused, and the lock does not move", async () => {
  cabinet.document.break(failure);
  cabinet.hub.command({ id: "order1" });
  const [result] = await cabinet.results("order1");
  expect(result?.body.result).toEqual({ outcome: "refused", reason: "board-silent" });
  expect(cabinet.board.opened).toEqual([]);
  expect(cabinet.failures).toEqual([failure]);
});

test("a return reaches the hub, and the board may forget it once the hub has stored it", async () => {
  cabinet.hub.acknowledges = false;
  cabinet.document.break(failure);
  let isConfirmed = false;
  const received = cabinet.board.receive(3, "BANK3").finally(() => {
    isConfirmed = true;
  });
  await until(() => events().length > 0);
  await settle();
  expect(isConfirmed).toBe(false);
  cabinet.hub.ack({ journalId: cabinet.hub.lastBirth.journalId, committed: 1 });
  await received;
  expect(events()[0]).toMatchObject({ kind: "returned", slot: 3, itemId: "BANK3" });
});

test("a return without a hub waits in memory and reaches the hub when it is back", async () => {
  cabinet.document.break(failure);
  cabinet.hub.reachable = false;
  cabinet.hub.cut();
  const received = cabinet.board.receive(3, "BANK3");
  await cabinet.clock.pass(600_000);
  cabinet.hub.reachable = true;
  await cabinet.clock.pass(120_000);
  await received;
  expect(events()).toMatchObject([{ kind: "returned", slot: 3 }]);
});

test("the hub is told that the disk fails, and that it can be written again", async () => {
  cabinet.document.break(failure);
  await cabinet.board.receive(3, "BANK3");
  await cabinet.clock.pass(60_000);
  expect(health()).toMatchObject({ v: 2, disk: "failing" });
  cabinet.document.break(undefined);
  await cabinet.clock.pass(60_000);
  await cabinet.clock.pass(60_000);
  expect(health()).toMatchObject({ disk: "ok" });
  expect(cabinet.document.onDisk.slots[3]).toMatchObject({ itemId: "BANK3" });
  cabinet.hub.command({ id: "order2" });
  const [result] = await cabinet.results("order2");
  expect(result?.body.result.outcome).toBe("opened");
});

test("the hub is told of a change of the disk without waiting for the next report", async () => {
  cabinet.document.break(failure);
  await cabinet.board.receive(3, "BANK3");
  await until(() => diskOf(health()) === "failing");
  cabinet.document.break(undefined);
  await cabinet.board.receive(4, "BANK4");
  await until(() => diskOf(health()) === "ok");
});

test("a hub that welcomes the bridge is told how its disk is", async () => {
  cabinet.document.break(failure);
  await cabinet.board.receive(3, "BANK3");
  const before = cabinet.hub.all("health").length;
  const births = cabinet.hub.births.length;
  cabinet.hub.cut();
  while (cabinet.hub.births.length === births) await cabinet.clock.pass(1000);
  await until(() => cabinet.hub.all("health").length > before);
  expect(health()).toMatchObject({ disk: "failing" });
});

test("a power cut after a return from memory loses nothing and tells the hub nothing twice under one number", async () => {
  cabinet.document.break(failure);
  await cabinet.board.receive(3, "BANK3");
  const before = cabinet.hub.lastBirth.journalId;
  await cabinet.kill();
  await cabinet.start();
  await until(() => cabinet.hub.lastBirth.journalId !== before);
  await cabinet.board.receive(4, "BANK4");
  await until(() => events().some((body) => body.kind === "returned" && body.slot === 4));
  const numbers = cabinet.hub.all("event").map(({ journalId, seq }) => `${journalId} ${seq}`);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("a bridge that starts with a disk that can't be written serves returns all the same", async () => {
  await cabinet.kill();
  await cabinet.start(undefined, undefined, failure);
  await cabinet.board.receive(3, "BANK3");
  expect(events()).toMatchObject([{ kind: "returned", slot: 3, itemId: "BANK3" }]);
});
