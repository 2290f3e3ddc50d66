import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { readRecord, type UpdateRecord, updatesFolder } from "../../../firmware-bridge/launcher/update-record.ts";
import type { OpenArchive } from "../../../firmware-bridge/updates/download.ts";
import { UpdateError } from "../../../firmware-bridge/updates/update-error.ts";
import { Updater, type UpdateState } from "../../../firmware-bridge/updates/updater.ts";
import { ManualClock, settle, until } from "../../support/manual-clock.ts";
import { cancel, type ExampleRelease, exampleRelease, inPieces, offer, pair, serving } from "./example-release.ts";
import { ModelDisk } from "./model-disk.ts";

const updates = updatesFolder("/data");
const release = exampleRelease();
const { archive, manifest, folder } = release;
const path = join(updates, "download", `${manifest.digest}.tgz`);
const none: UpdateRecord = { base: "0.2.0", current: null, previous: null };

let disk: ModelDisk;
let clock: ManualClock;
let reports: UpdateState[];
let restarts: number;
let isQuiet: boolean;
let openArchive: OpenArchive;
/** From which byte each request was. */
let asked: number[];
let updater: Updater;

beforeEach(() => {
  disk = new ModelDisk();
  clock = new ManualClock();
  reports = [];
  restarts = 0;
  isQuiet = true;
  asked = [];
  serve(serving(release));
  updater = start();
});

/** A new process, with what the one before left on the disk. */
function start(record = none): Updater {
  return new Updater({
    disk,
    updates,
    record,
    running: "0.2.0",
    keys: [pair.publicKey],
    openArchive: (address, from, size) => {
      asked.push(from);
      return openArchive(address, from, size);
    },
    clock,
    backoff: { next: () => 1000, reset: () => {} },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    isQuiet: () => isQuiet,
    answeringBoards: () => [1, 25],
    report: (_about, state) => void reports.push(state),
    restart: () => {
      restarts += 1;
    },
  });
}

function serve(open: OpenArchive): void {
  openArchive = open;
}

/** Serves some bytes, and then whatever the test does. */
function serveThen(bytes: Buffer, then: () => void | Promise<void>): void {
  serve(async (_address, from) => ({
    from,
    body: (async function* () {
      yield bytes.subarray(from);
      await then();
    })(),
  }));
}

/** What waits for `opened` goes on at `open`. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const cut = () => {
  throw new Error("the network is gone");
};

async function onDisk(bytes: Uint8Array): Promise<void> {
  await (await disk.create(path)).write(bytes);
}

const lastState = () => reports.at(-1)?.state;
const record = () => readRecord(disk, updates, "0.2.0");

/** Lets time pass until the bridge has reported one of these states last. */
async function reaches(...states: readonly UpdateState["state"][]): Promise<void> {
  while (!states.some((state) => state === lastState())) {
    await settle();
    await clock.pass(500);
  }
}

