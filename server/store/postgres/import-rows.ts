import { Client } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import type { IncomingRows } from "../incoming-rows.ts";
import { indexEntriesOf } from "../sql/index-entries.ts";
import { sqlText } from "../sql/sql-text.ts";
import { sumAll } from "../sql/totals-query.ts";
import type { Table } from "../store.ts";
import { connectionConfig } from "./connections.ts";
import { exportRows } from "./export-rows.ts";
import { failureOf, outcomeUnknown, refusal } from "./failure.ts";
import { holdDatabase } from "./hub-lock.ts";
import { migrate } from "./migrate.ts";
import { noteForm } from "./stale-entries.ts";
import { insertSearched } from "./statements.ts";

// As many rows as are given, with everything by which they are found. Lists of texts come as JSON, since an array of
// arrays would have to be a rectangle.
const add = `
  WITH
    given AS MATERIALIZED (
      SELECT key, body, rests_in, due_at, searched,
        ARRAY(SELECT json_array_elements_text(claims::json)) AS claims,
        ARRAY(SELECT json_array_elements_text(entries::json)) AS entries
      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::double precision[], $8::text[])
        AS given (key, body, claims, entries, rests_in, due_at, searched)
    ),
    saved AS (
      INSERT INTO rows (table_name, key, body, claims, entries, rests_in, version, searched)
      SELECT $1, key, body::json, claims, entries, rests_in, pg_current_xact_id(), searched FROM given
    ),
    found AS (
      ${insertSearched("given, json_to_record(nullif(searched, '')::json)", "given.key")} WHERE searched <> ''
    ),
    claims_taken AS (
      INSERT INTO claims (table_name, claim, key) SELECT $1, unnest(claims), key FROM given
    ),
    entries_made AS (
      INSERT INTO entries (table_name, entry, rests, key)
      SELECT $1, unnest(entries), rests_in IS NOT NULL, key FROM given
    )
  INSERT INTO due_work (table_name, key, due_at) SELECT $1, key, due_at FROM given WHERE due_at IS NOT NULL`;

/**
 * Runs `work`, which brings rows into the database at `url`, in one transaction: once it has resolved all of them are
 * there durably, and none where it throws. No hub works on the database meanwhile.
 * @throws AppError store/held; store/conflict where the database has rows already; store/away and store/write-failed, where nothing
 * was changed; store/outcome-unknown, where either all rows are there or none; config/invalid, store/newer
 */
export async function importRows(url: string, work: (incoming: IncomingRows) => Promise<void>): Promise<void> {
  const config = connectionConfig(url);
  // Without the limits for transactions: an import takes the time that it takes.
  const client = new Client({ ...config, query_timeout: undefined });
  // Whoever uses the connection learns it from the statement that fails.
  client.on("error", () => undefined);
  try {
    await client.connect().catch(refuse);
    await holdDatabase(client, true, undefined).catch(refuse);
    await migrate(config).catch(refuse);
    await client.query("BEGIN").catch(refuse);
    // A hub may have lost its hold without knowing it yet.
    await client.query("LOCK TABLE rows IN EXCLUSIVE MODE").catch(refuse);
    await refuseUnlessEmpty(client);
    // Added up at the end: one by one, rows of the same day and site would make it slower and slower.
    await client.query("ALTER TABLE searched DISABLE TRIGGER USER").catch(refuse);
    await work({
      add: (table, rows) => addRows(client, table, rows).catch(refuse),
      rows: (table, limit, before) => exportRows(client, table, limit, before).catch(refuse),
    });
    await client.query(`INSERT INTO totals ${sumAll("searched")}`).catch(refuse);
    await client.query("ALTER TABLE searched ENABLE TRIGGER USER").catch(refuse);
    await client.query("COMMIT").catch(refuseCommit);
    // Else searches would be slow until the server does it by itself; where it fails, it does.
    await client.query("VACUUM (ANALYZE) searched, totals").catch(() => undefined);
  } finally {
    // Takes back what was not committed.
    await client.end();
  }
}

async function refuseUnlessEmpty(client: Client): Promise<void> {
  const { rows } = await client
    .query<{ table: string }>(`SELECT DISTINCT table_name AS table FROM rows ORDER BY 1`)
    .catch(refuse);
  if (rows.length === 0) return;
  throw new AppError(
    "store/conflict",
    `the database has rows already, of ${rows.map(({ table }) => table).join(", ")}; an empty one is needed`,
  );
}

async function addRows<Row>(client: Client, table: Table<Row>, rows: readonly Row[]): Promise<void> {
  const places = rows.map((row) => indexEntriesOf(table, row));
  await client.query({
    name: "add",
    text: add,
    values: [
      table.name,
      rows.map((row) => sqlText(table.key(row))),
      rows.map((row) => JSON.stringify(row)),
      places.map(({ claims }) => JSON.stringify(claims)),
      places.map(({ entries }) => JSON.stringify(entries)),
      places.map(({ restsIn }) => restsIn),
      places.map(({ dueAt }) => dueAt),
      places.map(({ searched }) => searched),
    ],
  });
  if (table.form !== undefined) await client.query(noteForm, [table.name, table.form]);
}

function refuse(error: unknown): never {
  throw error instanceof AppError ? error : refusal(error);
}

function refuseCommit(error: unknown): never {
  throw failureOf(error, true).kind === "unknown" ? outcomeUnknown(error) : refusal(error);
}
