import { isDeepStrictEqual } from "node:util";
import type { Pool } from "pg";
import { indexEntriesOf } from "../sql/index-entries.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Table } from "../store.ts";
import { readTexts } from "./connections.ts";

const rowsAtOnce = 1000;

const rowsFrom = (condition: string) => `
  SELECT body, claims, entries, rests_in AS "restsIn", due_at AS "dueAt", searched
  FROM rows LEFT JOIN due_work USING (table_name, key)
  WHERE table_name = $1 ${condition} AND key >= $2 ORDER BY key LIMIT $3`;

interface PlaceLine {
  readonly body: string;
  readonly claims: string;
  readonly entries: string;
  readonly restsIn: string | null;
  readonly dueAt: number | null;
  readonly searched: string;
}

/**
 * Keys of rows that would be found by something else if they were put now: an older version put them, whose table was not
 * the same. By pages, each of which is read once the page before has been dealt with. Those that rest are looked at only where the table has
 * another form now.
 */
export async function* stalePlaces<Row>(pool: Pool, table: Table<Row>): AsyncGenerator<string[]> {
  const { form } = table;
  const hasForm = form === undefined || (await formOf(pool, table.name)) === form;
  yield* staleRows(pool, table, rowsFrom(hasForm ? "AND rests_in IS NULL" : ""));
  if (!hasForm) await pool.query(noteForm, [table.name, form]);
}

/** Notes that all rows of the table are in this form. */
export const noteForm = `
  INSERT INTO forms (table_name, form) VALUES ($1, $2) ON CONFLICT (table_name) DO UPDATE SET form = excluded.form`;

/** The form in which all rows of the table were put. */
async function formOf(pool: Pool, table: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ form: number }>("SELECT form FROM forms WHERE table_name = $1", [table]);
  return rows[0]?.form;
}

async function* staleRows<Row>(pool: Pool, table: Table<Row>, page: string): AsyncGenerator<string[]> {
  let from = "";
  for (;;) {
    const { rows } = await pool.query<PlaceLine>(page, [table.name, from, rowsAtOnce]);
    const stale: string[] = [];
    for (const { body, claims, entries, ...rest } of rows) {
      const row = JSON.parse(body) as Row;
      const place = { claims: readTexts(claims), entries: readTexts(entries), ...rest };
      const key = table.key(row);
      if (!isDeepStrictEqual(place, indexEntriesOf(table, row))) stale.push(key);
      // The first that can come after it: nothing holds a NUL.
      from = `${sqlText(key)}\u0001`;
    }
    yield stale;
    if (rows.length < rowsAtOnce) return;
  }
}
