import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encodeDocument } from "../../../../platform/document-format.ts";
import { encodeRecord, noRecord } from "../../../../server/store/lowdb/log-record.ts";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import { checkStore } from "../../../../server/store/lowdb/store-files.ts";
import type { Store, Table } from "../../../../server/store/store.ts";
import { type Step, VolatileDisk } from "../../../support/volatile-disk.ts";

interface Note {
  readonly key: string;
  readonly text?: string;
}

const notes: Table<Note> = {
  name: "notes",
  key: ({ key }) => key,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: ({ text }) => (text === "done" ? "2026-11" : undefined),
  durable: true,
};

let root: string;
let folder: string;
let disk: VolatileDisk;
let store: Store;
let warnings: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "recovery-"));
  folder = join(root, "data");
  disk = new VolatileDisk();
  warnings = [];
  await open();
});
afterEach(async () => {
  await store.close();
  await rm(root, { recursive: true });
});

async function open() {
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  store = await openLowdbStore(folder, [notes], disk, log);
}

/** The disk and the folder are from then on those that a killed process left. */
async function kill() {
  const before = folder;
  folder = join(root, `after ${before.split("/").at(-1)}`);
  const left = disk.copy(before, folder);
  await store.close();
  disk = left;
}

async function reopen() {
  await kill();
  await open();
}

const put = (key: string, text?: string) =>
  store.transact((tx) => tx.put(notes, text === undefined ? { key } : { key, text }));
const keys = () => store.transact(async (tx) => (await tx.all(notes)).map(({ key }) => key));
const log = (number: number) => join(folder, `live.00000${number}.log`);
const live = () => join(folder, "live.json");
const files = () => disk.files().map((path) => path.slice(folder.length + 1));
const damaged = (detail: RegExp) =>
  expect.objectContaining({ code: "store/damaged", detail: expect.stringMatching(detail) as string }) as Error;
const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};
const long = "x".repeat(600_000);
/** What the store does by itself has its turn. */
const pause = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** Two logs are followed by a checkpoint each; the third goes on. */
async function twoCheckpoints() {
  for (const letter of ["a", "b"]) {
    await put("long", `${letter}${long}`);
    await put("long", `${letter}${letter}${long}`);
    await put(letter);
    await pause();
  }
}

/** Holds the disk at the next such step on such a file until it is let go or made to fail. */
function holdAt(step: Step, file: string) {
  let letGo: (error?: Error) => void = () => undefined;
  const going = new Promise<void>((resolve, reject) => {
    letGo = (error) => (error === undefined ? resolve() : reject(error));
  });
  const reached = new Promise<void>((resolve) => {
    disk.before = (next, path) => {
      if (next !== step || !path.endsWith(file)) return undefined;
      disk.before = () => undefined;
      resolve();
      return going;
    };
  });
  return { reached, letGo };
}

