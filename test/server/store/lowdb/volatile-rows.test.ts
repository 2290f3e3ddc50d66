import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import { checkStore, copyStore } from "../../../../server/store/lowdb/store-files.ts";
import type { Change, Store, Table } from "../../../../server/store/store.ts";
import { VolatileDisk } from "../../../support/volatile-disk.ts";

interface Row {
  readonly key: string;
  readonly text?: string;
}

const kept: Table<Row> = {
  name: "kept",
  key: ({ key }) => key,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

const told: Table<Row> = { ...kept, name: "told", restsIn: () => "2026-11", durable: false };

let folder: string;
let disk: VolatileDisk;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "volatile-"));
  disk = new VolatileDisk();
  store = await openLowdbStore(join(folder, "data"), [kept, told], disk);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const put = (table: Table<Row>, ...rows: Row[]) =>
  store.transact(async (tx) => {
    for (const row of rows) await tx.put(table, row);
  });
const get = (table: Table<Row>, key: string) => store.transact((tx) => tx.get(table, key));

/** Holds the disk at the next sync until it is let go or made to fail. */
function holdSync() {
  let letGo: (error?: Error) => void = () => undefined;
  const going = new Promise<void>((resolve, reject) => {
    letGo = (error) => (error === undefined ? resolve() : reject(error));
  });
  const reached = new Promise<void>((resolve) => {
    disk.before = (step) => {
      if (step !== "sync") return undefined;
      disk.before = () => undefined;
      resolve();
      return going;
    };
  });
  return { reached, letGo };
}

test("rows that are told anew touch no disk, even where they rest by the thousand or the disk is full", async () => {
  const before = disk.steps.length;
  disk.before = () => {
    throw new Error("ENOSPC");
  };
  await put(told, ...Array.from({ length: 3000 }, (_, n) => ({ key: `n${n}` })));
  await store.transact((tx) => tx.delete(told, "n7"));
  expect([await get(told, "n7"), await get(told, "n8")]).toEqual([undefined, { key: "n8" }]);
  await store.close();
  expect(disk.steps.length).toBe(before);
});

test("they are gone after a restart, while those beside them are there", async () => {
  await store.transact(async (tx) => {
    await tx.put(kept, { key: "a" });
    await tx.put(told, { key: "a", text: "a rumour" });
  });
  for (const path of disk.files()) expect((await disk.read(path))?.includes("rumour"), path).toBe(false);
  await store.close();
  store = await openLowdbStore(join(folder, "data"), [kept, told], disk);
  expect([await get(kept, "a"), await get(told, "a")]).toEqual([{ key: "a" }, undefined]);
});

test("they are in no checkpoint and in no backup", async () => {
  await put(told, { key: "a", text: "a rumour" });
  await put(kept, { key: "a", text: "x".repeat(1_100_000) });
  await put(kept, { key: "b" });
  await store.close();
  await copyStore(join(folder, "data"), join(folder, "backup"), disk);
  for (const path of disk.files()) expect((await disk.read(path))?.includes("rumour"), path).toBe(false);
  expect([...(await checkStore(join(folder, "backup"), disk)).counts.keys()]).toEqual(["kept"]);
});

test("who changes them is answered no sooner than what he saw is durable, and taken back with it", async () => {
  await put(told, { key: "a", text: "before" });
  const held = holdSync();
  const failing = put(kept, { key: "a" });
  await held.reached;
  let answered = false;
  const building = store
    .transact(async (tx) => {
      const seen = await tx.get(kept, "a");
      await tx.put(told, { key: "a", text: `after ${seen?.key}` });
    })
    .finally(() => {
      answered = true;
    });
  const outcomes = Promise.allSettled([failing, building]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  held.letGo(new Error("ENOSPC"));
  const refused = { status: "rejected", reason: expect.objectContaining({ code: "store/write-failed" }) as Error };
  expect(await outcomes).toEqual([refused, refused]);
  expect(await get(told, "a")).toEqual({ key: "a", text: "before" });
});

test("watchers hear of them", async () => {
  const changes: Change[] = [];
  store.watch(
    (change) => changes.push(change),
    () => undefined,
  );
  await put(told, { key: "a" }, { key: "a", text: "again" }, { key: "b" });
  expect(changes).toEqual([
    { table: "told", key: "a" },
    { table: "told", key: "b" },
  ]);
});
