import { type Kysely, sql } from "kysely";

/**
 * One set of tables for all kinds of rows. Text sorts by its bytes, whatever the database's own collation. Nothing but
 * `key` of `rows` is indexed, so that a change of a row stays within its page and touches no index: an index page that
 * one transaction read and another changed looks like a conflict to PostgreSQL, even where the rows are different.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE rows (
      table_name text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      body json NOT NULL,
      claims text[] NOT NULL,
      entries text[] NOT NULL,
      rests_in text,
      PRIMARY KEY (table_name, key)
    ) WITH (fillfactor = 50)
  `.execute(db);
  await sql`CREATE INDEX living_rows ON rows (table_name, key) WHERE rests_in IS NULL`.execute(db);
  await sql`
    CREATE TABLE claims (
      table_name text COLLATE "C" NOT NULL,
      claim text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      PRIMARY KEY (table_name, claim),
      FOREIGN KEY (table_name, key) REFERENCES rows ON DELETE CASCADE
    )
  `.execute(db);
  await sql`CREATE INDEX claims_of_row ON claims (table_name, key)`.execute(db);
  await sql`
    CREATE TABLE entries (
      table_name text COLLATE "C" NOT NULL,
      entry text COLLATE "C" NOT NULL,
      rests boolean NOT NULL,
      key text COLLATE "C" NOT NULL,
      PRIMARY KEY (table_name, entry, rests, key),
      FOREIGN KEY (table_name, key) REFERENCES rows ON DELETE CASCADE
    )
  `.execute(db);
  await sql`CREATE INDEX entries_of_row ON entries (table_name, key)`.execute(db);
  await sql`
    CREATE TABLE due_work (
      table_name text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      due_at double precision NOT NULL,
      hub uuid,
      leased_until timestamptz,
      takeover text,
      PRIMARY KEY (table_name, key),
      FOREIGN KEY (table_name, key) REFERENCES rows ON DELETE CASCADE
    )
  `.execute(db);
  await sql`CREATE INDEX due_work_by_time ON due_work (table_name, due_at, key)`.execute(db);
}