describe("a commit", () => {
  test("costs what it changes, however much there is", async () => {
    await put("long", long);
    const before = (await disk.read(log(1)))?.length ?? 0;
    const [store1, changed] = [await disk.read(live()), before];
    await put("short");
    expect(((await disk.read(log(1)))?.length ?? 0) - changed).toBeLessThan(250);
    expect(await disk.read(live())).toEqual(store1);
  });

  test("is there after a restart, and so are those that follow in the same log", async () => {
    await put("a");
    await reopen();
    await put("b");
    await reopen();
    expect(await keys()).toEqual(["a", "b"]);
    expect(files()).toEqual(["live.000001.log", "live.json"]);
  });

  test("that was read after a crash is durable, though it was not yet when that came", async () => {
    const held = holdAt("sync", ".log");
    const unanswered = put("a");
    await held.reached;
    const before = folder;
    folder = join(root, "after");
    const left = disk.copy(before, folder);
    held.letGo();
    await unanswered;
    await store.close();
    disk = left;
    await open();
    expect(await keys()).toEqual(["a"]);
    const reading = join(root, "powerless");
    const powerless = disk.copy(folder, reading);
    powerless.cutPower("lost");
    await store.close();
    [disk, folder] = [powerless, reading];
    await open();
    expect(await keys()).toEqual(["a"]);
  });

  test("that goes on in a log from before a crash is durable, though the log's name was not yet when that came", async () => {
    await put("a");
    const before = folder;
    folder = join(root, "after");
    const left = disk.copy(before, folder);
    left.forgetName(log(1));
    await store.close();
    disk = left;
    await open();
    await put("b");
    const cut = join(root, "cut");
    const powerless = disk.copy(folder, cut);
    powerless.cutPower("lost");
    await store.close();
    [disk, folder] = [powerless, cut];
    await open();
    expect(await keys()).toEqual(["a", "b"]);
  });

  test("that was refused does not come back, even where its bytes can't be taken back", async () => {
    await put("a");
    let failing: Step[] = ["sync", "truncate"];
    disk.before = (step) => {
      if (failing[0] !== step) return;
      failing = failing.slice(1);
      throw new Error("EIO");
    };
    await expect(put("refused")).rejects.toMatchObject({ code: "store/write-failed" });
    await put("b");
    expect((await disk.read(log(1)))?.includes("refused")).toBe(true);
    await reopen();
    expect(await keys()).toEqual(["a", "b"]);
  });

  test("that was refused does not come back after a crash that follows at once", async () => {
    await put("a");
    for (const step of ["write", "sync"] as const) {
      const held = holdAt(step, ".log");
      const refused = put("refused");
      await held.reached;
      held.letGo(new Error("EIO"));
      await expect(refused).rejects.toMatchObject({ code: "store/write-failed" });
      await reopen();
      expect(await keys(), step).toEqual(["a"]);
    }
  });

  test("after a failed sync goes to another file, and a checkpoint makes the old one needless", async () => {
    await put("a");
    const held = holdAt("sync", ".log");
    const refused = put("refused");
    await held.reached;
    held.letGo(new Error("EIO"));
    await expect(refused).rejects.toMatchObject({ code: "store/write-failed" });
    const before = await disk.read(log(1));
    await put("b");
    await pause();
    expect(await disk.read(log(1))).toEqual(before);
    await disk.remove(log(1));
    await reopen();
    expect(await keys()).toEqual(["a", "b"]);
  });
});

