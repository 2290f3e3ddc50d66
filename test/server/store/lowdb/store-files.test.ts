import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import { checkStore, copyStore } from "../../../../server/store/lowdb/store-files.ts";
import type { RowExport } from "../../../../server/store/row-export.ts";
import type { Store, Table } from "../../../../server/store/store.ts";
import { VolatileDisk } from "../../../support/volatile-disk.ts";

interface Step {
  readonly no: number;
  readonly done: boolean;
  readonly text?: string;
}

/** Each transaction puts a step, and what is done rests. */
const steps: Table<Step> = {
  name: "steps",
  key: ({ no }) => String(no).padStart(9, "0"),
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
};

let root: string;
let data: string;
let backup: string;
let disk: VolatileDisk;
let store: Store & RowExport;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "files-"));
  data = join(root, "data");
  backup = join(root, "backup");
  disk = new VolatileDisk();
  store = await openLowdbStore(data, [steps], disk);
});
afterEach(async () => {
  await store.close();
  await rm(root, { recursive: true });
});

const put = (from: number, count: number, done = true) =>
  store.transact(async (tx) => {
    for (let no = from; no < from + count; no++) await tx.put(steps, { no, done });
  });

async function reopen(folder = data) {
  await store.close();
  store = await openLowdbStore(folder, [steps], disk);
}

