import { Kysely, type MigrationProvider, Migrator, PostgresDialect, sql } from "kysely";
import { type ClientConfig, Pool } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import * as rows from "./migrations/0001-rows.ts";
import * as versions from "./migrations/0002-versions.ts";
import * as search from "./migrations/0003-search.ts";
import * as openings from "./migrations/0004-openings.ts";

/** Forward only: what has run once is never changed, and a later version adds to the end. */
const migrations: MigrationProvider = {
  getMigrations: async () => ({
    "0001-rows": rows,
    "0002-versions": versions,
    "0003-search": search,
    "0004-openings": openings,
  }),
};

/**
 * Brings the database to the form that this version works with. Hubs that start at once wait for the first of them.
 * @throws AppError store/newer where a newer version has been at work
 */
export async function migrate(config: ClientConfig): Promise<void> {
  // Connections of its own, without the limits for transactions: a migration takes the time that it takes.
  const pool = new Pool({ ...config, query_timeout: undefined });
  // Of a connection that breaks, the statement that fails tells, or the next one.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", () => undefined);
  try {
    await bringUpToDate(pool);
  } finally {
    await pool.end();
  }
}

async function bringUpToDate(pool: Pool): Promise<void> {
  const db = new Kysely<{ kysely_migration: { name: string } }>({ dialect: new PostgresDialect({ pool }) });
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
  if (error === undefined) return;
  const known = Object.keys(await migrations.getMigrations());
  const done = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db).catch(() => ({ rows: [] }));
  const unknown = done.rows.map(({ name }) => name).filter((name) => !known.includes(name));
  if (unknown.length === 0) throw error;
  throw new AppError(
    "store/newer",
    `the database has ${unknown.toSorted().join(", ")}, which this version does not know; start the newer version`,
    { cause: error },
  );
}