describe("a checkpoint", () => {
  test("begins when the log is long, and leaves the logs that the copy of the former one needs", async () => {
    await twoCheckpoints();
    expect(files()).toEqual(["live.000002.log", "live.000003.log", "live.json", "live.json.previous"]);
    await reopen();
    expect(await keys()).toEqual(["a", "b", "long"]);
  });

  test("is not waited for, and what is committed meanwhile is there whether it comes to its end or not", async () => {
    await put("long", long);
    await put("long", `a${long}`);
    const held = holdAt("rename", "live.json");
    await put("a");
    await held.reached;
    await put("b");
    expect(files()).toContain("live.000001.log");
    const [before, during] = [folder, join(root, "during")];
    const cut = disk.copy(before, during);
    held.letGo();
    await pause();
    await put("c");
    await reopen();
    expect(await keys()).toEqual(["a", "b", "c", "long"]);
    await store.close();
    [disk, folder] = [cut, during];
    await open();
    expect(await keys()).toEqual(["a", "b", "long"]);
  });

  test("is of one moment, though rows change while it is written", async () => {
    await put("long", long);
    await put("a", "before");
    await put("long", `a${long}`);
    await put("b");
    // A piece of the document is made, and then others have their turn.
    await put("a", "after");
    await put("c");
    await pause();
    const document = JSON.parse((await disk.read(live()))?.toString() ?? "") as {
      data: { tables: { notes: { rows: Note[] } } };
    };
    expect(document.data.tables.notes.rows.map(({ key, text }) => [key, text?.slice(0, 6)])).toEqual([
      ["long", "axxxxx"],
      ["a", "before"],
    ]);
  });

  test("that can't be written is said and tried again later; the logs hold everything", async () => {
    disk.before = (step, path) => {
      if (step === "create" && path.endsWith("live.json.unfinished")) throw new Error("ENOSPC");
    };
    await twoCheckpoints();
    expect(warnings).toEqual(Array(2).fill("the live document can't be written; its log grows on"));
    expect(files()).toEqual(["live.000001.log", "live.000002.log", "live.000003.log", "live.json"]);
    disk.before = () => undefined;
    await reopen();
    expect(await keys()).toEqual(["a", "b", "long"]);
  });

  test("comes last when the store closes, so that it opens without a log to read", async () => {
    await put("a");
    await store.close();
    expect((await checkStore(folder, disk)).counts.get("notes")?.live).toBe(1);
    const document = JSON.parse((await disk.read(live()))?.toString() ?? "") as { data: { log: { number: number } } };
    expect(document.data.log.number).toBe(2);
    await open();
    await store.close();
    expect(files()).toContain("live.000002.log");
    expect(files()).not.toContain("live.000003.log");
    await open();
    expect(await keys()).toEqual(["a"]);
  });

  test("that can't be written when the store closes is said, and nothing is lost", async () => {
    await put("a");
    disk.before = () => {
      throw new Error("ENOSPC");
    };
    await store.close();
    disk.before = () => undefined;
    expect(warnings).toEqual(["the live document can't be written; its log stays"]);
    await open();
    expect(await keys()).toEqual(["a"]);
  });
});

describe("a write that a crash cut off", () => {
  test("is left out and said, and the store goes on in a new log", async () => {
    await put("a");
    await put("b");
    await kill();
    disk.corrupt(log(1), (bytes) => bytes.subarray(0, -1));
    await open();
    expect(warnings).toEqual(["the last write was cut off; nobody had been told that it was done"]);
    expect(await keys()).toEqual(["a"]);
    await put("c");
    await reopen();
    expect(await keys()).toEqual(["a", "c"]);
  });

  test("may be the first one of a new log", async () => {
    await twoCheckpoints();
    await kill();
    const cut = (await disk.read(log(3)))?.subarray(0, 90) ?? Buffer.alloc(0);
    const beginning = await disk.create(log(4));
    await beginning.write(cut);
    await open();
    expect(warnings).toHaveLength(1);
    await put("c");
    await reopen();
    expect(await keys()).toEqual(["a", "b", "c", "long"]);
    expect(warnings).toHaveLength(1);
  });
});