describe("a backup", () => {
  test("is a store with the same rows, living and resting", async () => {
    await put(0, 500);
    await reopen();
    await put(500, 3, false);
    await copyStore(data, backup, disk);
    await put(900, 1);
    await reopen(backup);
    expect((await store.rows(steps, 1000)).map(({ no }) => no)).toEqual(Array.from({ length: 503 }, (_, n) => 502 - n));
  });

  test("that is taken while the store is written and moves rows is the store at one moment, every time", async () => {
    await put(0, 50);
    let next = 50;
    const stop = new AbortController();
    const writer = async () => {
      while (!stop.signal.aborted) {
        await put(next, 50);
        next += 50;
        // The disk in memory never lets anything else have its turn.
        for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const writing = writer();
    for (let round = 0; round < 20; round++) {
      const to = `${backup}-${round}`;
      const answered = next;
      await copyStore(data, to, disk);
      const copy = await openLowdbStore(to, [steps], disk);
      const numbers = (await copy.rows(steps, 1_000_000)).map(({ no }) => no).toReversed();
      await copy.close();
      expect(numbers.length).toBeGreaterThanOrEqual(answered);
      expect(numbers.length % 50).toBe(0);
      expect(numbers).toEqual(numbers.map((_, n) => n));
    }
    stop.abort();
    await writing;
    expect(disk.files().filter((path) => path.startsWith(join(data, "archive"))).length).toBeGreaterThan(1);
  });

  test("holds what the log holds, and goes on as a store of its own", async () => {
    await put(0, 3, false);
    await copyStore(data, backup, disk);
    await put(3, 1, false);
    await reopen(backup);
    await put(7, 1, false);
    await reopen(backup);
    expect((await store.rows(steps, 9)).map(({ no }) => no)).toEqual([7, 2, 1, 0]);
  });

  test("leaves out what is just being written", async () => {
    await put(0, 3, false);
    const path = join(data, "live.000001.log");
    const whole = (await disk.read(path))?.length ?? 0;
    await put(3, 1, false);
    disk.corrupt(path, (bytes) => bytes.subarray(0, -5));
    await copyStore(data, backup, disk);
    expect((await disk.read(join(backup, "live.000001.log")))?.length).toBe(whole);
    expect((await checkStore(backup, disk)).counts.get("steps")?.live).toBe(3);
  });

  test("is of a newer moment where logs go away while it is taken, since two checkpoints follow", async () => {
    const checkpoint = async (no: number) => {
      await store.transact((tx) => tx.put(steps, { no: 0, done: false, text: "x".repeat(1_100_000) }));
      await put(no, 1, false);
      for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    await put(0, 1, false);
    disk.before = async (step, path) => {
      if (step !== "read" || !path.endsWith("live.000001.log")) return;
      disk.before = () => undefined;
      for (const no of [1, 2]) await checkpoint(no);
      expect(disk.files()).not.toContain(path);
    };
    await copyStore(data, backup, disk);
    await reopen(backup);
    expect((await store.rows(steps, 9)).map(({ no }) => no)).toEqual([2, 1, 0]);
  });

  test("is not made where a log is missing", async () => {
    await put(0, 1, false);
    await disk.remove(join(data, "live.000001.log"));
    await expect(copyStore(data, backup, disk)).rejects.toMatchObject({ code: "store/damaged" });
    expect(disk.files().filter((path) => path.startsWith(backup))).toEqual([]);
  });

  test("is no store before it is complete", async () => {
    await put(0, 500);
    await reopen();
    disk.before = (step, path) => {
      if (step === "create" && path === join(backup, "live.json")) throw new Error("ENOSPC");
    };
    await expect(copyStore(data, backup, disk)).rejects.toThrow("ENOSPC");
    disk.before = () => undefined;
    await expect(checkStore(backup, disk)).rejects.toMatchObject({ code: "request/invalid" });
  });

  test("is durable", async () => {
    await put(0, 500);
    await reopen();
    await copyStore(data, backup, disk);
    disk.cutPower("lost");
    expect(await checkStore(backup, disk)).toMatchObject({ segments: 1, damages: [] });
  });

  test("is not written over anything", async () => {
    await put(0, 1);
    await copyStore(data, backup, disk);
    await expect(copyStore(data, backup, disk)).rejects.toMatchObject({
      code: "request/invalid",
      detail: `${backup} is not empty; nothing is overwritten`,
    });
  });

  test("is not made of a damaged store", async () => {
    await put(0, 500);
    await reopen();
    const segment = join(data, "archive", "2026-11", "steps-000001.segment");
    disk.corrupt(segment, (bytes) => bytes.subarray(0, -1));
    await expect(copyStore(data, backup, disk)).rejects.toMatchObject({ code: "store/damaged" });
    expect(disk.files()).not.toContain(join(backup, "live.json"));
  });
});

describe("the check", () => {
  test("counts rows where they are", async () => {
    await put(0, 500);
    await reopen();
    await put(500, 3, false);
    expect(await checkStore(data, disk)).toEqual({
      counts: new Map([["steps", { live: 3, archived: 500 }]]),
      segments: 1,
      damages: [],
    });
  });

  test("names every segment in which a byte has changed, been lost or been added", async () => {
    for (let from = 0; from < 2000; from += 500) {
      await put(from, 500);
      await reopen();
    }
    const segment = (n: number) => join(data, "archive", "2026-11", `steps-00000${n}.segment`);
    disk.corrupt(segment(1), (bytes) => bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte)) as Buffer);
    disk.corrupt(segment(2), (bytes) => bytes.subarray(0, -10));
    disk.corrupt(segment(4), (bytes) => Buffer.concat([bytes, Buffer.from("\n")]));
    const { damages } = await checkStore(data, disk);
    expect(damages).toEqual([
      expect.stringContaining(`${segment(1)} is damaged: the row 000000499`),
      expect.stringContaining(`${segment(2)} is damaged: the row 000000999`),
      expect.stringContaining(`${segment(4)} is damaged: something was added at its end`),
    ]);
  });

  test("refuses a hot document that is damaged, and a segment that is missing", async () => {
    await put(0, 500);
    await reopen();
    await disk.remove(join(data, "archive", "2026-11", "steps-000001.segment"));
    await expect(checkStore(data, disk)).rejects.toThrow("segment 1 of 1 is missing");
    disk.corrupt(join(data, "live.json"), () => Buffer.from("{}"));
    await expect(checkStore(data, disk)).rejects.toMatchObject({ code: "store/damaged" });
  });

  test("tells a cut summary from a whole one", async () => {
    await put(0, 500);
    await reopen();
    disk.corrupt(join(data, "archive", "2026-11", "steps-000001.segment"), (bytes) => bytes.subarray(0, 50));
    expect((await checkStore(data, disk)).damages).toEqual([expect.stringContaining("its beginning is cut short")]);
  });
});
