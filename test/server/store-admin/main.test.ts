import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
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
  admin = await bundleProgram("server/store-admin/main.ts");
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
    const store = await openSqliteStore(data, [rows]);
    await store.transact(async (tx) => {
      for (let n = 0; n < (done ? 500 : 2); n++) await tx.put(rows, { no: `${done} ${n}`, done });
    });
    if (!done) return store;
    await store.close();
  }
  throw new Error("not reached");
}

const whole = "rows: 2 rows live, 500 are done with\nevery page, checksum and list is right\n";

test("a running store is backed up, restored into a new folder, and checked on the way", async () => {
  const store = await runningStore();
  expect(await run("backup", data, backup)).toMatchObject({ code: 0, stdout: whole, stderr: "" });
  expect(await run("check", data)).toMatchObject({ code: 0, stdout: whole });
  const restored = join(folder, "restored");
  expect(await run("restore", backup, restored)).toMatchObject({ code: 0, stdout: whole });
  await store.close();
  const again = await openSqliteStore(restored, [rows]);
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
  const path = join(data, "store.db");
  const bytes = await readFile(path);
  bytes.write("X", bytes.indexOf('{"no":"true 77"') + 2);
  await writeFile(path, bytes);
  expect(await run("check", data)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/row true 77 of rows is not what was written.*npm run store -- restore/) as string,
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
