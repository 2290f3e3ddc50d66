import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  readRecord,
  type UpdateRecord,
  updatesFolder,
  writeRecord,
} from "../../../firmware-bridge/launcher/update-record.ts";
import { Updater } from "../../../firmware-bridge/updates/updater.ts";
import { until } from "../../support/manual-clock.ts";
import { Cabinet } from "../cabinet.ts";
import { FakeBoard } from "../fake-board.ts";
import { cancel, exampleRelease, offer, pair, serving } from "./example-release.ts";
import { ModelDisk } from "./model-disk.ts";

const updates = updatesFolder("/data");
const release = exampleRelease();
const base = "0.2.0";

let cabinet: Cabinet;
/** Slots 1 to 4 of the cabinet. */
let tower: FakeBoard;
/** Slots 5 to 7. */
let stand: FakeBoard;
let disk: ModelDisk;

beforeEach(async () => {
  cabinet = await Cabinet.build();
  disk = new ModelDisk();
  tower = new FakeBoard({ 1: "BANK1", 2: "BANK2" }, 4);
  stand = new FakeBoard({ 1: "UMBRELLA1", 3: "UMBRELLA3" }, 3);
  tower.isTalking = true;
  stand.isTalking = true;
  cabinet.boards = [
    { protocol: "gzxj", slots: 4, openLine: tower.openLine, openDriver: tower.openDriver },
    { protocol: "lock8a", slots: 3, openLine: stand.openLine, openDriver: stand.openDriver },
  ];
});

afterEach(() => cabinet.takeDown());

/** Starts the bridge as its launcher does. @param running the version that runs */
async function start(running = base): Promise<void> {
  const record = await readRecord(disk, updates, base);
  cabinet.openUpdater = (links) =>
    new Updater({
      disk,
      updates,
      record,
      running,
      keys: [pair.publicKey],
      openArchive: serving(release),
      clock: cabinet.clock,
      backoff: { next: () => 1000, reset: () => {} },
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      ...links,
    });
  await cabinet.start();
}

const record = () => readRecord(disk, updates, base);
const reports = () => cabinet.hub.all("update").map(({ state }) => state);
const births = () => cabinet.hub.births.length;

function offerRelease(): void {
  const { hub } = cabinet;
  const { seal: _, ...command } = offer(release);
  hub.send({ ...command, issuedAt: hub.time, expiresAt: hub.time + 20_000, ttl: 20_000 });
}

/** @param age ms since the hub sent it */
function callOff(age = 0): void {
  const { hub } = cabinet;
  const { seal: _, ...command } = cancel(release);
  const issuedAt = hub.time - age;
  hub.send({ ...command, issuedAt, expiresAt: issuedAt + 20_000, ttl: 20_000 });
}

function die(board: FakeBoard): void {
  board.isTalking = false;
  board.unplugged = true;
  board.lines.at(-1)?.destroy();
}

/** Time passes in small steps until the hub has heard this state. */
async function hears(state: string): Promise<void> {
  while (!reports().some((reported) => reported === state)) await cabinet.clock.pass(500);
}

