import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import { checkStore } from "../../server/store/sqlite/store-file.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../support/bundled-program.ts";
import { endClosedStores } from "../support/closed-stores.ts";
import { steps } from "./programs/steps.ts";

let writer: BundledProgram;
let folder: string;

beforeAll(async () => {
  writer = await bundleProgram("test/crash/programs/endless-writer.ts");
  folder = await mkdtemp(join(tmpdir(), "crash-"));
});
afterAll(async () => {
  await writer.remove();
  await rm(folder, { recursive: true });
});

test("after kill -9 everything that was answered is there, every time, and no transaction by half", async () => {
  let reached = 0;
  for (let round = 1; round <= 5; round++) {
    await endClosedStores();
    const child = runBundled(writer, [folder]);
    // From where the last one came to: until the kill strikes it may have gone on for long.
    await child.printed(`a ${reached + 40}`);
    child.process.kill("SIGKILL");
    const { stdout, signal, stderr } = await child.ended;
    expect([signal, stderr]).toEqual(["SIGKILL", ""]);

    const store = await openSqliteStore(folder, [steps]);
    const rows = await store.transact((tx) => tx.all(steps));
    await store.close();
    const found = new Map(rows.map(({ name, count }) => [name, count]));
    // What the kill cut off in the midst of a line was answered, but its number can't be read.
    for (const line of stdout.split("\n").slice(0, -1)) {
      const [name = "", count] = line.split(" ");
      expect(found.get(name), line).toBeGreaterThanOrEqual(Number(count));
    }
    for (const name of ["a", "b", "c", "d", "e", "f", "g", "h"])
      expect(found.get(`${name} again`), name).toBe(found.get(name));
    reached = found.get("a") ?? 0;
    expect(reached).toBeGreaterThanOrEqual(40 * round);
    expect(await checkStore(folder)).toMatchObject({ damages: [] });
  }
});
