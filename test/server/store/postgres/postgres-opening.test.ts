import { beforeEach, describe, expect, test } from "vitest";
import { openPostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import type { Table } from "../../../../server/store/store.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type Step, step, steps, stepsOf } from "./steps-table.ts";

const open = (url: string) => openPostgresStore({ url, connections: 4, alone: false }, [steps], postgresParts);
const withCode = (code: string) => expect.objectContaining({ code }) as Error;

test("an address that can't be read is refused, and its password is not repeated", async () => {
  const refused = await open("postgres://hub:secret word@:port/").catch((error: Error) => error);
  expect(refused).toEqual(withCode("config/invalid"));
  expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain("secret");
});

test("where nobody answers, that is said", async () => {
  await expect(open("postgres://hub@127.0.0.1:1/hub")).rejects.toEqual(withCode("store/away"));
});

describe.skipIf(!postgresPrograms)("a store on PostgreSQL", () => {
  let url: string;
  beforeEach(async () => {
    url = await freshDatabase();
  });

  test("is opened by several hubs at once on an empty database, and by one again", async () => {
    const stores = await Promise.all([open(url), open(url), open(url)]);
    await Promise.all(stores.map((store) => step(store, "a")));
    await Promise.all(stores.map((store) => store.close()));
    const store = await open(url);
    expect(await stepsOf(store, "a")).toBe(3);
    await store.close();
  });

  test("is not opened by a version that is older than the database, which stays as it is", async () => {
    await (await open(url)).close();
    await query(url, "INSERT INTO kysely_migration VALUES ('0999-later', '2030-01-01')");
    const tables = () => query(url, "SELECT relname FROM pg_class WHERE relkind IN ('r', 'i') ORDER BY relname");
    const before = await tables();
    await expect(open(url)).rejects.toEqual(withCode("store/newer"));
    await expect(open(url)).rejects.toThrow("0999-later");
    expect(await tables()).toEqual(before);
  });

  test("is not opened where its role may not make tables", async () => {
    await query(url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE weak LOGIN");
    await expect(open(url.replace("hub@", "weak@"))).rejects.toEqual(withCode("store/write-failed"));
  });

  test("says what the database refuses, and goes on afterwards", async () => {
    const store = await open(url);
    await query(url, "ALTER TABLE rows ADD CONSTRAINT few CHECK (key <> 'refused')");
    await expect(step(store, "refused")).rejects.toEqual(withCode("store/write-failed"));
    await expect(step(store, "refused")).rejects.toThrow("few");
    const overlooked = store.transact((tx) => tx.put(steps, { name: "refused", count: 1 }).catch(() => undefined));
    await expect(overlooked).rejects.toEqual(withCode("store/write-failed"));
    expect(await step(store, "a")).toBe(1);
    await store.close();
  });

  test("says that it is away while the server only reads, and goes on when it writes again", async () => {
    const store = await open(url);
    await query(url, `ALTER DATABASE ${databaseOf(url)} SET default_transaction_read_only = on`);
    await endConnections(url);
    await expect(step(store, "a")).rejects.toEqual(withCode("store/away"));
    await query(url.replace(databaseOf(url), "postgres"), `ALTER DATABASE ${databaseOf(url)} RESET ALL`);
    expect(await step(store, "a")).toBe(1);
    await store.close();
  });

  test("keeps keys of any text apart, also those that PostgreSQL does not take", async () => {
    const store = await open(url);
    const names = ["", "\0", "\u0001", "\u00010000", "\ud800", "\udc00", "\ufffd", "🔋", "\t", "a"];
    for (const name of names) await store.transact((tx) => tx.put(steps, { name, count: 1 }));
    for (const name of names) expect(await store.transact((tx) => tx.get(steps, name))).toEqual({ name, count: 1 });
    expect(await store.rows(steps, 100)).toHaveLength(names.length);
    await store.close();
  });

  test("exports all rows, the last key first, those that rest too", async () => {
    const resting = { ...steps, restsIn: () => "2026-11" };
    const store = await open(url);
    await store.transact(async (tx) => {
      for (const name of ["a", "b", "c"]) await tx.put(name === "b" ? resting : steps, { name, count: 1 });
    });
    const names = async (limit: number, before?: string) =>
      (await store.rows(steps, limit, before)).map(({ name }) => name);
    expect([await names(2), await names(2, "b"), await names(2, "a")]).toEqual([["c", "b"], ["a"], []]);
    await store.close();
  });

  test("finds what an older version put by what this version looks for", async () => {
    const older = await open(url);
    await older.transact(async (tx) => {
      for (const name of ["", "a", "b", "c"]) await tx.put(steps, { name, count: 1 });
    });
    await older.close();
    const newer: Table<Step> = {
      ...steps,
      unique: ({ name }) => (name === "a" ? ["first"] : []),
      index: ({ name }) => (name === "b" ? ["second"] : steps.index({ name, count: 1 })),
      dueAt: ({ name }) => (name === "c" || name === "" ? 7 : undefined),
    };
    const store = await openPostgresStore({ url, connections: 4, alone: false }, [newer], postgresParts);
    await store.transact(async (tx) => {
      expect(await tx.find(newer, "second")).toEqual([{ name: "b", count: 1 }]);
      expect(await tx.find(newer, "initial/b")).toEqual([]);
    });
    const { rows: due } = await store.lease(newer, 10, 10, 1000);
    expect(due.map(({ row }) => row)).toEqual([
      { name: "", count: 1 },
      { name: "c", count: 1 },
    ]);
    const taken = store.transact((tx) => tx.put({ ...newer, unique: () => ["first"] }, { name: "d", count: 1 }));
    await expect(taken).rejects.toEqual(withCode("store/conflict"));
    await store.close();
  });

  test("leaves no connection behind when it closes, and makes no fuss of it", async () => {
    const warnings: string[] = [];
    const log = { ...postgresParts.log, warn: (_: object, message: string) => warnings.push(message) };
    const store = await openPostgresStore({ url, connections: 4, alone: false }, [steps], { ...postgresParts, log });
    await store.close();
    const left = () =>
      query(
        url,
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'jiehuan-hub' AND datname = current_database()",
      );
    while ((await left()).length > 0);
    expect(warnings).toEqual([]);
  });

  test("refuses work that did not await what it began, and nothing of it is there", async () => {
    const store = await open(url);
    const late: Promise<void>[] = [];
    const work = store.transact(async (tx) => {
      late.push(tx.put(steps, { name: "a", count: 1 }));
    });
    await expect(work).rejects.toThrow("await");
    await Promise.all(late);
    expect(await stepsOf(store, "a")).toBe(0);
    await store.close();
  });
});

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function endConnections(url: string) {
  return query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jiehuan-hub'");
}
