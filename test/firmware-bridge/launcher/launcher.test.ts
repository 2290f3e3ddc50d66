import { dirname } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type Ended, Launcher, type RunningBridge } from "../../../firmware-bridge/launcher/launcher.ts";
import {
  programOf,
  readRecord,
  type UpdateRecord,
  writeRecord,
} from "../../../firmware-bridge/launcher/update-record.ts";
import { ManualClock, settle, until } from "../../support/manual-clock.ts";
import { ModelDisk } from "../updates/model-disk.ts";

const updates = "/data/updates";
const release = "0.3.0-0123456789abcdef";
const older = "0.2.5-0123456789abcdef";
const base = { version: "0.2.0", program: "/opt/bridge.js" };
const trialLimit = 300_000;
const trial = { rollout: "R0000001", version: "0.3.0", starts: 0, boards: [1] };
const onTrial: UpdateRecord = { base: "0.2.0", current: release, previous: null, trial };

/** A process that the launcher has started, as the test plays it. */
interface Started {
  readonly program: string;
  readonly signals: string[];
  readonly end: (code: number | null) => void;
}

let disk: ModelDisk;
let clock: ManualClock;
let started: Started[];
let launcher: Launcher;

beforeEach(() => {
  disk = new ModelDisk();
  clock = new ManualClock();
  started = [];
});

function run(program: string): RunningBridge {
  let end: (ended: Ended) => void = () => {};
  const ended = new Promise<Ended>((resolve) => {
    end = resolve;
  });
  const signals: string[] = [];
  started.push({ program, signals, end: (code) => end({ code }) });
  return { ended, signal: (name) => void signals.push(name) };
}

/** Starts a launcher on what is on the disk, and waits until it has started a bridge. */
async function start(): Promise<{ exit: Promise<number>; bridge: Started }> {
  const before = started.length;
  launcher = new Launcher({ disk, clock, updates, base, run, trialLimit, log: () => {} });
  const exit = launcher.run();
  await until(() => started.length > before);
  return { exit, bridge: last() };
}

async function install(record: UpdateRecord, ...releases: readonly string[]): Promise<void> {
  for (const name of releases) {
    const file = await disk.create(programOf(updates, name));
    await file.write(Buffer.from("program"));
    await file.sync();
    await disk.syncFolder(dirname(programOf(updates, name)));
  }
  await writeRecord(disk, updates, record);
}

/** The bridge ends, and the launcher starts one again. */
async function endAndRestart(code: number | null): Promise<Started> {
  const before = started.length;
  last().end(code);
  await settle();
  await clock.pass(2000);
  await until(() => started.length > before);
  return last();
}

const last = () => started.at(-1) as Started;
const record = () => readRecord(disk, updates, base.version);

describe("without a release", () => {
  test("the launcher runs the bridge of the installation, and ends as it ends", async () => {
    const { exit, bridge } = await start();
    expect(bridge.program).toBe(base.program);
    bridge.end(78);
    expect(await exit).toBe(78);
  });

  test("a bridge that a signal killed ends the launcher with a failure", async () => {
    const { exit, bridge } = await start();
    bridge.end(null);
    expect(await exit).toBe(1);
  });

  test("a bridge that ends in order, without a signal to the launcher, is started again", async () => {
    await start();
    expect((await endAndRestart(0)).program).toBe(base.program);
  });

  test("a stop is passed on to the bridge, and ends the launcher after it", async () => {
    const { exit, bridge } = await start();
    launcher.signal("SIGHUP");
    launcher.signal("SIGTERM");
    expect(bridge.signals).toEqual(["SIGHUP", "SIGTERM"]);
    bridge.end(0);
    expect(await exit).toBe(0);
    expect(started).toHaveLength(1);
  });
});

test.each(["{", "null", '{"base":"0.2.0"}', '{"base":"0.2.0","current":"../../bin","previous":null}'])(
  "a record that says %s counts as none",
  async (text) => {
    await (await disk.create(`${updates}/record.json`)).write(Buffer.from(text));
    expect((await start()).bridge.program).toBe(base.program);
  },
);

