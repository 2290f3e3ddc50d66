import { beforeEach, expect, test } from "vitest";
import { Backoff } from "../../firmware-bridge/backoff.ts";
import { Board } from "../../firmware-bridge/board.ts";
import { ServiceManager, WatchedDocument } from "../../firmware-bridge/service-manager.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { MemoryDocument } from "./memory-document.ts";

const watchdog = { NOTIFY_SOCKET: "/run/notify", WATCHDOG_USEC: "60000000" };
let clock: ManualClock;
let said: string[];
let logged: string[];
let notify: (state: string) => Promise<void>;
let hanging: string | undefined;

beforeEach(() => {
  clock = new ManualClock();
  said = [];
  logged = [];
  hanging = undefined;
  notify = async (state) => void said.push(state);
});

function managerWith(variables: Readonly<Record<string, string>>, whatHangs = () => hanging): ServiceManager {
  const log = (_fields: object, message: string) => void logged.push(message);
  const parts = { clock, notify: (state: string) => notify(state), whatHangs, variables };
  return new ServiceManager({ ...parts, log: { debug: log, info: log, warn: log, error: log } });
}

test("a bridge says that it is ready, pings at a third of the watchdog's time, and says that it stops", async () => {
  const manager = managerWith(watchdog);
  manager.ready();
  await clock.pass(19_999);
  expect(said).toEqual(["READY=1"]);
  await clock.pass(40_001);
  expect(said).toEqual(["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"]);
  manager.stopping();
  await clock.pass(600_000);
  expect(said.slice(4)).toEqual(["STOPPING=1"]);
});

test("a bridge under a launcher pings once more when it stops, because the launcher may start another one", async () => {
  const manager = managerWith({ ...watchdog, JIEHUAN_BASE: "0.2.0" });
  manager.ready();
  manager.stopping();
  await clock.pass(600_000);
  expect(said).toEqual(["READY=1", "WATCHDOG=1"]);
});

test("a bridge without a service manager says nothing, and without a watchdog it does not ping", async () => {
  for (const [variables, expected] of [
    [{ WATCHDOG_USEC: "60000000" }, []],
    [{ NOTIFY_SOCKET: "/run/notify" }, ["READY=1"]],
    [{ NOTIFY_SOCKET: "/run/notify", WATCHDOG_USEC: "soon" }, ["READY=1"]],
  ] as const) {
    said = [];
    managerWith(variables).ready();
    await clock.pass(600_000);
    expect(said).toEqual(expected);
  }
});

test("a hung write of the journal stops the pings and is logged once; a failed one does not", async () => {
  const memory = new MemoryDocument({ count: 1 });
  const document = new WatchedDocument(memory, clock);
  managerWith(watchdog, () => (document.hangs ? "a write of the journal" : undefined)).ready();
  const release = memory.hold();
  const first = document.save();
  await clock.pass(20_000);
  const second = document.save();
  expect(said).toEqual(["READY=1", "WATCHDOG=1"]);
  await clock.pass(60_000);
  expect(said).toEqual(["READY=1", "WATCHDOG=1"]);
  expect(logged).toEqual(["a write of the journal hangs: the service manager will restart the bridge"]);
  release();
  await Promise.all([first, second]);
  memory.break(new Error("disk full"));
  await expect(document.save()).rejects.toThrow("disk full");
  await clock.pass(60_000);
  expect(said.length).toBe(5);
});

test("pings do not pile up behind a slow service manager, and a failure to reach it is logged once", async () => {
  const failures: ((why: Error) => void)[] = [];
  notify = (state) => {
    said.push(state);
    return new Promise((_resolve, reject) => void failures.push(reject));
  };
  managerWith(watchdog).ready();
  await clock.pass(60_000);
  expect(said).toEqual(["READY=1"]);
  failures[0]?.(new Error("not found"));
  await clock.pass(20_000);
  expect(said).toEqual(["READY=1", "WATCHDOG=1"]);
  failures[1]?.(new Error("not found"));
  await settle();
  expect(logged).toEqual(["systemd-notify failed: the service manager hears nothing"]);
});

test("a bridge whose hub and board are away for hours does not hang", async () => {
  const cabinet = await Cabinet.build();
  await cabinet.startWelcomed();
  cabinet.board.unplugged = true;
  cabinet.board.silent = true;
  cabinet.hub.reachable = false;
  cabinet.hub.cut();
  for (let minutes = 0; minutes < 180; minutes += 10) {
    await cabinet.clock.pass(600_000);
    expect(cabinet.bridge?.whatHangs()).toBeUndefined();
  }
  await cabinet.takeDown();
});

test("a bridge whose attempts to reach the hub stay without any answer hangs after five minutes", async () => {
  const cabinet = await Cabinet.build();
  await cabinet.startWelcomed();
  const release = cabinet.document.hold();
  // The number of the next connection is never written.
  cabinet.hub.cut();
  await cabinet.clock.pass(280_000);
  expect(cabinet.bridge?.whatHangs()).toBeUndefined();
  await cabinet.clock.pass(60_000);
  expect(cabinet.bridge?.whatHangs()).toBe("the connection to the hub");
  release();
  await cabinet.takeDown();
});

test("a board whose checks have stopped hangs after a minute", () => {
  let time = 0;
  const log = () => {};
  const board = new Board({
    openLine: () => new Promise(() => {}),
    openDriver: () => {
      throw new Error("there is no line");
    },
    // Its timers never fire.
    clock: { now: () => time, monotonic: () => time, after: () => () => {} },
    backoff: new Backoff(() => 0),
    log: { debug: log, info: log, warn: log, error: log },
    onConnected: () => {},
    onSilent: () => {},
    onHeard: () => {},
  });
  board.start();
  time = 60_000;
  expect(board.hangs).toBe(false);
  time = 60_001;
  expect(board.hangs).toBe(true);
});
