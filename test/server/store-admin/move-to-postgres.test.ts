import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copyOf, exampleOrders, fill } from "../../../bench/example-orders.ts";
import { openStore } from "../../../server/open-store.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { openPostgresStore } from "../../../server/store/postgres/postgres-store.ts";
import type { RowExport } from "../../../server/store/row-export.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import { type UnmatchedEvent, unmatchedEventTable } from "../../../server/store/unmatched-event-table.ts";
import { moveToPostgres } from "../../../server/store-admin/move-to-postgres.ts";
import { hubTables } from "../../../server/tables.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../../support/bundled-program.ts";
import { freshDatabase, postgresPrograms, query } from "../../support/postgres-server.ts";
import { postgresParts } from "../../support/postgres-store.ts";
import { breakableLine } from "../store/postgres/breakable-line.ts";

const finishedOrders = 700;
const openOrders = 3;
const start = Date.parse("2026-11-20T10:00:00+08:00");

const unmatchedEvent: UnmatchedEvent = {
  cabinetId: "shop-1",
  event: {
    v: 1,
    journalId: "journal-0001",
    seq: 1,
    at: { latest: start, uncertainty: 0 },
    body: { kind: "returned", slot: 1, source: "report" },
  },
  receivedAt: start,
};

let admin: BundledProgram;
let root: string;
let folder: string;

beforeAll(async () => {
  admin = await bundleProgram("server/store-admin/main.ts");
});
afterAll(() => admin.remove());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "move-"));
  folder = join(root, "hub");
});
afterEach(() => rm(root, { recursive: true }));

const clock = { now: () => start, monotonic: () => 0, after: () => () => {} };
const hubOn = (changes: { databaseUrl?: string } = {}) =>
  openStore({ data: folder, databaseConnections: 4, ...changes }, { ...postgresParts, clock });
const withCode = (code: string) => expect.objectContaining({ code }) as Error;

function run(args: readonly string[], changes: Record<string, string> = {}) {
  return runBundled(admin, args, undefined, { PATH: process.env["PATH"], ...changes });
}

/** A folder with orders, finished ones for the archive, and with rows of other tables. */
async function fillFolder(finished = finishedOrders): Promise<void> {
  const examples = await exampleOrders(start);
  const store = await openSqliteStore(folder, hubTables);
  await fill(store, copyOf(examples.finished), 0, finished);
  await fill(store, copyOf(examples.open), finished, finished + openOrders);
  await store.transact(async (tx) => {
    await tx.put(unmatchedEventTable, unmatchedEvent);
    await tx.put(unmatchedEventTable, { ...unmatchedEvent, cabinetId: "shop-2" });
    const presence = { online: true, bootId: "boot-0001", since: start };
    await tx.put(cabinetStateTable, {
      cabinetId: "shop-1",
      presence,
      connection: 1,
      ended: false,
      heardAt: start,
      drift: [],
    });
  });
  await store.close();
}

/** All rows by table, those that are told anew after a start left out. */
async function contents(store: RowExport): Promise<Record<string, readonly unknown[]>> {
  const lasting = hubTables.filter(({ durable }) => durable);
  const rows = await Promise.all(lasting.map((table) => store.rows(table as typeof orderTable, 10_000)));
  return Object.fromEntries(lasting.map(({ name }, index) => [name, rows[index] ?? []]));
}

async function inFolder(): Promise<Record<string, readonly unknown[]>> {
  const store = await openSqliteStore(folder, hubTables);
  const rows = await contents(store);
  await store.close();
  return rows;
}

async function inDatabase(url: string) {
  const store = await openPostgresStore({ url, connections: 4, alone: true }, hubTables, postgresParts);
  const rows = await contents(store);
  await store.close();
  return rows;
}

/** The folder may be used as before. */
async function isAsBefore(): Promise<void> {
  const store = await hubOn();
  expect((await store.transact((tx) => tx.all(orderTable))).length).toBe(openOrders);
  await store.close();
}