describe("a bridge that is offered a release", () => {
  test("installs it with both boards, and writes down that both answered", async () => {
    await start();
    await until(() => births() === 1);
    offerRelease();
    await hears("installed");
    expect((await record()).trial?.boards).toEqual([1, 5]);
    expect(cabinet.restarts).toBe(1);
  });

  test("installs it although one board is dead, and writes down that the other one answered", async () => {
    stand.unplugged = true;
    stand.isTalking = false;
    await start();
    await until(() => births() === 1);
    await cabinet.clock.pass(60_000);
    offerRelease();
    await hears("installed");
    expect((await record()).trial?.boards).toEqual([1]);
  });

  test("installs it although no board lives: it may be the remedy", async () => {
    for (const board of [tower, stand]) {
      board.unplugged = true;
      board.isTalking = false;
    }
    await start();
    await until(() => births() === 1);
    await cabinet.clock.pass(60_000);
    offerRelease();
    await hears("installed");
    expect((await record()).trial?.boards).toEqual([]);
  });

  test("waits just after its start until it is known which boards answer", async () => {
    stand.unplugged = true;
    stand.isTalking = false;
    await start();
    await until(() => births() === 1);
    offerRelease();
    // Unpacking takes real time: meanwhile the board must not become silent.
    await until(() => reports().includes("ready"));
    await cabinet.clock.pass(20_000);
    expect([reports(), cabinet.restarts]).toEqual([["downloading", "ready"], 0]);
    await hears("installed");
    expect((await record()).trial?.boards).toEqual([1]);
  });

  test("is ready, and does not restart while a slot is being opened or was a moment ago", async () => {
    await start();
    await until(() => births() === 1);
    const motor = cabinet.slowMotor();
    tower.answer = cabinet.board.answer;
    cabinet.hub.command({ id: "order1", slot: 2 });
    await until(() => tower.opened.length === 1);
    offerRelease();
    await hears("ready");
    await cabinet.clock.pass(15_000);
    expect(cabinet.restarts).toBe(0);
    motor.answer({ outcome: "opened", itemId: "BANK2" });
    await cabinet.results("order1");
    await cabinet.clock.pass(8000);
    expect(cabinet.restarts).toBe(0);
    await hears("installed");
    expect(cabinet.restarts).toBe(1);
  });

  test("does not restart into it once the hub has called it off, and a late call changes nothing", async () => {
    await start();
    await until(() => births() === 1);
    const [birth] = cabinet.hub.births;
    expect(birth && "actions" in birth && birth.actions).toContain("cancel-update");
    const motor = cabinet.slowMotor();
    tower.answer = cabinet.board.answer;
    cabinet.hub.command({ id: "order1", slot: 2 });
    await until(() => tower.opened.length === 1);
    offerRelease();
    await hears("ready");
    callOff(21_000);
    await cabinet.clock.pass(5000);
    expect(reports()).toEqual(["downloading", "ready"]);
    callOff();
    await hears("failed");
    motor.answer({ outcome: "opened", itemId: "BANK2" });
    await cabinet.results("order1");
    await cabinet.clock.pass(30_000);
    expect([cabinet.restarts, (await record()).trial]).toEqual([0, undefined]);
    expect((await record()).last).toMatchObject({ state: "failed", reason: "cancelled" });
  });

  test("does not restart while the hub is away: the new version could not reach it either", async () => {
    await start();
    await until(() => births() === 1);
    cabinet.hub.welcomes = false;
    cabinet.hub.cut();
    // The bridge connects again and again, and so may miss an offer: the hub repeats it.
    while (!reports().includes("ready")) {
      await cabinet.clock.pass(1000);
      offerRelease();
    }
    await cabinet.clock.pass(20_000);
    expect(cabinet.restarts).toBe(0);
    cabinet.hub.welcomes = true;
    await hears("installed");
  });
});

describe("a new version on trial", () => {
  async function onTrial(boards: readonly number[]): Promise<void> {
    const trial = { rollout: "R0000001", version: "0.3.0", starts: 1, boards };
    const found: UpdateRecord = { base, current: release.folder, previous: null, trial };
    await writeRecord(disk, updates, found);
    await start("0.3.0");
  }

  test("is confirmed when the hub and the boards that answered before are there", async () => {
    await onTrial([1, 5]);
    await hears("healthy");
    expect(await record()).toMatchObject({ current: release.folder, last: { state: "healthy" } });
  });

  test("is confirmed although a board is dead that was dead before", async () => {
    die(stand);
    await onTrial([1]);
    await hears("healthy");
  });

  test("is confirmed by the hub alone where no board answered before", async () => {
    die(tower);
    die(stand);
    await onTrial([]);
    await hears("healthy");
  });

  test("is not confirmed without a board that answered before", async () => {
    die(stand);
    await onTrial([1, 5]);
    await cabinet.clock.pass(240_000);
    expect((await record()).trial).toBeDefined();
    stand.unplugged = false;
    stand.isTalking = true;
    await hears("healthy");
  });

  test("is not confirmed without the hub", async () => {
    cabinet.hub.welcomes = false;
    await onTrial([]);
    await cabinet.clock.pass(240_000);
    expect((await record()).trial).toBeDefined();
    cabinet.hub.welcomes = true;
    await hears("healthy");
  });

  test("does not wait for a board that the settings have no more", async () => {
    await onTrial([1, 5, 9]);
    await hears("healthy");
  });
});
