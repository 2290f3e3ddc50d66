import type { Pool, QueryResult } from "pg";
import type { Found, HourLine, HoursQuery, SearchQuery, TotalLine, TotalsQuery } from "../search.ts";
import { figures } from "../search-columns.ts";
import { foundPage, hourLine, totalLine } from "../sql/search-answer.ts";
import { planSearch } from "../sql/search-query.ts";
import type { Dialect } from "../sql/sql-query.ts";
import { hour, hoursQuery, totalsQuery } from "../sql/totals-query.ts";
import type { Table } from "../store.ts";

const dialect: Dialect = {
  table: (name) => name,
  by: () => "",
  text: (column) => column,
  hourOf: (column) => `floor(${column} / ${hour})`,
};

interface FoundLine {
  readonly body: string;
  readonly at: number;
  readonly count: number;
}

export async function searchRows<Row>(pool: Pool, table: Table<Row>, query: SearchQuery): Promise<Found<Row>> {
  const plan = planSearch(table.name, query, dialect);
  const counts = plan.counts
    ? (await pool.query<string[]>({ text: plan.counts.text, values: [...plan.counts.values], rowMode: "array" })).rows
    : [];
  const { found, listed, values } = plan.page((counts[0] ?? []).map(Number));
  const { rows: lines } = await inOrder<FoundLine>(
    pool,
    `${found}
     SELECT body, at, (SELECT count(*) FROM found)::integer AS count
     FROM (${listed}) AS listed JOIN rows USING (key) WHERE table_name = $1 ORDER BY at DESC, key DESC`,
    [...values],
  );
  const rows = lines.map(({ body }) => JSON.parse(body) as Row);
  return foundPage(table, query, rows, lines[query.limit - 1]?.at ?? 0, lines[0]?.count ?? 0);
}

/** Asks where no index is taken but one that has the rows in the order that is asked for, whatever the planner thinks of the others. */
async function inOrder<Line extends object>(pool: Pool, text: string, values: unknown[]): Promise<QueryResult<Line>> {
  const connection = await pool.connect();
  let broken = true;
  try {
    // Sent together: each is answered after those before it.
    const [, answer] = await Promise.all([
      connection.query("SET enable_sort = off; SET enable_incremental_sort = off"),
      connection.query<Line>(text, values),
      connection.query("RESET enable_sort; RESET enable_incremental_sort"),
    ]);
    broken = false;
    return answer;
  } finally {
    connection.release(broken);
  }
}

export async function sumRows<Row>(pool: Pool, table: Table<Row>, query: TotalsQuery): Promise<TotalLine[]> {
  const { text, values } = totalsQuery(table.name, query, dialect);
  const { rows: lines } = await pool.query<Record<string, string | number>>(text, [...values]);
  return lines.map((line) =>
    totalLine(
      query,
      query.by.map((group) => String(line[group])),
      ["row_count", ...figures].map((column) => Number(line[column])),
    ),
  );
}

export async function sumHours<Row>(pool: Pool, table: Table<Row>, query: HoursQuery): Promise<HourLine[]> {
  const { text, values } = hoursQuery(table.name, query, dialect);
  const { rows: lines } = await pool.query<number[]>({ text, values: [...values], rowMode: "array" });
  return lines.map((line) => hourLine(line.map(Number)));
}
