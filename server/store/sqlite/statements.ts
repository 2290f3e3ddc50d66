import { type ListingName, listings } from "../sql/listings.ts";
import { searchColumns } from "../sql/search-columns.ts";
import type { Schema } from "./database.ts";
import { columns, selected } from "./stored-row.ts";

/** The SQL of the store's transactions, once for the file and once for what is forgotten with the process. */
function statementsIn(schema: Schema) {
  return {
    get: `SELECT ${selected} FROM ${schema}.rows WHERE table_name = ?1 AND key = ?2`,
    put: `
      INSERT INTO ${schema}.rows (table_name, ${columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      ON CONFLICT (table_name, key) DO UPDATE SET body = excluded.body, claims = excluded.claims,
        entries = excluded.entries, rests_in = excluded.rests_in, due_at = excluded.due_at, searched = excluded.searched,
        checksum = excluded.checksum`,
    delete: `DELETE FROM ${schema}.rows WHERE table_name = ?1 AND key = ?2`,
    holder: `SELECT CAST(key AS BLOB) FROM ${schema}.claims WHERE table_name = ?1 AND claim = ?2`,
    takeClaim: `INSERT INTO ${schema}.claims (table_name, claim, key) VALUES (?1, ?2, ?3)`,
    giveUpClaim: `DELETE FROM ${schema}.claims WHERE table_name = ?1 AND claim = ?2`,
    addEntry: `INSERT INTO ${schema}.entries (table_name, entry, rests, key) VALUES (?1, ?2, ?3, ?4)`,
    removeEntry: `DELETE FROM ${schema}.entries WHERE table_name = ?1 AND entry = ?2 AND rests = ?3 AND key = ?4`,
    addWork: `INSERT INTO ${schema}.due_work (table_name, due_at, key) VALUES (?1, ?2, ?3)`,
    removeWork: `DELETE FROM ${schema}.due_work WHERE table_name = ?1 AND due_at = ?2 AND key = ?3`,
    addSearched: `
      INSERT INTO ${schema}.searched (table_name, key, ${searchColumns.join(", ")})
      VALUES (?1, ?2, ${searchColumns.map((_, place) => `?${place + 3}`).join(", ")})`,
    // Nothing but what has changed: each column more is one index more to write.
    changeSearched: (columns: readonly string[]) => `
      UPDATE ${schema}.searched SET ${columns.map((column, place) => `${column} = ?${place + 3}`).join(", ")}
      WHERE table_name = ?1 AND key = ?2`,
    removeSearched: `DELETE FROM ${schema}.searched WHERE table_name = ?1 AND key = ?2`,
    dueUntil: `
      SELECT ${selected} FROM (
        SELECT due_at AS at, key FROM ${schema}.due_work WHERE table_name = ?1 AND due_at <= ?2
        ORDER BY due_at, key LIMIT ?3
      ) AS due JOIN ${schema}.rows USING (key) WHERE table_name = ?1 ORDER BY at, key`,
    nextDueAfter: `SELECT CAST(min(due_at) AS REAL) FROM ${schema}.due_work WHERE table_name = ?1 AND due_at > ?2`,
    lastRows: `SELECT ${selected} FROM ${schema}.rows WHERE table_name = ?1 ORDER BY key DESC LIMIT ?2`,
    lastRowsBefore: `SELECT ${selected} FROM ${schema}.rows WHERE table_name = ?1 AND key < ?3 ORDER BY key DESC LIMIT ?2`,
    list: {
      find: list("find", schema),
      page: list("page", schema),
      pageBefore: list("pageBefore", schema),
      all: list("all", schema),
    } satisfies Record<ListingName, string>,
  };
}

export const statements = { main: statementsIn("main"), temp: statementsIn("temp") };

function list(name: ListingName, schema: Schema): string {
  const { keys, order } = listings[name];
  const listed = keys.replaceAll(/FROM (entries|rows)/g, `FROM ${schema}.$1`).replaceAll("$", "?");
  return `
    SELECT ${selected} FROM (${listed}) AS listed JOIN ${schema}.rows USING (key)
    WHERE table_name = ?1 ORDER BY ${order.replaceAll("$", "?")}`;
}
