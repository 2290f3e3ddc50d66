import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openLowdbStore } from "../../../server/store/lowdb/lowdb-store.ts";
import type { Table } from "../../../server/store/store.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../../support/bundled-program.ts";

const rows: Table<{ readonly no: string; readonly done: boolean }> = {
  name: "rows",
  key: ({ no }) => no,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
};

let admin: BundledProgram;
let folder: string;
let data: string;
let backup: string;

beforeAll(async () => {
  admin = await bundleProgram("server/store/admin.ts");
});
afterAll(() => admin.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "admin-"));
  data = join(folder, "data");
  backup = join(folder, "backup");
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => runBundled(admin, args).ended;

/** Leaves the store open, as a running hub does. */
async function runningStore() {
  for (const done of [true, false]) {
    const store = await openLowdbStore(data, [rows]);
    await store.transact(async (tx) => {
      for (let n = 0; n < (done ? 500 : 2); n++) await tx.put(rows, { no: `${done} ${n}`, done });
    });
    if (!done) return store;
    await store.close();
  }
  throw new Error("not reached");
}

const whole =
  "rows: 2 rows in the live document, 500 in the archive\nsegments in the archive: 1\nevery checksum is right\n";

test("a running store is backed up, restored into a new folder, and checked on the way", async () => {
  const store = await runningStore();
  expect(await run("backup", data, backup)).toMatchObject({ code: 0, stdout: whole, stderr: "" });
  expect(await run("check", data)).toMatchObject({ code: 0, stdout: whole });
  const restored = join(folder, "restored");
  expect(await run("restore", backup, restored)).toMatchObject({ code: 0, stdout: whole });
  await store.close();
  const again = await openLowdbStore(restored, [rows]);
  expect(await again.rows(rows, 1000)).toHaveLength(502);
  await again.close();
});

test("nothing is overwritten, and nobody restores into a folder that a hub holds", async () => {
  const store = await runningStore();
  await run("backup", data, backup);
  const refused = { code: 64, stderr: expect.stringContaining("not empty; nothing is overwritten") as string };
  expect(await run("backup", data, backup)).toMatchObject(refused);
  expect(await run("restore", backup, data)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("store/held") as string,
  });
  await store.close();
  expect(await run("restore", backup, data)).toMatchObject(refused);
});

test("damage is named and ends with 1", async () => {
  await (await runningStore()).close();
  const [segment = ""] = await readdir(join(data, "archive", "2026-11"));
  await appendFile(join(data, "archive", "2026-11", segment), "x");
  expect(await run("check", data)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/rows-000001\.segment is damaged.*npm run store -- check/) as string,
  });
});

test.each([[[]], [["check"]], [["backup", "a"]], [["wipe", "a", "b"]]])(
  "a command line %j that is none says what there is",
  async (args) => {
    expect(await run(...args)).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(/backup <folder> <backup>.*restore.*check/s) as string,
    });
  },
);

test("a folder without a store is not taken for an empty one", async () => {
  const none = { code: 64, stderr: expect.stringContaining("holds no store") as string };
  expect(await run("backup", folder, backup)).toMatchObject(none);
  expect(await run("check", folder)).toMatchObject(none);
});
