/** The SQL of the store, each prepared once per connection under its name. */
export const statements = {
  get: `SELECT body FROM rows WHERE table_name = $1 AND key = $2`,

  find: `
    SELECT body FROM entries JOIN rows USING (table_name, key)
    WHERE table_name = $1 AND entry = $2 AND rests = false
    ORDER BY entries.key`,

  // Two scans in the order of the index, each cut off at the limit: one over both would have to sort all.
  page: `
    SELECT body FROM (
      (SELECT table_name, key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = false
       ORDER BY key DESC LIMIT $3)
      UNION ALL
      (SELECT table_name, key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = true
       ORDER BY key DESC LIMIT $3)
    ) AS listed JOIN rows USING (table_name, key)
    ORDER BY rows.key DESC LIMIT $3`,

  pageBefore: `
    SELECT body FROM (
      (SELECT table_name, key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = false AND key < $4
       ORDER BY key DESC LIMIT $3)
      UNION ALL
      (SELECT table_name, key FROM entries WHERE table_name = $1 AND entry = $2 AND rests = true AND key < $4
       ORDER BY key DESC LIMIT $3)
    ) AS listed JOIN rows USING (table_name, key)
    ORDER BY rows.key DESC LIMIT $3`,

  all: `SELECT body FROM rows WHERE table_name = $1 AND rests_in IS NULL ORDER BY key`,

  due: `
    SELECT body FROM due_work JOIN rows USING (table_name, key)
    WHERE table_name = $1 AND due_at <= $2
    ORDER BY due_at, due_work.key LIMIT $3`,

  // Answers who holds a claim of the row; if anybody does, nothing has changed. Whoever took one in a transaction that
  // is not visible yet makes it fail at the unique constraint, and the next try sees him.
  put: `
    WITH
      old AS MATERIALIZED (
        SELECT claims, entries, rests_in IS NOT NULL AS rests FROM rows WHERE table_name = $1 AND key = $2
      ),
      held AS MATERIALIZED (
        SELECT claim, key FROM claims WHERE table_name = $1 AND claim = ANY ($4::text[]) AND key <> $2
      ),
      saved AS (
        INSERT INTO rows (table_name, key, body, claims, entries, rests_in)
        SELECT $1, $2, $3::json, $4::text[], $5::text[], $6 WHERE NOT EXISTS (TABLE held)
        ON CONFLICT (table_name, key) DO UPDATE
        SET body = excluded.body, claims = excluded.claims, entries = excluded.entries, rests_in = excluded.rests_in
      ),
      claims_given_up AS (
        DELETE FROM claims WHERE table_name = $1 AND key = $2 AND NOT EXISTS (TABLE held)
        AND claim = ANY (ARRAY(SELECT unnest(claims) FROM old EXCEPT SELECT unnest($4::text[])))
      ),
      claims_taken AS (
        INSERT INTO claims (table_name, claim, key)
        SELECT $1, claim, $2
        FROM (SELECT unnest($4::text[]) EXCEPT SELECT unnest(claims) FROM old) AS taken (claim)
        WHERE NOT EXISTS (TABLE held)
      ),
      entries_left AS (
        DELETE FROM entries WHERE table_name = $1 AND key = $2 AND NOT EXISTS (TABLE held)
        AND entry = ANY (ARRAY(
          SELECT unnest(entries) FROM old
          EXCEPT SELECT unnest($5::text[]) FROM old WHERE rests = ($6::text IS NOT NULL)
        ))
        AND rests = (SELECT rests FROM old)
      ),
      entries_made AS (
        INSERT INTO entries (table_name, entry, rests, key)
        SELECT $1, entry, $6::text IS NOT NULL, $2
        FROM (
          SELECT unnest($5::text[])
          EXCEPT SELECT unnest(entries) FROM old WHERE rests = ($6::text IS NOT NULL)
        ) AS made (entry)
        WHERE NOT EXISTS (TABLE held)
      ),
      work_done AS (
        DELETE FROM due_work WHERE table_name = $1 AND key = $2 AND $7::double precision IS NULL
        AND NOT EXISTS (TABLE held)
      ),
      work_set AS (
        INSERT INTO due_work (table_name, key, due_at)
        SELECT $1, $2, $7::double precision WHERE $7::double precision IS NOT NULL AND NOT EXISTS (TABLE held)
        ON CONFLICT (table_name, key) DO UPDATE SET due_at = excluded.due_at
        WHERE due_work.due_at <> excluded.due_at
      )
    SELECT claim, key FROM held ORDER BY claim LIMIT 1`,

  delete: `DELETE FROM rows WHERE table_name = $1 AND key = $2`,

  announce: `SELECT pg_notify($1, $2)`,
} as const;

export type StatementName = keyof typeof statements;
