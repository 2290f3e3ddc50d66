import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

describe("a start", () => {
  test("subscribes to its four topics by name and is born with its journal, kept by the broker", async () => {
    await cabinet.startWelcomed();
    expect(cabinet.hub.subscriptions.toSorted()).toEqual(
      ["ack", "command", "config", "welcome"].map((channel) => `c/lobby-7/down/${channel}`),
    );
    expect(cabinet.hub.heard[0]).toMatchObject({
      channel: "presence",
      retain: true,
      message: {
        state: "birth",
        bootId: "start-1-id-1",
        driver: "gzxj",
        slots: 4,
        journal: { id: "journal-one", first: 1, last: 0 },
        nonce: "start-1-id-2",
      },
    });
  });

  test("sends what is in the slots after the welcome, by the hub's clock, and no events", async () => {
    await cabinet.startWelcomed();
    const [snapshot] = cabinet.hub.all("snapshot");
    expect(snapshot).toMatchObject({ cause: "connect", at: cabinet.hub.time });
    expect(snapshot?.slots.map(({ state }) => state)).toEqual(["occupied", "occupied", "empty", "empty"]);
    expect(cabinet.hub.all("event")).toEqual([]);
  });

  test("without a hub goes on trying, ever more seldom", async () => {
    cabinet.hub.reachable = false;
    await cabinet.start();
    await cabinet.clock.pass(60_000);
    expect(cabinet.hub.heard).toEqual([]);
    const delays = cabinet.logged.filter(({ message }) => message === "no connection to the hub");
    expect(delays.map(({ fields }) => fields)).toEqual(
      [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000].map((delay) => ({ delay })).slice(0, delays.length),
    );
    expect(delays.length).toBeGreaterThan(6);
    cabinet.hub.reachable = true;
    await cabinet.clock.pass(15_000);
    await until(() => cabinet.hub.all("snapshot").length > 0);
    cabinet.hub.cut();
    await settle();
    expect(cabinet.logged.at(-1)).toEqual({ message: "no connection to the hub", fields: { delay: 500 } });
  });

  test("sends nothing of what came up before the connection was made", async () => {
    cabinet.hub.quick = false;
    await cabinet.start();
    await cabinet.clock.pass(60_000);
    cabinet.hub.acceptWaiting();
    await until(() => cabinet.hub.all("snapshot").length > 0);
    expect(cabinet.hub.heard.map(({ channel }) => channel)).toEqual(["presence", "health", "snapshot"]);
  });

  test("with a secret that is not the cabinet's is refused by the broker", async () => {
    cabinet.secret = "another secret of some length";
    await cabinet.start();
    await until(() => cabinet.logged.some(({ message }) => message.startsWith("the connection to the hub failed: ")));
    await cabinet.clock.pass(60_000);
    expect(cabinet.hub.heard).toEqual([]);
  });

  test("whose subscriptions are refused sends nothing", async () => {
    cabinet.hub.refused = "c/lobby-7/down/command";
    await cabinet.start();
    await until(() => cabinet.logged.some(({ message }) => message === "the subscriptions of this cabinet failed"));
    expect(cabinet.hub.heard.filter(({ message }) => "state" in message && message.state === "birth")).toEqual([]);
  });
});

describe("a connection", () => {
  const births = () => cabinet.hub.all("presence").filter(({ state }) => state === "birth");

  test("has one number in its birth, its snapshots and its end, and a higher one than any before", async () => {
    await cabinet.startWelcomed();
    const [birth] = births();
    expect(cabinet.hub.all("snapshot")[0]).toMatchObject({ connection: birth?.connection, no: 1 });
    cabinet.hub.cut();
    await until(() => cabinet.hub.all("presence").length === 2);
    const { bootId, connection } = birth ?? {};
    expect(cabinet.hub.all("presence")[1]).toEqual({ v: 1, state: "lost", bootId, connection });
    await cabinet.clock.pass(500);
    await until(() => cabinet.hub.all("snapshot").length === 2);
    const next = births()[1]?.connection ?? 0;
    expect(next).toBeGreaterThan(connection ?? Number.NaN);
    expect(cabinet.hub.all("snapshot")[1]).toMatchObject({ connection: next, no: 2 });
  });

  test("of a bridge that was started again has a higher number, even where the clock was set back", async () => {
    await cabinet.startWelcomed();
    await cabinet.kill();
    cabinet.clock.setWall(1000);
    await cabinet.startWelcomed();
    const [former, next] = births();
    expect(next?.connection).toBeGreaterThan(former?.connection ?? Number.NaN);
    expect(cabinet.hub.all("snapshot").at(-1)).toMatchObject({ connection: next?.connection, no: 1 });
  });

  test("is not made before its number is on disk", async () => {
    const started = cabinet.start();
    const release = cabinet.document.hold();
    await settle();
    expect(cabinet.hub.dials).toBe(0);
    release();
    await started;
    await until(() => cabinet.hub.dials === 1);
  });
});