describe("a damaged log", () => {
  test("is not taken for one that was cut off, and the message says how to lose the end of it alone", async () => {
    await put("a");
    await put("b");
    const whole = (await disk.read(log(1)))?.length ?? 0;
    await put("c");
    await kill();
    disk.corrupt(log(1), flip(whole + 80));
    const cut = new RegExp(`live\\.000001\\.log is damaged: what stands at byte ${whole} .*truncate -s ${whole} '`);
    await expect(open()).rejects.toEqual(damaged(cut));
    await expect(checkStore(folder, disk)).rejects.toEqual(damaged(cut));
    disk.corrupt(log(1), (bytes) => bytes.subarray(0, whole));
    await open();
    expect(await keys()).toEqual(["a", "b"]);
  });

  test.each([
    ["in its first record", 1, flip(80), /its first record is not whole/],
    ["in a log that others follow", 2, flip(400), /live\.000002\.log is damaged: what stands at byte \d+ is no whole/],
  ])("is noticed %s", async (_, number, change, says) => {
    await put("a");
    if (number === 2) {
      disk.before = (step, path) => {
        if (step === "create" && path.endsWith("live.json.unfinished")) throw new Error("ENOSPC");
      };
      await twoCheckpoints();
    }
    await kill();
    disk.corrupt(log(number), change);
    await expect(open()).rejects.toEqual(damaged(says));
    disk.corrupt(log(number), change);
    await open();
  });

  test("that is missing is noticed, be it the first one or another", async () => {
    disk.before = (step, path) => {
      if (step === "create" && path.endsWith("live.json.unfinished")) throw new Error("ENOSPC");
    };
    await twoCheckpoints();
    await kill();
    for (const number of [1, 2]) {
      const aside = join(folder, "aside");
      await disk.rename(log(number), aside);
      await expect(open()).rejects.toEqual(
        damaged(new RegExp(`live\\.00000${number}\\.log is damaged: it is missing`)),
      );
      await disk.rename(aside, log(number));
    }
    await open();
  });

  test("that is the only one and missing is noticed", async () => {
    await put("a");
    await kill();
    await disk.rename(log(1), join(folder, "aside"));
    await expect(open()).rejects.toEqual(damaged(/live\.000001\.log is damaged: it is missing/));
    await disk.rename(join(folder, "aside"), log(1));
    await open();
  });

  test("that is another one's, of another store or of another version is refused", async () => {
    await put("a");
    await twoCheckpoints();
    await kill();
    const [second, third] = [await disk.read(log(2)), await disk.read(log(3))];
    disk.corrupt(log(3), () => second ?? Buffer.alloc(0));
    await expect(open()).rejects.toEqual(damaged(/live\.000003\.log is damaged: it is a copy of live\.000002\.log/));
    const header = (format: string) =>
      encodeRecord(noRecord, JSON.stringify({ format, log: 3, follows: "f".repeat(64) })).bytes;
    disk.corrupt(log(3), () => header("jiehuan-log/1"));
    await expect(open()).rejects.toEqual(
      damaged(/live\.000003\.log is damaged: it does not belong to this live\.json/),
    );
    disk.corrupt(log(3), () => header("jiehuan-log/2"));
    await expect(open()).rejects.toEqual(damaged(/it is a jiehuan-log\/2 log, not jiehuan-log\/1/));
    disk.corrupt(log(3), () => third ?? Buffer.alloc(0));
    await open();
    expect(await keys()).toEqual(["a", "b", "long"]);
  });

  test("that does not give as many rows as there were is refused", async () => {
    await put("a");
    await kill();
    const bytes = (await disk.read(log(1))) ?? Buffer.alloc(0);
    const [header = "", record = ""] = bytes.toString().split("\n");
    const wrong = encodeRecord(noRecord, record.slice(record.indexOf("{")).replace('"count":1', '"count":2')).bytes;
    disk.corrupt(log(1), () => Buffer.concat([Buffer.from(`${header}\n`), wrong]));
    await expect(open()).rejects.toEqual(damaged(/give 1 rows of notes, not 2/));
    disk.corrupt(log(1), () => bytes);
    await open();
  });
});