test("another installation starts without the releases of the one before", async () => {
  const { trial: _, ...confirmed } = onTrial;
  await install({ ...confirmed, base: "0.1.0" }, release);
  expect((await start()).bridge.program).toBe(base.program);
});

test("a confirmed release runs, and the launcher ends as it ends", async () => {
  const { trial: _, ...confirmed } = onTrial;
  await install(confirmed, release);
  const { exit, bridge } = await start();
  expect(bridge.program).toBe(programOf(updates, release));
  await clock.pass(trialLimit * 2);
  expect(bridge.signals).toEqual([]);
  bridge.end(1);
  expect(await exit).toBe(1);
});

test("a confirmed release whose files are gone gives way to the installation", async () => {
  const { trial: _, ...confirmed } = onTrial;
  await install({ ...confirmed, previous: older }, older);
  expect((await start()).bridge.program).toBe(base.program);
});

describe("a release on trial", () => {
  test("is started three times, then the version before returns", async () => {
    await install({ ...onTrial, previous: older }, release, older);
    expect((await start()).bridge.program).toBe(programOf(updates, release));
    expect((await record()).trial?.starts).toBe(1);
    expect((await endAndRestart(1)).program).toBe(programOf(updates, release));
    expect((await endAndRestart(null)).program).toBe(programOf(updates, release));
    expect((await endAndRestart(0)).program).toBe(programOf(updates, older));
    expect(await record()).toEqual({
      base: "0.2.0",
      current: older,
      previous: null,
      last: { rollout: "R0000001", version: "0.3.0", state: "rolled-back", reason: "crashed" },
    });
  });

  test("is started three times over power cuts too", async () => {
    await install(onTrial, release);
    for (let starts = 1; starts <= 3; starts++) {
      expect((await start()).bridge.program).toBe(programOf(updates, release));
      disk.cutPower("lost");
    }
    expect((await start()).bridge.program).toBe(base.program);
  });

  test("stays once it has confirmed itself", async () => {
    await install(onTrial, release);
    const { bridge } = await start();
    const { trial: _, ...confirmed } = await record();
    await writeRecord(disk, updates, confirmed);
    await clock.pass(trialLimit * 2);
    expect(bridge.signals).toEqual([]);
    expect((await endAndRestart(0)).program).toBe(programOf(updates, release));
  });

  test("is ended when it does not confirm itself in time, by force where it does not listen", async () => {
    await install(onTrial, release);
    const { bridge } = await start();
    await clock.pass(trialLimit - 1);
    expect(bridge.signals).toEqual([]);
    await clock.pass(1);
    expect(bridge.signals).toEqual(["SIGTERM"]);
    await clock.pass(30_000);
    expect(bridge.signals).toEqual(["SIGTERM", "SIGKILL"]);
    expect((await endAndRestart(null)).program).toBe(base.program);
    expect((await record()).last).toMatchObject({ state: "rolled-back", reason: "not-healthy" });
  });

  test("that does not accept the settings is not tried again", async () => {
    await install(onTrial, release);
    await start();
    expect((await endAndRestart(78)).program).toBe(base.program);
    expect((await record()).last).toMatchObject({ state: "rolled-back", reason: "settings-refused" });
  });

  test("whose files are missing gives way to the version before", async () => {
    await install({ ...onTrial, previous: older }, older);
    expect((await start()).bridge.program).toBe(programOf(updates, older));
    expect((await record()).last).toMatchObject({ state: "rolled-back", reason: "files-missing" });
  });

  test("is not started where its start can't be counted", async () => {
    await install({ ...onTrial, previous: older }, release, older);
    disk.before = (step) => {
      if (step === "create") throw new Error("read-only file system");
    };
    expect((await start()).bridge.program).toBe(programOf(updates, older));
  });

  test("ends with the launcher where that is stopped, and is tried again at the next start", async () => {
    await install(onTrial, release);
    const { exit, bridge } = await start();
    launcher.signal("SIGTERM");
    bridge.end(0);
    expect(await exit).toBe(0);
    expect((await start()).bridge.program).toBe(programOf(updates, release));
  });
});