describe.skipIf(!postgresPrograms)("a move from the folder to PostgreSQL", () => {
  let url: string;
  beforeEach(async () => {
    url = await freshDatabase();
  });

  const move = () => run(["move", folder], { HUB_DATABASE_URL: url, HUB_DATABASE_CONNECTIONS: "4" }).ended;
  const inProcess = (address: string, progress = () => {}) => moveToPostgres(folder, address, hubTables, progress);

  test("takes every row that lasts along, living or archived, and says what it took", async () => {
    await fillFolder();
    const before = await inFolder();
    const dry = await run(["move", folder, "--dry-run"]).ended;
    const { code, stdout } = await move();
    expect(code).toBe(0);
    const lines = (text: string) => text.split("\n").filter((line) => line.includes("sha256"));
    expect(lines(stdout)).toHaveLength(hubTables.filter(({ durable }) => durable).length);
    expect(stdout).toMatch(/^orders: 703 rows, sha256 [0-9a-f]{64}$/m);
    expect(lines(stdout)).toEqual(lines(dry.stdout));
    expect(before["orders"]).toHaveLength(finishedOrders + openOrders);
    expect(await inDatabase(url)).toEqual(before);
    expect(await query(url, "SELECT 1 FROM rows WHERE table_name = 'cabinet-states'")).toEqual([]);
    const hub = await hubOn({ databaseUrl: url });
    expect(await hub.transact((tx) => tx.all(orderTable))).toHaveLength(openOrders);
    await hub.close();
  });

  test("marks the folder, so that no hub starts on it by mistake, and says the way back", async () => {
    await fillFolder(0);
    const named = new URL(url);
    named.password = "a-password";
    expect((await run(["move", folder], { HUB_DATABASE_URL: named.href }).ended).code).toBe(0);
    const mark = join(folder, "moved.txt");
    expect(await readFile(mark, "utf8")).toBe(`${url}\n`);
    await expect(hubOn()).rejects.toEqual(withCode("store/moved"));
    await expect(hubOn()).rejects.toThrow(`was moved to ${url}`);
    await expect(hubOn()).rejects.toThrow(`rm '${mark}'`);
    await rm(mark);
    await isAsBefore();
  });

  test("is refused while a hub holds the folder, with nothing changed", async () => {
    await fillFolder(0);
    const hub = await hubOn();
    const { code, stderr } = await move();
    expect([code, stderr]).toEqual([1, expect.stringContaining("store/held")]);
    await hub.close();
    await isAsBefore();
    expect((await inDatabase(url))["orders"]).toEqual([]);
  });

  test("is refused where the database is not empty, with nothing changed", async () => {
    await fillFolder(0);
    const hub = await hubOn({ databaseUrl: url });
    await hub.transact((tx) => tx.put(unmatchedEventTable, { ...unmatchedEvent, cabinetId: "elsewhere" }));
    await hub.close();
    const { code, stderr } = await move();
    expect([code, stderr]).toEqual([1, expect.stringContaining("has rows already, of strays")]);
    await isAsBefore();
    expect((await inDatabase(url))["strays"]).toHaveLength(1);
  });

  test("that is killed with -9 leaves the database empty and the folder as it was, and can be repeated", async () => {
    await fillFolder();
    await (await hubOn({ databaseUrl: url })).close();
    const guard = new Client(url);
    await guard.connect();
    // Whoever brings entries waits.
    await guard.query("BEGIN; LOCK TABLE entries IN SHARE MODE");
    const moving = run(["move", folder], { HUB_DATABASE_URL: url });
    await expect
      .poll(() => query(url, "SELECT 1 FROM pg_locks WHERE NOT granted"), { timeout: 30_000, interval: 20 })
      .toHaveLength(1);
    moving.process.kill("SIGKILL");
    await moving.ended;
    await guard.end();
    await isAsBefore();
    await expect.poll(() => move(), { timeout: 30_000 }).toMatchObject({ code: 0 });
    expect((await inDatabase(url))["orders"]).toHaveLength(finishedOrders + openOrders);
  });

  test("that the database refuses at the end leaves the folder as it was", async () => {
    await fillFolder(0);
    await (await hubOn({ databaseUrl: url })).close();
    await query(
      url,
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no more'; END $$;
       CREATE CONSTRAINT TRIGGER late AFTER INSERT ON rows DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
    await expect(inProcess(url)).rejects.toEqual(withCode("store/write-failed"));
    await isAsBefore();
  });

  test.each(["before", "after"] as const)(
    "whose connection breaks %s the end was there lets no hub start on the folder until that is found out",
    async (when) => {
      await fillFolder(0);
      const rows = await inFolder();
      const line = await breakableLine(url);
      await expect(inProcess(line.url, () => line.cutAtCommit(when))).rejects.toEqual(
        withCode("store/outcome-unknown"),
      );
      await line.close();
      await expect(hubOn()).rejects.toEqual(withCode("store/moved"));
      // To find out is to repeat it.
      const { code, stderr } = await move();
      if (when === "before") expect([code, stderr]).toEqual([0, ""]);
      else expect([code, stderr]).toEqual([1, expect.stringMatching(/an empty one is needed.*everything is there/)]);
      await expect(hubOn()).rejects.toEqual(withCode("store/moved"));
      expect(await inDatabase(url)).toEqual(rows);
    },
  );
});

test("a move from a folder without a store makes none", async () => {
  const none = await run(["move", folder], { HUB_DATABASE_URL: "postgres://hub@127.0.0.1:1/hub" }).ended;
  expect(none).toMatchObject({ code: 64, stderr: expect.stringContaining("holds no store") as string });
  await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a move without a database is a wrong setting", async () => {
  await fillFolder(0);
  const { code, stderr } = await run(["move", folder]).ended;
  expect([code, stderr]).toEqual([78, expect.stringContaining("HUB_DATABASE_URL: missing")]);
});

test("a dry run changes nothing", async () => {
  await fillFolder(0);
  const { code, stdout } = await run(["move", folder, "--dry-run"]).ended;
  expect([code, stdout]).toEqual([0, expect.stringMatching(/strays: 2 rows, sha256 .*nothing was changed\n$/s)]);
  await isAsBefore();
});
