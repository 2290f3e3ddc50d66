import { figures } from "../search-columns.ts";
import { searchColumns } from "../sql/search-columns.ts";
import { sumAll, sums } from "../sql/totals-query.ts";
import { type Database, textOf } from "./database.ts";

/** Which rows are looked at: those that live, or those that rest too. */
export type Extent = "living" | "all";

/**
 * What of the lists by which rows are found is not as the rows have it. A row's own checksum does not reach them.
 * @returns what is wrong, in words
 */
export function inconsistencies(database: Database, extent: Extent): string[] {
  // A start waits for this, and nearly always nothing is wrong: then the rows are read once, and not once for each check.
  if (extent === "living" && isConsistent(database)) return [];
  return checksOf(extent).flatMap(({ text, what }) => {
    const line = database.first(text);
    return line === undefined ? [] : [`row ${textOf(line[1])} of ${textOf(line[0])} ${what}`];
  });
}

/**
 * Whether the lists are those of the rows that live. Where each row has all that it should, and there is no more of it than
 * the rows should have together, then nothing has what it should not.
 */
function isConsistent(database: Database): boolean {
  const isWrong = wrongs.map(({ isSo }) => `(${isSo})`).join(" OR ");
  const line = database.first(`
    SELECT wrong = 0 AND claimed = (SELECT count(*) FROM main.claims) AND due = (SELECT count(*) FROM main.due_work) FROM (
      SELECT count(CASE WHEN ${isWrong} THEN 1 END) AS wrong, total(json_array_length(row.claims)) AS claimed, count(row.due_at) AS due
      FROM main.rows AS row WHERE row.rests_in IS NULL)`);
  return line?.[0] === 1;
}

interface Check {
  /** Answers the table and the key of a row with which something is wrong. */
  readonly text: string;
  readonly what: string;
}

/** What may be wrong with a row of `main.rows AS row`. */
const wrongs: readonly { readonly what: string; readonly isSo: string }[] = [
  {
    what: "lacks one of its claims",
    isSo: `row.rests_in IS NULL AND EXISTS (
      SELECT 1 FROM json_each(row.claims) AS claimed WHERE NOT EXISTS (
        SELECT 1 FROM main.claims WHERE claims.claim = claimed.value AND ${ofRow("claims")}))`,
  },
  {
    what: "is missing in one of its lists",
    isSo: `EXISTS (
      SELECT 1 FROM json_each(row.entries) AS listed WHERE NOT EXISTS (
        SELECT 1 FROM main.entries WHERE entries.entry = listed.value
        AND entries.rests = (row.rests_in IS NOT NULL) AND ${ofRow("entries")}))`,
  },
  {
    what: "is searched by something else than it has",
    isSo: `row.searched <> '' AND NOT EXISTS (
      SELECT 1 FROM main.searched WHERE ${ofRow("searched")}
      AND ${searchColumns.map((column) => `searched.${column} IS ${inSearched(column)}`).join(" AND ")})`,
  },
  {
    what: "is missing among what is due",
    isSo: `row.due_at IS NOT NULL AND row.rests_in IS NULL AND NOT EXISTS (
      SELECT 1 FROM main.due_work WHERE due_work.due_at = row.due_at AND ${ofRow("due_work")})`,
  },
];

const surplus: readonly Check[] = [
  {
    what: "claims what it should not",
    text: `
      SELECT CAST(claims.table_name AS BLOB), CAST(claims.key AS BLOB) FROM main.claims LEFT JOIN main.rows AS row ON ${ofRow("claims")}
      WHERE row.key IS NULL OR NOT EXISTS (
        SELECT 1 FROM json_each(row.claims) AS claimed WHERE claimed.value = claims.claim) LIMIT 1`,
  },
  {
    what: "is due when it should not",
    text: `
      SELECT CAST(due_work.table_name AS BLOB), CAST(due_work.key AS BLOB) FROM main.due_work LEFT JOIN main.rows AS row ON ${ofRow("due_work")}
      WHERE row.due_at IS NOT due_work.due_at LIMIT 1`,
  },
];

function checksOf(extent: Extent): readonly Check[] {
  const which = extent === "living" ? "row.rests_in IS NULL AND" : "";
  const missing = wrongs.map(({ what, isSo }) => ({
    what,
    text: `
      SELECT CAST(row.table_name AS BLOB), CAST(row.key AS BLOB) FROM main.rows AS row WHERE ${which} ${isSo} LIMIT 1`,
  }));
  if (extent === "living") return [...missing, ...surplus];
  const unmatchedEvent: Check = {
    what: "is in a list to which it does not belong",
    text: `
      SELECT CAST(entries.table_name AS BLOB), CAST(entries.key AS BLOB) FROM main.entries LEFT JOIN main.rows AS row ON ${ofRow("entries")}
      WHERE row.key IS NULL OR entries.rests <> (row.rests_in IS NOT NULL) OR NOT EXISTS (
        SELECT 1 FROM json_each(row.entries) AS listed WHERE listed.value = entries.entry) LIMIT 1`,
  };
  const searchedWithoutRow: Check = {
    what: "is searched and should not",
    text: `
      SELECT CAST(searched.table_name AS BLOB), CAST(searched.key AS BLOB) FROM main.searched LEFT JOIN main.rows AS row ON ${ofRow("searched")}
      WHERE row.key IS NULL OR row.searched = '' LIMIT 1`,
  };
  return [...missing, ...surplus, unmatchedEvent, searchedWithoutRow, wrongSums];
}

const totals = `SELECT table_name, scope, period, site, kind, part, ${sums.join(", ")} FROM main.totals`;

const wrongSums: Check = {
  what: "is in sums that are not those of its rows",
  text: `
    WITH expected AS (${sumAll("main.searched")}), kept AS (${totals} WHERE ${sums.map((column) => `${column} IS NOT 0`).join(" OR ")})
    SELECT CAST(table_name AS BLOB), CAST(scope || ' ' || period AS BLOB) FROM (
      SELECT * FROM (SELECT * FROM expected EXCEPT SELECT * FROM kept)
      UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM expected)) LIMIT 1`,
};

/** A figure that an older version did not keep is 0 until the row is put again. */
function inSearched(column: (typeof searchColumns)[number]): string {
  const kept = `json_extract(row.searched, '$.${column}')`;
  return figures.some((figure) => figure === column) ? `ifnull(${kept}, 0)` : kept;
}

function ofRow(list: "claims" | "entries" | "due_work" | "searched"): string {
  return `${list}.table_name = row.table_name AND ${list}.key = row.key`;
}
