import type { Pool, PoolClient } from "pg";
import type { Clock } from "../../../platform/clock.ts";
import type { Leased, Table } from "../store.ts";
import type { LeaseOnPut } from "./write-set.ts";

const isFree = `(
  leased_until IS NULL
  OR leased_until <= clock_timestamp()
  OR (hub = $4 AND leased_until <= clock_timestamp() + $5 * interval '0.5 milliseconds')
)`;

// Committed by itself and without the locks of commits: rows that others lock are passed over, and a lease decides about
// nothing but who begins. Time is the database's, which all hubs share. What is this hub's for long enough is not written
// again.
const take = {
  name: "take",
  text: `
    WITH free AS (
      SELECT key, hub AS former FROM due_work
      WHERE table_name = $1 AND due_at <= $2 AND ${isFree}
      ORDER BY due_at, key LIMIT $3
      FOR UPDATE SKIP LOCKED
    )
    UPDATE due_work SET
      hub = $4,
      leased_until = clock_timestamp() + $5 * interval '1 millisecond',
      takeover = CASE WHEN free.former <> $4 THEN clock_timestamp()::text ELSE takeover END
    FROM free WHERE due_work.table_name = $1 AND due_work.key = free.key`,
};

// Apart from the lease, so that it sees what whoever held the row before has committed. At least one line, without a row
// where the hub has none. What a put has leased need not be taken any more, which is the usual case.
const due = {
  name: "due",
  text: `
    SELECT coming.*, body, takeover
    FROM (
      SELECT
        EXISTS (SELECT FROM due_work WHERE table_name = $1 AND due_at <= $2 AND ${isFree}) AS "isFree",
        EXISTS (
          SELECT FROM due_work
          WHERE table_name = $1 AND due_at <= $2 AND (hub IS DISTINCT FROM $4 OR leased_until <= clock_timestamp())
        ) AS "othersHave",
        (SELECT min(due_at) FROM due_work WHERE table_name = $1 AND due_at > $2) AS "nextDueAt"
    ) AS coming LEFT JOIN (
      SELECT due_at, key, body, takeover FROM due_work JOIN rows USING (table_name, key)
      WHERE table_name = $1 AND due_at <= $2 AND hub = $4 AND leased_until > clock_timestamp()
      ORDER BY due_at, key LIMIT $3
    ) AS mine ON true
    ORDER BY mine.due_at, mine.key`,
};

interface DueLine {
  readonly isFree: boolean;
  readonly othersHave: boolean;
  readonly nextDueAt: number | null;
  /** null: nothing is this hub's. */
  readonly body: string | null;
  readonly takeover: string | null;
}

// Rows that a commit is just changing keep their lease: waiting for them could be waiting in a circle.
const release = `
  WITH mine AS (SELECT table_name, key FROM due_work WHERE hub = $1 FOR UPDATE SKIP LOCKED)
  UPDATE due_work SET hub = NULL, leased_until = NULL
  FROM mine WHERE due_work.table_name = mine.table_name AND due_work.key = mine.key`;

const releaseAll = `
  UPDATE due_work SET hub = NULL, leased_until = NULL, takeover = clock_timestamp()::text WHERE hub IS NOT NULL`;

/** Leases of due work: what one hub works on, the others leave alone. */
export class WorkLease {
  readonly #pool: Pool;
  readonly #hub: string;
  readonly #clock: Clock;
  /** The last claim from each table. */
  readonly #claims = new Map<string, { readonly lease: number; readonly at: number }>();

  constructor(pool: Pool, hub: string, clock: Clock) {
    this.#pool = pool;
    this.#hub = hub;
    this.#clock = clock;
  }

  /**
   * Rows due at or before `until` that are this hub's for at least half of `lease` ms, earliest first: those it had and
   * those that no other hub has.
   */
  async claim<Row>(table: Table<Row>, until: number, limit: number, lease: number): Promise<Leased<Row>> {
    this.#claims.set(table.name, { lease, at: this.#clock.monotonic() });
    const values = [table.name, until, limit, this.#hub, lease];
    const connection = await this.#pool.connect();
    let broken = true;
    try {
      const look = () => connection.query<DueLine>({ ...due, values });
      let { rows: lines } = await look();
      if (lines[0]?.isFree) {
        // Sent together: each is answered after those before it, whether they are awaited or not.
        const [, , again] = await Promise.all([
          table.durable ? undefined : connection.query("SET synchronous_commit = off"),
          connection.query({ ...take, values }),
          look(),
          table.durable ? undefined : connection.query("RESET synchronous_commit"),
        ]);
        lines = again.rows;
      }
      broken = false;
      const rows = lines.flatMap(({ body, takeover }) =>
        body === null ? [] : [{ row: JSON.parse(body) as Row, takeover }],
      );
      const { othersHave = false, nextDueAt = null } = lines[0] ?? {};
      return { rows, mayBeMore: othersHave || rows.length === limit, nextDueAt: nextDueAt ?? undefined };
    } finally {
      connection.release(broken);
    }
  }

  /**
   * A row that this hub puts is its own at once where it is due, and this hub has lately claimed from the table: then it works
   * on it. What is due later is left to whoever is there then.
   */
  onPut(table: string, dueAt: number | null): LeaseOnPut {
    const last = this.#claims.get(table);
    if (!last || dueAt === null || dueAt > this.#clock.now() || this.#clock.monotonic() - last.at > last.lease)
      return [null, null];
    return [this.#hub, last.lease];
  }

  /** Leaves everything to the others at once, as nothing of it has begun. */
  async release(): Promise<void> {
    await this.#pool.query(release, [this.#hub]);
  }
}

/** Frees what hubs have that are dead for certain; whoever claims it is told that another one had it. */
export async function releaseOfTheDead(connection: Pick<PoolClient, "query">): Promise<void> {
  await connection.query(releaseAll);
}