describe("an update", () => {
  test("is installed and tried, and its record names the boards that answered", async () => {
    updater.receive(offer(release));
    await reaches("installed");
    expect(restarts).toBe(1);
    const trial = { rollout: "R0000001", version: "0.3.0", starts: 0, boards: [1, 25] };
    expect(await record()).toEqual({ ...none, current: folder, trial });
  });

  test("waits on the disk for a quiet moment, and says so once by itself and whenever it is asked", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    await clock.pass(60_000);
    expect(reports.map(({ state }) => state)).toEqual(["downloading", "ready"]);
    updater.receive(offer(release));
    expect(reports.slice(2)).toEqual([{ state: "ready" }]);
    expect([restarts, (await record()).trial]).toEqual([0, undefined]);
    isQuiet = true;
    await reaches("installed");
    expect(restarts).toBe(1);
  });

  test("says how far its download is when it is asked", async () => {
    const end = gate();
    serveThen(archive, () => end.opened);
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    updater.receive(offer(release));
    expect(reports.at(-1)).toEqual({ state: "downloading", received: archive.length });
    end.open();
    await reaches("installed");
  });

  test("goes on after a cut where it was, again and again", async () => {
    serveThen(archive.subarray(0, 100), cut);
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    serveThen(archive.subarray(0, 150), cut);
    await clock.pass(1000);
    serve(serving(release));
    await reaches("installed");
    expect(asked).toEqual([0, 100, 150]);
  });

  test("fetches an archive again, once, whose beginning a power cut has spoilt", async () => {
    await onDisk(Buffer.alloc(100, "x"));
    updater.receive(offer(release));
    await reaches("installed");
    expect(asked).toEqual([100, 0]);
  });

  test("fails where the archive is still another one after that, however often the network is cut", async () => {
    await onDisk(Buffer.alloc(100, "x"));
    const other = Buffer.alloc(archive.length, "y");
    let answers = 0;
    serve(async (_address, from) => {
      answers += 1;
      const isCut = answers % 2 === 1;
      return {
        from,
        body: (async function* () {
          yield other.subarray(from, isCut ? from + 50 : undefined);
          if (isCut) cut();
        })(),
      };
    });
    updater.receive(offer(release));
    await reaches("failed");
    expect(reports.at(-1)).toEqual({ state: "failed", reason: "wrong-digest" });
    expect(asked).toEqual([100, 150, 0, 50]);
    expect(disk.files()).not.toContain(path);
    expect((await record()).last).toMatchObject({ state: "failed", reason: "wrong-digest" });
  });

  test("fails without a repetition where the whole archive came in one piece and is another one", async () => {
    serve(async () => ({ from: 0, body: inPieces(Buffer.alloc(archive.length), 2) }));
    updater.receive(offer(release));
    await reaches("failed");
    expect(reports.at(-1)).toEqual({ state: "failed", reason: "wrong-digest" });
    expect(asked).toEqual([0]);
  });

  test("fails without a repetition where the hub has nothing after what came before a cut", async () => {
    serveThen(archive.subarray(0, 100), cut);
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    serve(async () => {
      throw new UpdateError("wrong-digest", "416");
    });
    await reaches("failed");
    expect(reports.at(-1)).toEqual({ state: "failed", reason: "wrong-digest" });
    await clock.pass(3_600_000);
    expect(asked).toEqual([0, 100]);
    expect((await record()).last).toMatchObject({ state: "failed", reason: "wrong-digest" });
  });

  test("asks for nothing where there is no room for the archive, its files and the reserve", async () => {
    disk.room = archive.length + manifest.unpackedSize + 16 * 1024 * 1024 - 1;
    updater.receive(offer(release));
    await reaches("failed");
    expect(reports.at(-1)).toEqual({ state: "failed", reason: "disk-full" });
    expect(asked).toEqual([]);
  });

  test("counts what it has of an archive as room that it does not need", async () => {
    await onDisk(archive.subarray(0, 100));
    disk.room = archive.length - 100 + manifest.unpackedSize + 16 * 1024 * 1024;
    updater.receive(offer(release));
    await reaches("installed", "failed");
    expect(lastState()).toBe("installed");
  });

  test.each([
    ["ENOSPC", "disk-full"],
    ["EDQUOT", "disk-full"],
    ["EROFS", "disk-failed"],
    ["EIO", "disk-failed"],
  ])("fails where the disk answers %s in the middle, and the running version stays", async (code, reason) => {
    disk.before = (step, at) => {
      if (step === "write" && at === path) throw Object.assign(new Error("the disk"), { code });
    };
    updater.receive(offer(release));
    await reaches("failed");
    expect(reports.at(-1)).toEqual({ state: "failed", reason });
    expect([restarts, (await record()).current]).toEqual([0, null]);
  });

  test("fails where its files can't be written, and no half of them is ever started", async () => {
    disk.before = (step, at) => {
      if (step === "sync" && at.includes("prebuilds")) throw Object.assign(new Error("the disk"), { code: "EIO" });
    };
    updater.receive(offer(release));
    await reaches("failed");
    expect([restarts, (await record()).current]).toEqual([0, null]);
  });

  test("that failed is not begun again in its rollout, and is in another one", async () => {
    disk.room = 0;
    updater.receive(offer(release));
    await reaches("failed");
    disk.room = 1024 ** 3;
    updater.receive(offer(release));
    await clock.pass(5000);
    expect(reports.at(-1)).toEqual({ state: "failed", reason: "disk-full" });
    updater.receive(offer(release, "R0000002"));
    await reaches("installed");
  });

  test("reports that it failed also where the disk takes no record of it", async () => {
    disk.before = (step) => {
      if (step === "create") throw Object.assign(new Error("read-only"), { code: "EROFS" });
    };
    updater.receive(offer(release));
    await reaches("failed");
    updater.receive(offer(release));
    expect(reports.at(-1)).toEqual({ state: "failed", reason: "disk-failed" });
  });

  test("is given up for that of another rollout while it waits for a quiet moment", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    serve(serving(other()));
    isQuiet = true;
    updater.receive(offer(other(), "R0000002"));
    await reaches("installed");
    expect(await record()).toMatchObject({ trial: { rollout: "R0000002", version: "0.4.0" } });
    expect([restarts, reports.map(({ state }) => state)]).toEqual([
      1,
      ["downloading", "ready", "downloading", "installed"],
    ]);
  });

  test("is given up for that of another rollout while its archive can't be had", async () => {
    serve(() => Promise.reject(new Error("the network is gone")));
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    serve(serving(other()));
    updater.receive(offer(other(), "R0000002"));
    await reaches("installed");
    expect(await record()).toMatchObject({ trial: { rollout: "R0000002" } });
    expect(asked).toHaveLength(2);
  });

  test("removes the releases that are not needed as the way back, before it downloads", async () => {
    const [current, previous, older] = ["0.2.3", "0.2.2", "0.2.1"].map((version) => `${version}-0123456789abcdef`);
    for (const name of [current, previous, older])
      await (await disk.create(join(updates, "releases", name ?? "", "program", "bridge.cjs"))).sync();
    await (await disk.create(join(updates, "download", "older.tgz"))).sync();
    updater = start({ ...none, current: current ?? null, previous: previous ?? null });
    updater.receive(offer(release));
    await reaches("installed");
    expect(await disk.list(join(updates, "releases"))).toEqual([current, folder]);
    expect(await disk.list(join(updates, "download"))).toEqual([`${manifest.digest}.tgz`]);
  });
});

