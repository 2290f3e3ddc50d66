import { type ListingName, listings } from "../sql/listings.ts";
import { searchColumns } from "../sql/search-columns.ts";
import { everything } from "./commit-locks.ts";

// The SQL of the store's transactions. Each text is prepared once per connection, under its name.

// A commit that is refused is no error of the server, which would be written to its log with every statement that comes
// after it: they only find that they have nothing to do.
const refuse = `SELECT set_config('jiehuan.refused', 'yes', true)`;
const accepted = `current_setting('jiehuan.refused', true) IS DISTINCT FROM 'yes'`;

const columns = 'key, body, version, claims, entries, rests_in AS "restsIn", searched';

export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Answers the listed rows. */
export function listRows(name: ListingName): Statement {
  const { keys, order } = listings[name];
  return {
    name,
    text: `SELECT ${columns} FROM (${keys}) AS listed JOIN rows USING (key) WHERE table_name = $1 ORDER BY ${order}`,
  };
}

/** Refuses the commit where the keys are not those of the last value any more. @param values how many the listing has */
export function expectListed(name: ListingName, values: number): Statement {
  const { keys, order } = listings[name];
  const listed = `SELECT key FROM (${keys}) AS listed ORDER BY ${order}`;
  return { name: `expect-${name}`, text: `${refuse} WHERE ARRAY(${listed}) <> $${values + 1}::text[]` };
}

/**
 * Answers rows by key and the living rows under index entries, as many of each as are asked for: everything that work asks
 * for together is one statement, and one snapshot. `list` counts the entries from 1; null: the row was asked for by its key.
 */
export const readRows: Statement = {
  name: "read",
  text: `
    SELECT NULL::bigint AS list, table_name AS table, ${columns}
    FROM unnest($1::text[], $2::text[]) AS asked (table_name, key) JOIN rows USING (table_name, key)
    UNION ALL
    SELECT list, table_name, key, body, version, rows.claims, rows.entries, rests_in, searched
    FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS asked (table_name, entry, list)
    JOIN entries AS found USING (table_name, entry) JOIN rows USING (table_name, key)
    WHERE found.rests = false`,
};

/** Answers who holds claims. */
export const holdersOf: Statement = {
  name: "holders",
  text: `SELECT claim, key FROM claims WHERE table_name = $1 AND claim = ANY ($2::text[])`,
};

const wanted = "unnest($1::bigint[], $2::boolean[]) AS wanted (id, exclusive)";

/** Waits for locks one after the other, in the order given, and holds them until the transaction is over. */
export const takeLocks: Statement = {
  name: "take-locks",
  text: `
    SELECT FROM ${wanted}
    WHERE CASE WHEN exclusive THEN pg_advisory_xact_lock(id) ELSE pg_advisory_xact_lock_shared(id) END IS NULL`,
};

/** Refuses the commit where a lock is not to be had at once. */
export const tryLocks: Statement = {
  name: "try-locks",
  text: `
    ${refuse} WHERE EXISTS (
      SELECT FROM ${wanted}
      WHERE NOT CASE WHEN exclusive THEN pg_try_advisory_xact_lock(id) ELSE pg_try_advisory_xact_lock_shared(id) END
    )`,
};

/** As `takeLocks`, but they are held until they are let go. */
export const takeLocksBefore: Statement = {
  name: "take-locks-before",
  text: `
    SELECT FROM ${wanted}
    WHERE CASE WHEN exclusive THEN pg_advisory_lock(id) ELSE pg_advisory_lock_shared(id) END IS NULL`,
};

export const letLocksGo: Statement = { name: "let-locks-go", text: `SELECT pg_advisory_unlock_all()` };

/** Waits until no commit is under way, and lets none begin before the transaction is over. */
export const lockEverything = `SELECT pg_advisory_xact_lock(${everything})`;

// No key holds the character that ends each in a list.
export const expectUnchanged: Statement = {
  name: "expect-unchanged",
  text: `
    ${refuse}
    WHERE EXISTS (
      SELECT FROM unnest($1::text[], $2::text[], $3::xid8[]) AS seen (table_name, key, version)
      LEFT JOIN rows USING (table_name, key)
      WHERE rows.version IS DISTINCT FROM seen.version
    ) OR EXISTS (
      SELECT FROM unnest($4::text[], $5::text[], $6::text[]) AS seen (table_name, claim, key)
      LEFT JOIN claims USING (table_name, claim)
      WHERE claims.key IS DISTINCT FROM seen.key
    ) OR EXISTS (
      SELECT FROM unnest($7::text[], $8::text[], $9::text[]) AS seen (table_name, entry, keys)
      WHERE seen.keys <> coalesce((
        SELECT string_agg(entries.key || E'\\x02', '' ORDER BY entries.key) FROM entries
        WHERE entries.table_name = seen.table_name AND entries.entry = seen.entry AND rests = false
      ), '')
    )`,
};

