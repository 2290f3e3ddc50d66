import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { auditPage } from "../../../server/store/audit-table.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../../server/tables.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../../support/bundled-program.ts";
import { tariff } from "../rental/examples.ts";

let command: BundledProgram;
let data: string;
const plans = [{ itemKind: "power-bank", tariff }];

beforeAll(async () => {
  command = await bundleProgram("server/price-admin/main.ts");
});
afterAll(() => command.remove());
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "price-admin-"));
});
afterEach(() => rm(data, { recursive: true }));

const run = (...args: string[]) =>
  // The setting of another program in the same file of settings does not disturb.
  runBundled(command, args, process.cwd(), { HUB_DATA: join(data, "hub"), HUB_RIDER_LIMIT: "none" }).ended;

async function importFile(content: unknown, reason = "the first prices") {
  const file = join(data, "prices.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return run("import", file, "--reason", reason);
}

async function audited(): Promise<unknown[]> {
  const store = await openSqliteStore(join(data, "hub"), hubTables);
  try {
    const rows = await store.transact((tx) => auditPage(tx, {}, { limit: 10 }));
    return rows.map(({ actor, reason, act }) => [actor, reason, act.what]);
  } finally {
    await store.close();
  }
}

test("a file of rate plans is published, exported as it was, and changes nothing a second time", async () => {
  expect(await importFile(plans)).toMatchObject({ code: 0, stdout: "price list 1 is in force\n" });
  const exported = await run("export");
  expect(exported.code).toBe(0);
  expect(JSON.parse(exported.stdout)).toEqual(plans);
  expect((await importFile(exported.stdout)).stdout).toContain("nothing was changed");
  expect(await audited()).toEqual([
    ["command", "the first prices", "prices-published"],
    ["command", "the first prices", "tariff-published"],
  ]);
});

test("a file with mistakes publishes nothing, and each mistake is named", async () => {
  const wrong = { ...tariff, dailyCap: tariff.totalCap + 1, goodsName: "a,b" };
  const { code, stderr } = await importFile([{ itemKind: "bike", tariff: wrong }]);
  expect(code).toBe(1);
  for (const part of ["prices/has-mistakes", "item kind bike", "cap for 24 hours", "no comma"])
    expect(stderr).toContain(part);
  expect(JSON.parse((await run("export")).stdout)).toEqual([]);
});

test("what is no JSON, and an act without a reason, are refused", async () => {
  expect((await importFile("no prices")).stderr).toContain("tariff/invalid");
  expect((await run("import", join(data, "prices.json"))).stderr).toContain("usage:");
  expect((await importFile(plans, "")).stderr).toContain("--reason");
});