function other(): ExampleRelease {
  return exampleRelease({ version: "0.4.0" }, [{ path: "program/bridge.cjs", content: "another one" }]);
}

describe("an offer", () => {
  test.each([
    ["that another key signed", { ...offer(release), signature: offer(other()).signature }, "unknown-key"],
    ["of an older version", offer(exampleRelease({ version: "0.1.9" })), "downgrade"],
    ["that does not follow what runs", offer(exampleRelease({ follows: "0.2.1" })), "too-old"],
  ])("%s is refused with its reason, and nothing is downloaded", (_what, command, reason) => {
    updater.receive(command);
    expect(reports).toEqual([{ state: "failed", reason }]);
    expect(asked).toEqual([]);
  });

  test("of the version that runs is answered with healthy", () => {
    updater.receive(offer(exampleRelease({ version: "0.2.0" })));
    expect(reports).toEqual([{ state: "healthy" }]);
  });
});

describe("an update that the hub calls off", () => {
  const cancelled = { state: "failed", reason: "cancelled" };

  /** Nothing of it is installed, now or when it is offered again, by this process or the next one. */
  async function isNeverInstalled(): Promise<void> {
    isQuiet = true;
    expect(reports.at(-1)).toEqual(cancelled);
    updater.receive(offer(release));
    await clock.pass(60_000);
    updater = start(await record());
    updater.receive(offer(release));
    await clock.pass(60_000);
    expect(reports.slice(-2)).toEqual([cancelled, cancelled]);
    expect([restarts, (await record()).current, (await record()).trial]).toEqual([0, null, undefined]);
  }

  test("while it waits for a quiet moment is never installed", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    isQuiet = true;
    updater.cancel(cancel(release));
    await reaches("failed");
    await isNeverInstalled();
  });

  test("while its archive can't be had ends without another attempt", async () => {
    serve(() => Promise.reject(new Error("the network is gone")));
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    updater.cancel(cancel(release));
    await reaches("failed");
    expect(asked).toEqual([0]);
    serve(serving(release));
    await isNeverInstalled();
  });

  test("in the middle of its download ends at the next bytes", async () => {
    const network = gate();
    serve(async () => ({
      from: 0,
      body: (async function* () {
        yield archive.subarray(0, 100);
        await network.opened;
        yield archive.subarray(100);
      })(),
    }));
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    updater.cancel(cancel(release));
    network.open();
    await reaches("failed");
    await isNeverInstalled();
  });

  test("before it began does not begin when an offer comes late", async () => {
    updater.cancel(cancel(release));
    await reaches("failed");
    await isNeverInstalled();
    expect(asked).toEqual([]);
  });

  test("is installed all the same where its trial is just being written down, and the hub hears that", async () => {
    const write = gate();
    let isWriting = false;
    disk.before = (step, at) => {
      if (step !== "rename" || !at.endsWith("record.json")) return undefined;
      isWriting = true;
      return write.opened;
    };
    updater.receive(offer(release));
    await until(() => isWriting);
    updater.cancel(cancel(release));
    write.open();
    await reaches("installed");
    updater.cancel(cancel(release));
    expect(reports.at(-1)).toEqual({ state: "installed" });
    expect([restarts, (await record()).current]).toEqual([1, folder]);
  });

  test("is told how it ended where it has ended", async () => {
    const last = { rollout: "R0000001", version: "0.3.0", state: "healthy" } as const;
    updater = start({ ...none, current: folder, last });
    updater.cancel(cancel(release));
    expect(reports).toEqual([{ state: "healthy" }]);
    expect(await record()).toEqual(none);
  });

  test("is answered once more when the hub did not hear it", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    updater.cancel(cancel(release));
    await reaches("failed");
    updater.cancel(cancel(release));
    expect(reports.slice(-2)).toEqual([cancelled, cancelled]);
  });

  test("disturbs no update of another rollout", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    updater.cancel(cancel(other(), "R0000000"));
    expect(reports.at(-1)).toEqual(cancelled);
    isQuiet = true;
    await reaches("installed");
    expect((await record()).trial?.rollout).toBe("R0000001");
  });

  test("before it could take the place of another one leaves both of them", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    updater.receive(offer(other(), "R0000002"));
    updater.cancel(cancel(other(), "R0000002"));
    isQuiet = true;
    await clock.pass(60_000);
    expect([restarts, (await record()).trial]).toEqual([0, undefined]);
    expect((await record()).last).toEqual({ rollout: "R0000001", version: "0.3.0", ...cancelled });
  });

  test("frees the place for the next one", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    serve(serving(other()));
    updater.cancel(cancel(release));
    updater.receive(offer(other(), "R0000002"));
    isQuiet = true;
    await reaches("installed");
    expect((await record()).trial).toMatchObject({ rollout: "R0000002", version: "0.4.0" });
    expect(reports).toContainEqual(cancelled);
  });
});