/** Takes away what a row is no longer found by, and the row itself where it is deleted. */
export const leave: Statement = {
  name: "leave",
  text: `
    WITH
      claims_given_up AS (DELETE FROM claims WHERE table_name = $1 AND claim = ANY ($3::text[]) AND ${accepted}),
      entries_left AS (
        DELETE FROM entries WHERE table_name = $1 AND entry = ANY ($4::text[]) AND rests = $5 AND key = $2
        AND ${accepted}
      ),
      work_done AS (DELETE FROM due_work WHERE table_name = $1 AND key = $2 AND $6::boolean AND ${accepted}),
      found_no_more AS (DELETE FROM searched WHERE table_name = $1 AND key = $2 AND $6::boolean AND ${accepted})
    DELETE FROM rows WHERE table_name = $1 AND key = $2 AND $6::boolean AND ${accepted}`,
};

const searchTypes: Readonly<Record<string, string>> = { at: "double precision", amount: "double precision" };
const textColumns: ReadonlySet<string> = new Set(["day", "site", "kind", "state", "review"]);

/** Inserts search columns as a query that conditions can follow. @param json a table of them, which is read from JSON */
export function insertSearched(json: string, key: string): string {
  const typed = searchColumns.map(
    (column) => `${column} ${searchTypes[column] ?? (textColumns.has(column) ? "text" : "bigint")}`,
  );
  return `
    INSERT INTO searched (table_name, key, ${searchColumns.join(", ")})
    SELECT $1, ${key}, ${searchColumns.map((column) => `columns.${column}`).join(", ")}
    FROM ${json} AS columns (${typed.join(", ")})`;
}

// What falls due is this hub's at once where it works on such rows and no other hub has the row: it need not be claimed
// by a commit of its own.
export const put: Statement = {
  name: "put",
  text: `
    WITH
      saved AS (
        INSERT INTO rows (table_name, key, body, claims, entries, rests_in, version, searched)
        SELECT $1, $2, $3::json, $4::text[], $5::text[], $6, pg_current_xact_id(), $12 WHERE ${accepted}
        ON CONFLICT (table_name, key) DO UPDATE SET
          body = excluded.body, claims = excluded.claims, entries = excluded.entries,
          rests_in = excluded.rests_in, version = excluded.version, searched = excluded.searched
      ),
      found AS (
        ${insertSearched("json_to_record(nullif($12, '')::json)", "$2")} WHERE $13::boolean AND ${accepted}
        ON CONFLICT (table_name, key)
        DO UPDATE SET ${searchColumns.map((column) => `${column} = excluded.${column}`).join(", ")}
      ),
      claims_taken AS (
        INSERT INTO claims (table_name, claim, key) SELECT $1, unnest($7::text[]), $2 WHERE ${accepted}
      ),
      entries_made AS (
        INSERT INTO entries (table_name, entry, rests, key)
        SELECT $1, unnest($8::text[]), $6::text IS NOT NULL, $2 WHERE ${accepted}
      ),
      work_done AS (
        DELETE FROM due_work WHERE table_name = $1 AND key = $2 AND $9::double precision IS NULL AND ${accepted}
      )
    INSERT INTO due_work (table_name, key, due_at, hub, leased_until)
    SELECT $1, $2, $9::double precision, $10::uuid, clock_timestamp() + $11 * interval '1 millisecond'
    WHERE $9::double precision IS NOT NULL AND ${accepted}
    ON CONFLICT (table_name, key) DO UPDATE SET
      due_at = excluded.due_at,
      hub = CASE
        WHEN excluded.hub IS NULL OR due_work.leased_until > clock_timestamp() THEN due_work.hub
        ELSE excluded.hub END,
      leased_until = CASE
        WHEN excluded.hub IS NULL OR (due_work.leased_until > clock_timestamp() AND due_work.hub <> excluded.hub)
        THEN due_work.leased_until ELSE excluded.leased_until END,
      takeover = CASE
        WHEN due_work.hub <> excluded.hub AND due_work.leased_until <= clock_timestamp() THEN clock_timestamp()::text
        ELSE due_work.takeover END
    WHERE due_work.due_at <> excluded.due_at`,
};

/** Answers the version of the rows that were put, if the commit was not refused. */
export const acceptCommit: Statement = {
  name: "accept",
  text: `SELECT pg_current_xact_id() AS version WHERE ${accepted}`,
};

/** As `acceptCommit`, with what is to be announced if the transaction commits. */
export const prepareNews: Statement = {
  name: "prepare-news",
  text: `SELECT pg_current_xact_id() AS version, set_config('jiehuan.news', $1, false) WHERE ${accepted}`,
};

// After the commit and not within it: PostgreSQL lets commits that notify wait for each other, and each for its disk. This
// one waits for no disk: if the server dies, whoever listens loses his connection and looks again.
export const announceNews: Statement = {
  name: "announce-news",
  text: `
    SELECT pg_notify($1, current_setting('jiehuan.news')),
      set_config('jiehuan.news', '', false), set_config('synchronous_commit', 'off', true)
    WHERE current_setting('jiehuan.news', true) <> ''`,
};

/** Where there is no transaction to prepare it in. */
export const announce = `SELECT pg_notify($1, $2)`;
