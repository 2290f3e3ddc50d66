import { countBound, type Range, type SearchQuery } from "../search.ts";
import { type Dialect, type SqlQuery, Values } from "./sql-query.ts";
import { sqlText } from "./sql-text.ts";

/**
 * How a search is made, in both databases. Where one of its conditions fits few rows, those are read and the others tried on
 * them. Where each fits many, all rows are gone through from the newest on, in an index that holds every column which can be
 * asked for, until there are enough. Which of the two, the store asks first: it depends on nothing that the database guesses.
 */
export interface SearchPlan {
  /** Answers for each condition how many rows fit it, up to a bound; undefined: no condition could be the one. */
  readonly counts: SqlQuery | undefined;
  /** Answers the page. @param counts what `counts` answered */
  page(counts: readonly number[]): PageQuery;
}

/** Two parts of one statement: the rows that fit, as `found`, and those of them on the page. */
export interface PageQuery {
  /** `WITH found AS (…)`. */
  readonly found: string;
  /** Keys and times of the page, one row more than it holds where another follows. */
  readonly listed: string;
  readonly values: SqlQuery["values"];
}

/** So many rows are looked up one by one in less time than is needed to find enough among all. */
const fewRows = 10_000;
/** Where another condition may refuse most of them, all rows might have to be gone through: more are looked up instead. */
const fewRowsOfSeveral = 100_000;

/** One condition: `indexed` can be found by the index, `plain` by none, so that no planner takes another index than we. */
interface Condition {
  readonly index: string | undefined;
  readonly indexed: (values: Values) => string;
  readonly plain: (values: Values) => string;
}

export function planSearch(tableName: string, query: SearchQuery, dialect: Dialect): SearchPlan {
  const conditions = conditionsOf(query);
  const { entries = [], key } = query;
  if (entries.length > 0 || key !== undefined) {
    return { counts: undefined, page: () => few(tableName, query, conditions, byName(query, dialect)) };
  }
  const drivers = conditions.filter(({ index }) => index !== undefined && index !== byTime);
  const most = conditions.length > 1 ? fewRowsOfSeveral : fewRows;
  return {
    counts: drivers.length === 0 ? undefined : countsOf(tableName, conditions.filter(isIndexed), most, dialect),
    page(counts) {
      const least = Math.min(...counts);
      const driver = conditions.filter(isIndexed)[counts.indexOf(least)];
      if (driver === undefined || least > most) return newestOf(tableName, query, conditions, dialect);
      const others = conditions.filter((condition) => condition !== driver);
      return few(tableName, query, others, byCondition(driver, dialect));
    },
  };
}

const byTime = "searched_by_time";

function isIndexed(condition: Condition): condition is Condition & { readonly index: string } {
  return condition.index !== undefined;
}

function conditionsOf({ at, amount, sites, kind, states, review }: SearchQuery): Condition[] {
  return [
    ...(sites === undefined ? [] : [oneOf("site", sites)]),
    ...(kind === undefined ? [] : [oneOf("kind", [kind])]),
    ...(states === undefined ? [] : [oneOf("state", states)]),
    ...(review === undefined ? [] : [typeof review === "string" ? oneOf("review", [review]) : inReview(review)]),
    ...rangeOf("amount", "searched_by_amount", amount),
    ...rangeOf("at", byTime, at),
  ];
}

function oneOf(column: string, texts: readonly string[]): Condition {
  const list = (values: Values) => texts.map((text) => values.add(sqlText(text))).join(", ");
  return {
    index: `searched_by_${column}`,
    indexed: (values) => `${column} IN (${list(values)})`,
    plain: (values) => `${column} || '' IN (${list(values)})`,
  };
}

function inReview(yes: boolean): Condition {
  const test = yes ? "IS NOT NULL" : "IS NULL";
  return {
    index: yes ? "searched_by_review" : undefined,
    indexed: () => `review ${test}`,
    plain: () => `review || '' ${test}`,
  };
}

