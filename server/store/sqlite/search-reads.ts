import type { Found, HourLine, HoursQuery, SearchQuery, TotalLine, TotalsQuery } from "../search.ts";
import { foundPage, hourLine, totalLine } from "../sql/search-answer.ts";
import { planSearch } from "../sql/search-query.ts";
import type { Dialect, SqlQuery } from "../sql/sql-query.ts";
import { hour, hoursQuery, totalsQuery } from "../sql/totals-query.ts";
import type { Table } from "../store.ts";
import { type Database, type Schema, textOf } from "./database.ts";
import { readLine, schemaOf, selected } from "./stored-row.ts";

export function searchRows<Row>(database: Database, table: Table<Row>, query: SearchQuery): Found<Row> {
  const schema = schemaOf(table);
  const ask = ({ text, values }: SqlQuery) => database.all(text.replaceAll("$", "?"), ...values);
  const plan = planSearch(table.name, query, dialectOf(schema));
  const counts = plan.counts ? (ask(plan.counts)[0] ?? []).map(Number) : [];
  const { found, listed, values } = plan.page(counts);
  const lines = ask({
    text: `${found}
      SELECT ${selected}, CAST(at AS REAL), (SELECT count(*) FROM found)
      FROM (${listed}) AS listed JOIN ${schema}.rows USING (key) WHERE table_name = $1 ORDER BY at DESC, key DESC`,
    values,
  });
  const rows = lines.map((line) => JSON.parse(readLine(database.path, table.name, line).body) as Row);
  const count = Number(lines[0]?.at(-1) ?? 0);
  return foundPage(table, query, rows, Number(lines[query.limit - 1]?.at(-2)), count);
}

export function sumRows<Row>(database: Database, table: Table<Row>, query: TotalsQuery): TotalLine[] {
  const { text, values } = totalsQuery(table.name, query, dialectOf(schemaOf(table)));
  return database.all(text.replaceAll("$", "?"), ...values).map((line) => {
    const groups = line.slice(0, query.by.length) as Uint8Array[];
    return totalLine(query, groups.map(textOf), line.slice(query.by.length).map(Number));
  });
}

export function sumHours<Row>(database: Database, table: Table<Row>, query: HoursQuery): HourLine[] {
  const { text, values } = hoursQuery(table.name, query, dialectOf(schemaOf(table)));
  return database.all(text.replaceAll("$", "?"), ...values).map((line) => hourLine(line.map(Number)));
}

function dialectOf(schema: Schema): Dialect {
  return {
    table: (name) => `${schema}.${name}`,
    by: (index) => `INDEXED BY ${index}`,
    text: (column) => `CAST(${column} AS BLOB)`,
    hourOf: (column) => `CAST(${column} / ${hour} AS INTEGER)`,
  };
}
