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
  return checksOf(extent).flatMap(({ text, what }) => {
    const line = database.first(text);
    return line === undefined ? [] : [`row ${textOf(line[1])} of ${textOf(line[0])} ${what}`];
  });
}

interface Check {
  /** Answers the table and the key of a row with which something is wrong. */
  readonly text: string;
  readonly what: string;
}

function checksOf(extent: Extent): readonly Check[] {
  const which = extent === "living" ? "AND row.rests_in IS NULL" : "";
  const missing: Check[] = [
    {
      what: "lacks one of its claims",
      text: `
        SELECT CAST(row.table_name AS BLOB), CAST(row.key AS BLOB) FROM main.rows AS row, json_each(row.claims) AS claimed
        WHERE row.rests_in IS NULL AND NOT EXISTS (
          SELECT 1 FROM main.claims WHERE claims.claim = claimed.value AND ${ofRow("claims")}) LIMIT 1`,
    },
    {
      what: "is missing in one of its lists",
      text: `
        SELECT CAST(row.table_name AS BLOB), CAST(row.key AS BLOB) FROM main.rows AS row, json_each(row.entries) AS listed
        WHERE NOT EXISTS (
          SELECT 1 FROM main.entries WHERE entries.entry = listed.value
          AND entries.rests = (row.rests_in IS NOT NULL) AND ${ofRow("entries")}) ${which} LIMIT 1`,
    },
    {
      what: "is searched by something else than it has",
      text: `
        SELECT CAST(row.table_name AS BLOB), CAST(row.key AS BLOB) FROM main.rows AS row WHERE row.searched <> '' AND NOT EXISTS (
          SELECT 1 FROM main.searched WHERE ${ofRow("searched")}
          AND ${searchColumns.map((column) => `searched.${column} IS ${inSearched(column)}`).join(" AND ")}
        ) ${which} LIMIT 1`,
    },
    {
      what: "is missing among what is due",
      text: `
        SELECT CAST(row.table_name AS BLOB), CAST(row.key AS BLOB) FROM main.rows AS row WHERE row.due_at IS NOT NULL AND row.rests_in IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM main.due_work WHERE due_work.due_at = row.due_at AND ${ofRow("due_work")}) LIMIT 1`,
    },
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
  if (extent === "living") return missing;
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
  return [...missing, unmatchedEvent, searchedWithoutRow, wrongSums];
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
