import type { Client } from "pg";
import { AppError } from "../../../platform/app-error.ts";

/** The database's number for the lock that hubs hold; a small one, so that `objid` of pg_locks is all of it. */
const number = 20_261_124;

const holders = `
  FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = ${number} AND objsubid = 1
  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * Holds the database for as long as the connection lives: alone, or together with others that are not alone either. The
 * connection by which this hub held it before may be gone without the server's knowing: it is ended.
 * @param former the server's process of that connection
 * @returns the server's process of this one
 * @throws AppError store/held
 */
export async function holdDatabase(client: Client, alone: boolean, former: number | undefined): Promise<number> {
  if (former !== undefined)
    await client.query(`SELECT pg_terminate_backend(pid, 1000) ${holders} AND pid = $1`, [former]);
  const lock = alone ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
  const { rows } = await client.query<{ mine: boolean; pid: number }>(
    `SELECT ${lock}(${number}) AS mine, pg_backend_pid() AS pid`,
  );
  const [answer] = rows;
  if (answer?.mine) return answer.pid;
  const others = await client.query<{ address: string | null }>(
    `SELECT DISTINCT host(client_addr) AS address ${holders}`,
  );
  const where = others.rows.map(({ address }) => address ?? "the server itself").join(", ");
  throw new AppError(
    "store/held",
    `another hub works on this database, from ${where}; a hub with a broker of its own must be alone on it`,
  );
}
