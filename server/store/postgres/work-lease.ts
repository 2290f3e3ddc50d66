import type { Pool } from "pg";
import type { Claimed, Table } from "../store.ts";

// Committed one by one and not serializable: rows that others lock are passed over, and a lease decides about nothing
// but who begins. Time is the database's, which all hubs share. What is this hub's for long enough is not written again.
const take = `
  WITH free AS (
    SELECT key, hub AS former FROM due_work
    WHERE table_name = $1 AND due_at <= $2 AND (
      leased_until IS NULL
      OR leased_until <= clock_timestamp()
      OR (hub = $4 AND leased_until <= clock_timestamp() + $5 * interval '0.5 milliseconds')
    )
    ORDER BY due_at, key LIMIT $3
    FOR UPDATE SKIP LOCKED
  )
  UPDATE due_work SET
    hub = $4,
    leased_until = clock_timestamp() + $5 * interval '1 millisecond',
    takeover = CASE WHEN free.former <> $4 THEN clock_timestamp()::text ELSE takeover END
  FROM free WHERE due_work.table_name = $1 AND due_work.key = free.key`;

// Apart from the lease, so that it sees what whoever held the row before has committed.
const held = `
  SELECT body, takeover FROM due_work JOIN rows USING (table_name, key)
  WHERE table_name = $1 AND due_at <= $2 AND hub = $4 AND leased_until > clock_timestamp()
  ORDER BY due_at, due_work.key LIMIT $3`;

/** Leases of due work: what one hub works on, the others leave alone. */
export class WorkLease {
  readonly #pool: Pool;
  readonly #hub: string;

  constructor(pool: Pool, hub: string) {
    this.#pool = pool;
    this.#hub = hub;
  }

  /**
   * Rows due at or before `until` that are this hub's for at least half of `lease` ms, earliest first: those it had and
   * those that no other hub has.
   */
  async claim<Row>(table: Table<Row>, until: number, limit: number, lease: number): Promise<Claimed<Row>[]> {
    const values = [table.name, until, limit, this.#hub];
    await this.#pool.query({ name: "take", text: take, values: [...values, lease] });
    const { rows } = await this.#pool.query<{ body: string; takeover: string | null }>({
      name: "held",
      text: held,
      values,
    });
    return rows.map(({ body, takeover }) => ({ row: JSON.parse(body) as Row, takeover }));
  }

  /** Leaves everything to the others at once, as nothing of it has begun. */
  async release(): Promise<void> {
    await this.#pool.query(`UPDATE due_work SET hub = NULL, leased_until = NULL WHERE hub = $1`, [this.#hub]);
  }
}
