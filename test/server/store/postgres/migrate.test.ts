import { Kysely, Migrator, PostgresDialect } from "kysely";
import { Client, Pool } from "pg";
import { expect, test } from "vitest";
import * as rows from "../../../../server/store/postgres/migrations/0001-rows.ts";
import * as versions from "../../../../server/store/postgres/migrations/0002-versions.ts";
import { openPostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { parcel, parcels } from "../../../contract/parcels.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type Step, steps } from "./steps-table.ts";

/** As version 0001 put a row. */
const putByFirstVersion = `
  WITH saved AS (
    INSERT INTO rows (table_name, key, body, claims, entries)
    VALUES ('steps', $1, $2, ARRAY['claim ' || $1], ARRAY['initial/' || left($1, 1)])
  ), entered AS (
    INSERT INTO entries (table_name, entry, rests, key) VALUES ('steps', 'initial/' || left($1, 1), false, $1)
  ), claimed AS (
    INSERT INTO claims (table_name, claim, key) VALUES ('steps', 'claim ' || $1, $1)
  )
  INSERT INTO due_work (table_name, key, due_at) VALUES ('steps', $1, 5)`;

const claiming = { ...steps, unique: () => ["claim old"] };

test.skipIf(!postgresPrograms)(
  "rows of the first version are found, changed and deleted, and it writes no more",
  async () => {
    const url = await freshDatabase();
    const pool = new Pool({ connectionString: url });
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    const provider = { getMigrations: async () => ({ "0001-rows": rows }) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    expect(error).toBeUndefined();
    await db.destroy();
    const old: Step = { name: "old", count: 1, due: 5 };
    await query(url, putByFirstVersion, ["old", JSON.stringify(old)]);

    const store = await openPostgresStore({ url, connections: 2, alone: true }, [claiming], postgresParts);
    const conflict = expect.objectContaining({ code: "store/conflict" }) as Error;
    expect(await store.transact((tx) => tx.find(claiming, "initial/o"))).toEqual([old]);
    expect((await store.lease(claiming, 5, 10, 1000)).rows).toEqual([{ row: old, takeover: null }]);
    await expect(store.transact((tx) => tx.put(claiming, { name: "new", count: 1 }))).rejects.toEqual(conflict);
    await expect(query(url, putByFirstVersion, ["older", JSON.stringify(old)])).rejects.toThrow("version");
    await store.transact((tx) => tx.put(claiming, { ...old, count: 2 }));
    await store.transact((tx) => tx.delete(claiming, "old"));
    for (const table of ["rows", "claims", "entries", "due_work"])
      expect(await query(url, `SELECT key FROM ${table}`), table).toEqual([]);
    await store.close();
  },
);

/** As a version without search put a row. */
const putUnsearched = `
  WITH entered AS (
    INSERT INTO entries (table_name, entry, rests, key) VALUES ('parcels', 'tag:old', $3::text IS NOT NULL, $1)
  )
  INSERT INTO rows (table_name, key, body, claims, entries, rests_in, version)
  VALUES ('parcels', $1, $2, '{}', '{tag:old}', $3, '0')`;

test.skipIf(!postgresPrograms)(
  "rows from before there was a search are searched and summed, those that rest too, and the version before it writes no more",
  async () => {
    const url = await freshDatabase();
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }) });
    const provider = {
      getMigrations: async () => ({ "0001-rows": rows, "0002-versions": versions }),
    };
    expect((await new Migrator({ db, provider }).migrateToLatest()).error).toBeUndefined();
    await db.destroy();
    const old = [
      parcel("a", { at: 1, charged: 5 }, { tags: ["old"] }),
      parcel("b", { at: 2, charged: 7 }, { tags: ["old"], rests: "2026-11" }),
    ];
    for (const row of old) await query(url, putUnsearched, [row.no, JSON.stringify(row), row.rests ?? null]);

    for (let start = 0; start < 2; start++) {
      const store = await openPostgresStore({ url, connections: 2, alone: true }, [parcels], postgresParts);
      expect((await store.search(parcels, { limit: 9, entries: ["tag:old"] })).rows).toEqual(old.toReversed());
      expect((await store.search(parcels, { limit: 9, sites: ["shop-1"] })).rows).toEqual(old.toReversed());
      expect(await store.totals(parcels, { by: [], limit: 9 })).toMatchObject([{ rows: 2, charged: 12 }]);
      await store.close();
    }
    await expect(query(url, putUnsearched, ["c", "{}", null])).rejects.toThrow("searched");
  },
);

test.skipIf(!postgresPrograms)("a connection that breaks meanwhile is told to whoever opens the store", async () => {
  const url = await freshDatabase();
  const guard = new Client(url);
  await guard.connect();
  // Kysely's own, which one migration at a time holds.
  await guard.query("SELECT pg_advisory_lock(3853314791062309107)");
  const opened = openPostgresStore({ url, connections: 2, alone: false }, [claiming], postgresParts).then(
    () => undefined,
    (error: unknown) => error,
  );
  const breakIt = () => query(url, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
  await expect.poll(breakIt, { timeout: 50_000, interval: 20 }).toHaveLength(1);
  expect(await opened).toMatchObject({ code: "store/away" });
  await guard.end();
});

test.skipIf(!postgresPrograms)(
  "a hub that is refused because another one works alone leaves the form of the database as it is",
  async () => {
    const url = await freshDatabase();
    const open = () => openPostgresStore({ url, connections: 2, alone: true }, [steps], postgresParts);
    const running = await open();
    // As a running hub of the version before has it.
    await query(url, "DELETE FROM kysely_migration WHERE name = '0004-openings'");
    await expect(open()).rejects.toMatchObject({ code: "store/held" });
    const done = await query<{ name: string }>(url, "SELECT name FROM kysely_migration ORDER BY 1");
    await running.close();
    expect(done.map(({ name }) => name)).toEqual(["0001-rows", "0002-versions", "0003-search"]);
  },
);
