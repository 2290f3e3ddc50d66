import { type Kysely, sql } from "kysely";

/**
 * A row tells which transaction put it, so that a commit can see whether what it read has changed. The column has no
 * default: a hub from before it can't write beside one that relies on it.
 *
 * Entries, claims and due work are written and deleted with their row by one statement each. Foreign keys would check
 * that again for each of them, a third of what a put costs, and with them go the indexes that only they used.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE rows ADD COLUMN version xid8 NOT NULL DEFAULT '0'`.execute(db);
  await sql`ALTER TABLE rows ALTER COLUMN version DROP DEFAULT`.execute(db);
  for (const table of ["claims", "entries", "due_work"])
    await sql`ALTER TABLE ${sql.table(table)} DROP CONSTRAINT ${sql.ref(`${table}_table_name_key_fkey`)}`.execute(db);
  await sql`DROP INDEX claims_of_row, entries_of_row`.execute(db);
}
