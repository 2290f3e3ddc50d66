import type { ClientBase } from "pg";
import { sqlText } from "../sql/sql-text.ts";
import type { Table } from "../store.ts";

/** Rows of the table, those that rest too, the last key first: at most `limit` of those before `before`. */
export async function exportRows<Row>(
  database: Pick<ClientBase, "query">,
  table: Table<Row>,
  limit: number,
  before?: string,
): Promise<Row[]> {
  const { rows } = await database.query<{ body: string }>(
    `SELECT body FROM rows WHERE table_name = $1 ${before === undefined ? "" : "AND key < $3"}
     ORDER BY key DESC LIMIT $2`,
    before === undefined ? [table.name, limit] : [table.name, limit, sqlText(before)],
  );
  return rows.map(({ body }) => JSON.parse(body) as Row);
}