describe("a damaged live document", () => {
  test("has a way back that loses nothing, over the copy of the former one and the logs since", async () => {
    await twoCheckpoints();
    await kill();
    disk.corrupt(live(), flip(100));
    const says =
      /live\.json can't be read.*mv '.*live\.json\.previous' .*logs since then are whole: nothing is lost by that/;
    await expect(open()).rejects.toEqual(damaged(says));
    await expect(checkStore(folder, disk)).rejects.toEqual(damaged(says));
    await disk.rename(`${live()}.previous`, live());
    await open();
    expect(await keys()).toEqual(["a", "b", "long"]);
    await put("c");
    await reopen();
    expect(await keys()).toEqual(["a", "b", "c", "long"]);
  });

  test("says so where the logs since then are damaged too", async () => {
    await twoCheckpoints();
    await kill();
    disk.corrupt(live(), flip(100));
    disk.corrupt(log(2), flip(400));
    await expect(open()).rejects.toEqual(damaged(/The logs since then can't help: .*live\.000002\.log is damaged/));
    disk.corrupt(live(), flip(100));
    await open();
  });

  test("that is gone while there is a log does not begin anew", async () => {
    await put("a");
    await kill();
    await disk.rename(live(), join(folder, "aside"));
    await expect(open()).rejects.toEqual(
      damaged(/live\.000001\.log is damaged: there is no live\.json that it belongs to/),
    );
    await disk.rename(join(folder, "aside"), live());
    await open();
    expect(await keys()).toEqual(["a"]);
  });
});

describe("a store of the former format, without a log", () => {
  const former = encodeDocument("jiehuan-live/2", {
    lastSegment: 0,
    tables: { notes: { rows: [{ key: "old" }], buried: [] } },
  });

  beforeEach(async () => {
    await store.close();
    disk = new VolatileDisk();
    const file = await disk.create(live());
    await file.write(former);
  });

  test("opens as it is, and can't be opened any more by a version that knows no log", async () => {
    await open();
    expect((await disk.read(live()))?.toString("latin1", 0, 40)).toContain("jiehuan-live/3");
    await put("new");
    await reopen();
    expect(await keys()).toEqual(["new", "old"]);
  });

  test("is checked as it is", async () => {
    expect((await checkStore(folder, disk)).counts.get("notes")).toEqual({ live: 1, archived: 0 });
    await open();
  });

  test("opens after a crash in the midst of its first opening", async () => {
    disk.before = (step, path) => {
      if (step === "rename" && path === live()) throw new Error("EIO");
    };
    await expect(open()).rejects.toMatchObject({ code: "store/write-failed" });
    expect(files()).toContain("live.000001.log");
    disk.before = () => undefined;
    await open();
    expect(await keys()).toEqual(["old"]);
  });
});

test("a checkpoint that is due when rows leave for the archive has them no more", async () => {
  await put("long", "x".repeat(880_000));
  await store.transact(async (tx) => {
    for (let n = 0; n < 500; n++) await tx.put(notes, { key: `${n}${"-".repeat(200)}`, text: "done" });
  });
  await pause();
  await put("a");
  await pause();
  expect(files()).toContain("live.json.previous");
  const document = JSON.parse((await disk.read(live()))?.toString() ?? "") as {
    data: { lastSegment: number; tables: { notes: { rows: Note[] } } };
  };
  expect(document.data.lastSegment).toBe(1);
  expect(document.data.tables.notes.rows.map(({ key }) => key)).toEqual(["long"]);
  await reopen();
  expect(await keys()).toEqual(["a", "long"]);
  expect((await checkStore(folder, disk)).counts.get("notes")).toEqual({ live: 2, archived: 500 });
});

describe("a row that went to the archive while it was changed", () => {
  test("is in the archive alone again when that change fails, also for those who count", async () => {
    await store.transact(async (tx) => {
      for (let n = 0; n < 500; n++) await tx.put(notes, { key: `n${n}`, text: "done" });
    });
    const departure = holdAt("sync", ".log");
    await departure.reached;
    const failing = put("n7", "awake");
    departure.letGo();
    disk.before = (step, path) => {
      if (step !== "write" || !path.endsWith(".log")) return;
      disk.before = () => undefined;
      throw new Error("ENOSPC");
    };
    await expect(failing).rejects.toMatchObject({ code: "store/write-failed" });
    expect(await store.transact((tx) => tx.get(notes, "n7"))).toEqual({ key: "n7", text: "done" });
    disk.before = (step, path) => {
      if (step === "create" && path.endsWith("live.json.unfinished")) throw new Error("ENOSPC");
    };
    await put("a");
    expect((await checkStore(folder, disk)).counts.get("notes")).toEqual({ live: 1, archived: 500 });
    await reopen();
    expect(await keys()).toEqual(["a"]);
  });
});
