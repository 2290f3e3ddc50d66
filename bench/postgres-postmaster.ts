import { readFileSync } from "node:fs";
import { Client } from "pg";

/** The process that has started all others of a PostgreSQL server; undefined where it is not of this machine. */
export async function postgresPostmaster(url: string): Promise<number | undefined> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const status = readFileSync(`/proc/${rows[0]?.pid}/status`, "utf8");
    return status.startsWith("Name:\tpostgres") ? Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === "open") return undefined;
    throw error;
  } finally {
    await client.end();
  }
}
