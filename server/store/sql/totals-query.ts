import type { HoursQuery, TotalGroup, TotalsQuery } from "../search.ts";
import { figures } from "../search-columns.ts";
import { type Dialect, type SqlQuery, Values } from "./sql-query.ts";
import { sqlText } from "./sql-text.ts";

/**
 * Sums are kept in `totals` in three scopes, so that no answer has to add up many lines: a day over all sites (`day`), a day of
 * one site (`site-day`) and a month of one site (`site-month`).
 */
export type Scope = "day" | "site-day" | "site-month";

/** Columns of a line of sums, as both databases have them. */
export const sums = ["row_count", ...figures] as const;

/** By what a row counts in each scope, in its columns' names. */
export const sumsOf: Readonly<
  Record<Scope, { readonly period: string; readonly site: string; readonly part: string }>
> = {
  "site-day": { period: "day", site: "site", part: "0" },
  "site-month": { period: "substr(day, 1, 7)", site: "site", part: "0" },
  day: { period: "day", site: "''", part: "part" },
};

/** Selects the sums that `totals` must hold, its columns in their order. @param searched the table's name, with that of its schema */
export function sumAll(searched: string): string {
  return Object.entries(sumsOf)
    .map(
      ([scope, { period, site, part }]) => `
      SELECT table_name, '${scope}' AS scope, ${period} AS period, ${site} AS site, kind, ${part} AS part,
        count(*) AS row_count, ${figures.map((figure) => `sum(${figure}) AS ${figure}`).join(", ")}
      FROM ${searched} GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .join(" UNION ALL ");
}

/** Periods of one scope that are summed; a bound that is absent is open. */
interface Stretch {
  readonly scope: Scope;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Periods before and after these months. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** Answers a line for each group: its columns in the order of `by`, then the sums. */
export function totalsQuery(tableName: string, query: TotalsQuery, { table, by: indexed, text }: Dialect): SqlQuery {
  const { by, site, kind, limit } = query;
  const index = site === undefined ? "" : indexed("totals_by_site");
  const values = new Values(tableName);
  const stretches = stretchesOf(query).map(({ scope, from, to, after, before }) => {
    const tests = [
      ...(from === undefined ? [] : [`period >= ${values.add(from)}`]),
      ...(to === undefined ? [] : [`period <= ${values.add(to)}`]),
      ...(after === undefined ? [] : [`period > ${values.add(after)}`]),
      ...(before === undefined ? [] : [`period < ${values.add(before)}`]),
      ...(site === undefined ? [] : [`site = ${values.add(sqlText(site))}`]),
      ...(kind === undefined ? [] : [`kind = ${values.add(sqlText(kind))}`]),
    ];
    return `
      SELECT period AS day, site, kind, ${sums.join(", ")} FROM ${table("totals")} ${index}
      WHERE ${["table_name = $1", `scope = '${scope}'`, ...tests].join(" AND ")}`;
  });
  const groups = by.join(", ");
  const summed = `
    SELECT ${[...by, ...sums.map((column) => `sum(${column}) AS ${column}`)].join(", ")}
    FROM (${stretches.join(" UNION ALL ")}) AS counted
    ${groups && `GROUP BY ${groups}`} HAVING sum(row_count) > 0 ${groups && `ORDER BY ${groups}`} LIMIT ${limit}`;
  const order = by.map((_, place) => place + 1).join(", ");
  const columns = [...by.map(text), ...sums.map((column) => `CAST(${column} AS DOUBLE PRECISION) AS ${column}`)];
  return {
    text: `SELECT ${columns.join(", ")} FROM (${summed}) AS summed ${order && `ORDER BY ${order}`}`,
    values: values.all,
  };
}

export const hour = 3_600_000;

/** Answers a line for each hour: its number since 1970, then the sums. */
export function hoursQuery(tableName: string, { from, to }: HoursQuery, { table, by, hourOf }: Dialect): SqlQuery {
  const values = new Values(tableName);
  const added = ["count(*) AS row_count", ...figures.map((figure) => `sum(${figure}) AS ${figure}`)];
  const columns = sums.map((column) => `CAST(${column} AS DOUBLE PRECISION) AS ${column}`);
  return {
    text: `
      SELECT CAST(hour AS DOUBLE PRECISION) AS hour, ${columns.join(", ")} FROM (
        SELECT ${hourOf("at")} AS hour, ${added.join(", ")} FROM ${table("searched")} ${by("searched_by_time")}
        WHERE table_name = $1 AND at >= ${values.add(from)} AND at < ${values.add(to)} GROUP BY 1) AS added
      ORDER BY 1`,
    values: values.all,
  };
}

function stretchesOf({ from, to, site, by }: TotalsQuery): Stretch[] {
  const is = (group: TotalGroup) => by.includes(group);
  if (site === undefined && !is("site")) return [{ scope: "day", from, to }];
  if (site !== undefined || is("day")) return [{ scope: "site-day", from, to }];
  const [first, last] = [from?.slice(0, 7), to?.slice(0, 7)];
  if (first !== undefined && first === last) return [{ scope: "site-day", from, to }];
  return [
    ...(first === undefined ? [] : [{ scope: "site-day" as const, from, to: `${first}-31` }]),
    { scope: "site-month", after: first, before: last },
    ...(last === undefined ? [] : [{ scope: "site-day" as const, from: `${last}-01`, to }]),
  ];
}