describe("a stop", () => {
  test("in the middle of a download reports no failure, and the next start goes on from there", async () => {
    const network = gate();
    let isRead = false;
    serve(async (_address, from) => ({
      from,
      body: (async function* () {
        yield archive.subarray(0, 100);
        await network.opened;
        yield archive.subarray(100, 120);
        isRead = true;
      })(),
    }));
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    updater.stop();
    network.open();
    await settle();
    await clock.pass(60_000);
    expect(isRead).toBe(false);
    expect(reports.map(({ state }) => state)).toEqual(["downloading"]);
    expect(await record()).toEqual(none);

    serve(serving(release));
    updater = start(await record());
    updater.receive(offer(release));
    await reaches("installed");
    expect(asked).toEqual([0, 120]);
  });

  test("after a cut ends the wait for the next attempt", async () => {
    serveThen(archive.subarray(0, 100), cut);
    updater.receive(offer(release));
    await until(() => asked.length === 1);
    await settle();
    updater.stop();
    await clock.pass(60_000);
    expect([asked, reports.map(({ state }) => state)]).toEqual([[0], ["downloading"]]);
  });

  test("while it waits for a quiet moment starts no trial, and the next start downloads nothing again", async () => {
    isQuiet = false;
    updater.receive(offer(release));
    await reaches("ready");
    updater.stop();
    isQuiet = true;
    await clock.pass(60_000);
    expect([restarts, await record()]).toEqual([0, none]);

    updater = start(await record());
    updater.receive(offer(release));
    await reaches("installed");
    expect(asked).toEqual([0]);
  });

  test("takes no offer any more", async () => {
    updater.stop();
    updater.receive(offer(release));
    await clock.pass(5000);
    expect([reports, asked]).toEqual([[], []]);
  });
});

describe("a release on trial", () => {
  const trial = { rollout: "R0000001", version: "0.3.0", starts: 1, boards: [25] };
  const onTrial: UpdateRecord = { ...none, current: folder, trial };

  test("knows which boards answered before the restart", () => {
    expect(start(onTrial).trialBoards).toEqual([25]);
    expect(start(none).trialBoards).toBeUndefined();
  });

  test("answers the hub that it is on trial, and begins nothing else", async () => {
    updater = start(onTrial);
    updater.receive(offer(release));
    updater.receive(offer(other(), "R0000002"));
    await clock.pass(5000);
    expect([reports, asked]).toEqual([[{ state: "installed" }], []]);
  });

  test("stays on trial when the hub calls the update of another rollout off", async () => {
    updater = start(onTrial);
    updater.cancel(cancel(other(), "R0000000"));
    await settle();
    expect(reports).toEqual([{ state: "failed", reason: "cancelled" }]);
    expect(await record()).toEqual(none);
    expect(updater.trialBoards).toEqual([25]);
  });

  test("is confirmed on the disk before the hub hears of it", async () => {
    updater = start(onTrial);
    let seen: UpdateState | undefined;
    disk.before = (step) => {
      if (step === "syncFolder") seen = reports.at(-1);
    };
    await updater.confirm();
    expect(seen).toBeUndefined();
    expect(reports).toEqual([{ state: "healthy" }]);
    expect(await record()).toEqual({
      ...none,
      current: folder,
      last: { rollout: "R0000001", version: "0.3.0", state: "healthy" },
    });
    expect(updater.trialBoards).toBeUndefined();
  });

  test("that can't be written down stays on trial", async () => {
    updater = start(onTrial);
    disk.before = (step) => {
      if (step === "create") throw new Error("read-only");
    };
    await expect(updater.confirm()).rejects.toThrow("read-only");
    expect([updater.trialBoards, reports]).toEqual([[25], []]);
  });
});
