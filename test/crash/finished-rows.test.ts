import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import { checkStore } from "../../server/store/sqlite/store-file.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../support/bundled-program.ts";
import { endClosedStores } from "../support/closed-stores.ts";
import { jobs } from "./programs/jobs.ts";

let finisher: BundledProgram;
let folder: string;

beforeAll(async () => {
  finisher = await bundleProgram("test/crash/programs/endless-finisher.ts");
  folder = await mkdtemp(join(tmpdir(), "crash-"));
});
afterAll(async () => {
  await finisher.remove();
  await rm(folder, { recursive: true });
});

test("after kill -9 every finished row is there, once and whole, every time", async () => {
  let answered = 0;
  const told: number[] = [];
  for (let round = 1; round <= 8; round++) {
    await endClosedStores();
    const child = runBundled(finisher, [folder]);
    await child.printed(String(answered + 400 + 40 * (round % 4)));
    child.process.kill("SIGKILL");
    const { stdout, signal, stderr } = await child.ended;
    expect([signal, stderr]).toEqual(["SIGKILL", ""]);
    // What the kill cut off in the midst of a line was answered, but its number can't be read.
    const lines = stdout.split("\n").slice(0, -1).map(Number);
    answered = lines.at(-1) ?? 0;
    told.push(...lines);

    const store = await openSqliteStore(folder, [jobs]);
    const rows = (await store.rows(jobs, 1_000_000)).toReversed();
    await store.close();
    expect(rows.map(({ no }) => no)).toEqual(rows.map((_, n) => n + 1));
    expect(rows.length).toBeGreaterThan(answered);
    // The first of each forty was taken up again before they were told.
    expect(told.map((last) => rows[last - 40])).toEqual(told.map((last) => ({ no: last - 39, done: true, times: 2 })));
    expect(await checkStore(folder)).toMatchObject({ damages: [] });
    answered = rows.length - 1;
  }
});
