import {
  countBound,
  type Found,
  type HourLine,
  type SearchQuery,
  type TotalLine,
  type TotalsQuery,
} from "../search.ts";
import { type Figure, type Figures, figures } from "../search-columns.ts";
import type { Table } from "../store.ts";
import { hour } from "./totals-query.ts";

/**
 * A page out of what the database answered.
 * @param rows one more than the page holds, where another page follows
 * @param lastAt when the page's last row began
 * @param count how many rows fit, as far as the database has counted
 */
export function foundPage<Row>(
  table: Table<Row>,
  { after, limit }: SearchQuery,
  rows: readonly Row[],
  lastAt: number,
  count: number,
): Found<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    ...(last !== undefined && { next: { at: lastAt, key: table.key(last) } }),
    ...(after === undefined && { count: { atLeast: Math.min(count, countBound), more: count > countBound } }),
  };
}

/** A line of `hoursQuery`. */
export function hourLine([number = 0, rows = 0, ...others]: readonly number[]): HourLine {
  return { at: number * hour, rows, ...figuresOf(others) };
}

/** Sums by their names. @param values in the order of `figures` */
export function figuresOf(values: readonly number[]): Figures {
  return Object.fromEntries(figures.map((figure, place) => [figure, values[place] ?? 0])) as Record<Figure, number>;
}

/** A line of totals out of its groups and its sums. */
export function totalLine({ by }: TotalsQuery, groups: readonly string[], sums: readonly number[]): TotalLine {
  const [rows = 0, ...others] = sums;
  const group = Object.fromEntries(by.map((name, place) => [name, groups[place] ?? ""]));
  return { ...group, rows, ...figuresOf(others) };
}