function rangeOf(column: string, index: string, { from, to }: Range = {}): Condition[] {
  if (from === undefined && to === undefined) return [];
  const test = (what: string, values: Values) =>
    [
      ...(from === undefined ? [] : [`${what} >= ${values.add(from)}`]),
      ...(to === undefined ? [] : [`${what} <= ${values.add(to)}`]),
    ].join(" AND ");
  return [{ index, indexed: (values) => test(column, values), plain: (values) => test(`+${column}`, values) }];
}

function countsOf(
  tableName: string,
  conditions: readonly (Condition & { readonly index: string })[],
  most: number,
  { table, by }: Dialect,
): SqlQuery {
  const values = new Values(tableName);
  const counts = conditions.map(
    ({ index, indexed }, place) => `(SELECT count(*) FROM (
      SELECT 1 FROM ${table("searched")} ${by(index)}
      WHERE table_name = $1 AND ${indexed(values)} LIMIT ${most + 1}) AS counted${place}) AS count${place}`,
  );
  return { text: `SELECT ${counts.join(", ")}`, values: values.all };
}

/** From where the rows come that are tried one by one, and what is known of them. */
interface Source {
  readonly from: (values: Values) => string;
  readonly where: (values: Values) => string;
}

function byCondition({ index, indexed }: Condition & { readonly index: string }, { table, by }: Dialect): Source {
  return { from: () => `${table("searched")} AS searched ${by(index)}`, where: indexed };
}

/** Rows of which the key is known, or an index entry. */
function byName({ key, entries = [] }: SearchQuery, { table }: Dialect): Source {
  const [first, ...others] = key === undefined ? entries : [undefined, ...entries];
  const searched = `${table("searched")} AS searched`;
  // SQLite reads the first table of a CROSS JOIN first; it knows no entry's number of rows.
  const named = (entry: string, values: Values) =>
    `(SELECT key AS name FROM ${table("entries")} WHERE ${under(entry, values)}) AS named CROSS JOIN ${searched}`;
  return {
    from: (values) => (first === undefined ? searched : named(first, values)),
    where: (values) =>
      [
        key === undefined ? "searched.key = name" : `searched.key = ${values.add(sqlText(key))}`,
        ...others.flatMap((entry) =>
          entry === undefined
            ? []
            : [`EXISTS (SELECT 1 FROM ${table("entries")} WHERE ${under(entry, values)} AND key = searched.key)`],
        ),
      ].join(" AND "),
  };
}

function under(entry: string, values: Values): string {
  return `table_name = $1 AND entry = ${values.add(sqlText(entry))} AND rests IN (FALSE, TRUE)`;
}

function few(
  tableName: string,
  { after, limit }: SearchQuery,
  others: readonly Condition[],
  { from, where }: Source,
): PageQuery {
  const values = new Values(tableName);
  const source = from(values);
  const tests = [where(values), ...others.map((condition) => condition.plain(values))];
  const found = `
    WITH found AS MATERIALIZED (
      SELECT searched.key, searched.at FROM ${source} WHERE searched.table_name = $1 AND ${tests.join(" AND ")})`;
  const begin = after ? `WHERE (at, key) < (${values.add(after.at)}, ${values.add(sqlText(after.key))})` : "";
  return { found, listed: newest(begin, limit), values: values.all };
}

function newestOf(
  tableName: string,
  { at, after, limit }: SearchQuery,
  conditions: readonly Condition[],
  { table, by }: Dialect,
): PageQuery {
  const values = new Values(tableName);
  const tests = [
    ...rangeOf("at", byTime, at).map((condition) => condition.indexed(values)),
    ...(after ? [`(at, key) < (${values.add(after.at)}, ${values.add(sqlText(after.key))})`] : []),
    ...conditions.filter(({ index }) => index !== byTime).map((condition) => condition.indexed(values)),
  ];
  const found = `
    WITH found AS MATERIALIZED (
      SELECT key, at FROM ${table("searched")} ${by(byTime)}
      WHERE ${["table_name = $1", ...tests].join(" AND ")}
      ORDER BY at DESC, key DESC LIMIT ${after ? limit + 1 : Math.max(limit, countBound) + 1})`;
  return { found, listed: newest("", limit), values: values.all };
}

function newest(where: string, limit: number): string {
  return `SELECT key, at FROM found ${where} ORDER BY at DESC, key DESC LIMIT ${limit + 1}`;
}
