import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

describe("a return", () => {
  test("is on disk before the board may forget it, and then sent with a snapshot", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(30_000);
    const release = cabinet.document.hold();
    const confirm = vi.fn<() => void>();
    const received = cabinet.board.receive(3, "BANK3").then(confirm);
    await settle();
    expect(confirm).not.toHaveBeenCalled();
    expect(cabinet.hub.all("event")).toEqual([]);
    release();
    await received;
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]).toMatchObject({
      at: { latest: cabinet.hub.time, uncertainty: 3 },
      body: { kind: "returned", slot: 3, itemId: "BANK3", level: 40, source: "report" },
    });
    expect(cabinet.hub.all("event")[0]?.at).not.toHaveProperty("earliest");
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "return"));
  });

  test("that the board repeats is one event, also after a restart", async () => {
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await cabinet.board.receive(3, "BANK3");
    await cabinet.kill();
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").length > 0);
    expect(new Set(cabinet.hub.all("event").map(({ seq }) => seq))).toEqual(new Set([1]));
  });

  test("that is repeated during the first save is confirmed only after it", async () => {
    await cabinet.startWelcomed();
    const release = cabinet.document.hold();
    const first = cabinet.board.receive(3, "BANK3");
    const confirm = vi.fn<() => void>();
    const second = cabinet.board.receive(3, "BANK3").then(confirm);
    await settle();
    expect(confirm).not.toHaveBeenCalled();
    release();
    await Promise.all([first, second]);
  });

  test("is sent after the next welcome with its physical time where the hub was away", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(30_000);
    cabinet.hub.reachable = false;
    cabinet.hub.cut();
    await settle();
    const physical = cabinet.hub.time;
    await cabinet.board.receive(3, "BANK3");
    await cabinet.clock.pass(3_600_000);
    expect(cabinet.hub.all("event")).toEqual([]);
    cabinet.hub.reachable = true;
    await cabinet.clock.pass(30_000);
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toEqual({ latest: physical, uncertainty: 3 });
  });

  test("before the first welcome gets its time from that welcome", async () => {
    cabinet.hub.welcomes = false;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await until(() => cabinet.document.onDisk.slots[3] !== undefined);
    await cabinet.board.receive(3, "BANK3");
    const physical = cabinet.hub.time;
    cabinet.hub.welcomes = true;
    await cabinet.clock.pass(30_000);
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toMatchObject({ latest: physical, uncertainty: 1 });
  });

  test("told soon after the line was opened may have been said before, and a lagging sensor hid it", async () => {
    await cabinet.startWelcomed();
    const looked = cabinet.hub.time;
    await cabinet.clock.pass(10_000);
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toMatchObject({ earliest: looked, latest: cabinet.hub.time });
  });

  test("while the bridge was off after a power cut is found by comparing, between the last look written down and the first one", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(900_000);
    const lastLook = cabinet.hub.time;
    // Four more looks confirm what is known, and are not written down.
    await cabinet.clock.pass(840_000);
    await cabinet.kill();
    cabinet.board.put(3, "BANK3");
    cabinet.board.put(1);
    await cabinet.clock.pass(600_000);
    const found = cabinet.hub.time;
    await cabinet.startWelcomed();
    await until(() => cabinet.hub.all("event").length === 2);
    const at = { earliest: lastLook, latest: found };
    expect(cabinet.hub.all("event")).toMatchObject([
      { at, body: { kind: "removed", slot: 1, itemId: "BANK1", source: "snapshot" } },
      { at, body: { kind: "returned", slot: 3, itemId: "BANK3", source: "snapshot" } },
    ]);
  });

  test("while the bridge was off after a stop in order is found by comparing, between the last look and the first one", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(180_000);
    const lastLook = cabinet.hub.time;
    await cabinet.clock.pass(60_000);
    await cabinet.bridge?.stop();
    cabinet.board.put(3, "BANK3");
    await cabinet.clock.pass(600_000);
    await cabinet.startWelcomed();
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at.earliest).toBe(lastLook);
  });

  test("that the board has not repeated for half a minute is written down as confirmed with the next look", async () => {
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    expect(cabinet.document.onDisk.slots[3]).toMatchObject({ unconfirmed: true });
    await cabinet.clock.pass(180_000);
    expect(cabinet.document.onDisk.slots[3]).toMatchObject({ state: "occupied", itemId: "BANK3" });
    expect(cabinet.document.onDisk.slots[3]).not.toHaveProperty("unconfirmed");
  });

  test("that the board tells as soon as it is connected may have happened since the last look", async () => {
    await cabinet.startWelcomed();
    const lastLook = cabinet.hub.time;
    let look = () => {};
    cabinet.board.beforeLook = new Promise((resolve) => {
      look = resolve;
    });
    await cabinet.clock.pass(60_000);
    cabinet.board.lines[0]?.destroy();
    await settle();
    await cabinet.clock.pass(1000);
    await until(() => cabinet.board.lines.length === 2);
    await settle();
    await cabinet.board.receive(3, "BANK3");
    look();
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toMatchObject({ earliest: lastLook, latest: cabinet.hub.time });
  });

  test("of which the board's report was lost happened between the last look at the slot and the one that found it", async () => {
    await cabinet.startWelcomed();
    const lastLook = cabinet.hub.time;
    await cabinet.clock.pass(20_000);
    await cabinet.board.receive(3, "BANK3", "snapshot");
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]).toMatchObject({
      at: { earliest: lastLook, latest: cabinet.hub.time, uncertainty: 2 },
      body: { kind: "returned", slot: 3, itemId: "BANK3", source: "snapshot" },
    });
  });

  test("into a slot that the last look could not read may have happened before that look", async () => {
    await cabinet.startWelcomed();
    const lastRead = cabinet.hub.time;
    cabinet.board.slots.set(3, { slot: 3, state: "unreadable" });
    await cabinet.clock.pass(180_000);
    await cabinet.board.reports?.returned(3, {}, "report");
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toMatchObject({ earliest: lastRead, latest: cabinet.hub.time });
    cabinet.board.put(3);
    await cabinet.clock.pass(180_000);
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").some(({ body }) => body.kind === "returned" && body.itemId === "BANK3"));
    expect(cabinet.hub.all("event").at(-1)?.at).not.toHaveProperty("earliest");
  });

  test("into a slot that was opened meanwhile is not older than the opening", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(20_000);
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    const opened = cabinet.hub.time;
    await cabinet.clock.pass(20_000);
    await cabinet.board.receive(2, "BANK2", "snapshot");
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]?.at).toMatchObject({ earliest: opened, latest: cabinet.hub.time });
  });

  test("into the slot it came from is a return", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]?.body).toMatchObject({ kind: "returned", slot: 2, itemId: "BANK2" });
  });

  test("that a look found before the board told of it happened between the opening and the report", async () => {
    await cabinet.startWelcomed();
    cabinet.board.answer = async () => ({ outcome: "opened", itemId: "BANK2" });
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
    const opened = cabinet.hub.time;
    await cabinet.clock.pass(20_000);
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]).toMatchObject({
      at: { earliest: opened, latest: cabinet.hub.time },
      body: { kind: "returned", slot: 2, itemId: "BANK2", source: "report" },
    });
  });

  test("that a look found long after the line was opened happened between the opening and the report too", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(30_000);
    cabinet.board.answer = async () => ({ outcome: "opened", itemId: "BANK2" });
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
    const opened = cabinet.hub.time;
    await cabinet.clock.pass(20_000);
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]?.at).toMatchObject({ earliest: opened, latest: cabinet.hub.time });
  });

  test("that the board tells of a slot that a look found empty happened just then", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(30_000);
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
    await cabinet.clock.pass(20_000);
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]?.at.latest).toBe(cabinet.hub.time);
    expect(cabinet.hub.all("event")[1]?.at).not.toHaveProperty("earliest");
  });

  test("told soon after a new line was opened may have been said before, as after the first one", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(60_000);
    cabinet.board.lines[0]?.destroy();
    await settle();
    await cabinet.clock.pass(1000);
    await until(() => cabinet.board.lines.length === 2);
    await settle();
    await cabinet.clock.pass(20_000);
    await cabinet.board.receive(3, "BANK3");
    await cabinet.clock.pass(30_000);
    await cabinet.board.receive(4, "BANK4");
    await until(() => cabinet.hub.all("event").length === 2);
    const [soon, later] = cabinet.hub.all("event").map(({ at }) => at);
    expect(soon).toHaveProperty("earliest");
    expect(later).not.toHaveProperty("earliest");
  });

  test("of an item whose opening has an unknown outcome is a return", async () => {
    await cabinet.startWelcomed();
    cabinet.board.answer = async () => ({ outcome: "unknown", reason: "board-silent" });
    cabinet.board.slots.delete(2);
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.board.receive(2, "BANK2");
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    await settle();
    expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result", "returned"]);
  });
});

test("an item pushed back while its slot still opens went out first and then came back, at its time", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  const physical = cabinet.hub.time;
  const received = cabinet.board.receive(2, "BANK2");
  await cabinet.clock.pass(2000);
  cabinet.board.answer = undefined;
  answer({ outcome: "opened", itemId: "BANK2" });
  cabinet.board.put(2, "BANK2");
  await received;
  await until(() => cabinet.hub.all("event").length === 2);
  expect(cabinet.hub.all("event")).toMatchObject([
    { body: { kind: "result" } },
    { at: { latest: physical }, body: { kind: "returned", slot: 2, itemId: "BANK2" } },
  ]);
});

test("a list of slots in which an opening slot still holds its item shows no return", async () => {
  await cabinet.startWelcomed();
  const { answer } = cabinet.slowMotor();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.board.opened.length === 1);
  const received = cabinet.board.receive(2, "BANK2", "snapshot");
  answer({ outcome: "opened", itemId: "BANK2" });
  await received;
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
  await settle();
  expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result"]);
});
