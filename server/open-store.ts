import { randomUUID } from "node:crypto";
import type { Clock } from "../platform/clock.ts";
import { nodeDisk } from "../platform/disk.ts";
import type { Log } from "../platform/log.ts";
import type { HubSettings } from "./settings.ts";
import { refuseMoved } from "./store/moved-mark.ts";
import type { Search } from "./store/search.ts";
import { openSqliteStore } from "./store/sqlite/open-sqlite.ts";
import type { Store } from "./store/store.ts";
import { hubTables } from "./tables.ts";

export interface OpenStoreParts {
  readonly clock: Clock;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly log: Log;
}

type StoreSettings = Pick<HubSettings, "data" | "databaseUrl" | "databaseConnections" | "mqttUrl">;

/**
 * Opens the hub's store: the database where one is configured, else the folder.
 * A hub with a broker of its own works on the database alone.
 * @throws AppError store/moved for a folder whose rows are in a database now; what the stores throw
 */
export async function openStore(
  { data, databaseUrl, databaseConnections, mqttUrl }: StoreSettings,
  parts: OpenStoreParts,
): Promise<Store & Search> {
  if (databaseUrl === undefined) return openFolder(data, parts.log);
  // A tenth of a second for whoever has no database.
  const { openPostgresStore } = await import("./store/postgres/postgres-store.ts");
  const database = { url: databaseUrl, connections: databaseConnections, alone: mqttUrl === undefined };
  return openPostgresStore(database, hubTables, { ...parts, newId: randomUUID });
}

async function openFolder(folder: string, log: Log): Promise<Store & Search> {
  const store = await openSqliteStore(folder, hubTables, log);
  try {
    // Only now that the folder is held: a move holds it too, and may just have ended.
    await refuseMoved(folder, nodeDisk);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