describe("the clock", () => {
  test("is not set by a welcome that took too long, nor by one for an older birth or start", async () => {
    cabinet.hub.welcomes = false;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await cabinet.clock.pass(120_000);
    const births = cabinet.hub.all("presence").length;
    const birth = cabinet.hub.lastBirth;
    cabinet.hub.welcome({ ...birth, bootId: "start-0-id-1" });
    cabinet.hub.welcome({ ...birth, nonce: "start-1-id-0" });
    await settle();
    await cabinet.clock.pass(10_001);
    cabinet.hub.welcome(birth);
    await until(() => cabinet.hub.all("presence").length > births);
    expect(cabinet.hub.lastBirth.nonce).not.toBe(birth.nonce);
    const told = cabinet.hub.all("health").length;
    cabinet.hub.config({ snapshotEvery: 1000, healthEvery: 1000 });
    await settle();
    await cabinet.clock.pass(2000);
    expect(cabinet.hub.all("health").slice(told)).toMatchObject([{ clockOffset: null }, { clockOffset: null }]);
    // A snapshot can't say how uncertain its time is.
    expect(cabinet.hub.all("snapshot")).toEqual([]);
  });

  test("is compared with the hub's again every hour", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(3_600_000);
    await until(() => cabinet.hub.all("presence").length === 2);
  });

  test("is in the health, with the board and the journal", async () => {
    cabinet.hub.acknowledges = false;
    await cabinet.startWelcomed();
    await cabinet.board.reports?.abnormal("lid open");
    cabinet.hub.welcomes = false;
    await cabinet.clock.pass(60_000);
    await until(() => cabinet.hub.all("health").length === 2);
    expect(cabinet.hub.all("health")[1]).toMatchObject({
      v: 2,
      bootId: "start-1-id-1",
      at: cabinet.hub.time,
      uptime: 60_000,
      boardHeardAt: cabinet.hub.all("snapshot")[0]?.at,
      journalDepth: 1,
      clockOffset: 7000,
      sealsBroken: 0,
    });
  });
});

describe("an end", () => {
  test("in order finishes what the board is doing, refuses what waits, says goodbye and saves", async () => {
    await cabinet.startWelcomed();
    const { answer } = cabinet.slowMotor();
    cabinet.hub.command({ id: "first" });
    cabinet.hub.command({ id: "second", slot: 1 });
    await until(() => cabinet.board.opened.length === 1);
    await settle();
    const stopped = cabinet.bridge?.stop();
    answer({ outcome: "opened", itemId: "BANK2" });
    await stopped;
    expect((await cabinet.results("first"))[0]?.body.result).toMatchObject({ outcome: "opened" });
    expect((await cabinet.results("second"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    // The broker hands it on after the bridge has ended.
    await until(() => cabinet.hub.all("presence").length === 2);
    expect(cabinet.hub.all("presence")[1]).toEqual({
      v: 1,
      state: "left",
      bootId: "start-1-id-1",
      connection: cabinet.hub.all("presence")[0]?.connection,
    });
    expect(cabinet.board.lines[0]?.destroyed).toBe(true);
    cabinet.bridge = undefined;
  });

  test("does not wait for a board that is not there", async () => {
    cabinet.board.unplugged = true;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await settle();
    cabinet.hub.command({ id: "order1" });
    cabinet.hub.command({ id: "order2" });
    await until(() => cabinet.document.onDisk.commands.length === 1);
    await settle();
    await cabinet.bridge?.stop();
    const refused = { state: "done", result: { outcome: "refused" } };
    expect(cabinet.document.onDisk.commands).toMatchObject([refused, refused]);
    cabinet.bridge = undefined;
  });

  test("lets a look end that is under way", async () => {
    await cabinet.startWelcomed();
    let answer = () => {};
    cabinet.board.beforeLook = new Promise((resolve) => {
      answer = resolve;
    });
    cabinet.hub.look();
    await settle();
    const stopped = cabinet.bridge?.stop();
    await settle();
    answer();
    await stopped;
    await settle();
    expect(cabinet.failures).toEqual([]);
    cabinet.bridge = undefined;
  });

  test("is the end of all attempts to connect", async () => {
    cabinet.hub.reachable = false;
    await cabinet.start();
    await settle();
    await cabinet.bridge?.stop();
    const { dials } = cabinet.hub;
    await cabinet.clock.pass(60_000);
    expect(cabinet.hub.dials).toBe(dials);
    cabinet.bridge = undefined;
  });

  test("of the connection without a goodbye is told by the broker", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.cut();
    await until(() => cabinet.hub.all("presence").some(({ state }) => state === "lost"));
    expect(cabinet.hub.heard.at(-1)).toMatchObject({ channel: "presence", retain: true });
  });
});
