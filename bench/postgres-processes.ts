import { readFileSync } from "node:fs";
import { Client } from "pg";

/**
 * The processes with which a PostgreSQL server works for one database: its connections, and what writes for all.
 * Empty where they are not of this machine.
 */
export async function postgresProcesses(url: string): Promise<number[]> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)",
    );
    const pids = rows.map(({ pid }) => pid);
    return pids.every(isPostgres) ? pids : [];
  } finally {
    await client.end();
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres");
  } catch {
    return false;
  }
}
