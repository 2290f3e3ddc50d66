import { isDeepStrictEqual } from "node:util";
import type { Pool } from "pg";
import { indexEntriesOf } from "../sql/index-entries.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Table } from "../store.ts";
import { readTexts } from "./connections.ts";

const rowsAtOnce = 1000;

const livingRows = `
  SELECT body, claims, entries, rests_in AS "restsIn", due_at AS "dueAt"
  FROM rows LEFT JOIN due_work USING (table_name, key)
  WHERE table_name = $1 AND rests_in IS NULL AND key >= $2 ORDER BY key LIMIT $3`;

interface PlaceLine {
  readonly body: string;
  readonly claims: string;
  readonly entries: string;
  readonly restsIn: string | null;
  readonly dueAt: number | null;
}

/**
 * Keys of living rows that would be found by something else if they were put now: an older version put them, whose table
 * was not the same. By pages, each of which is read once the page before has been dealt with.
 */
export async function* stalePlaces<Row>(pool: Pool, table: Table<Row>): AsyncGenerator<string[]> {
  let from = "";
  for (;;) {
    const { rows } = await pool.query<PlaceLine>(livingRows, [table.name, from, rowsAtOnce]);
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
