import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { AppError } from "../platform/app-error.ts";
import { systemClock } from "../platform/clock.ts";
import { openPostgresStore } from "../server/store/postgres/postgres-store.ts";
import type { RowExport } from "../server/store/row-export.ts";
import type { Search } from "../server/store/search.ts";
import { openSqliteStore } from "../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../server/store/store.ts";
import { hubTables } from "../server/tables.ts";
import type { StoreKind } from "./plan.ts";

const connections = 10;

/** Where a store is. It can be handed to another process. */
export interface StorePlace {
  readonly kind: StoreKind;
  /** A folder, or the address of a database. */
  readonly at: string;
}

/** An empty store of a bench's own, which several processes may open one after the other. */
export interface StoreUnderTest {
  readonly place: StorePlace;
  readonly hubSettings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * @param folder where the embedded store may put a folder of its own
 * @throws AppError config/invalid for PostgreSQL without HUB_DATABASE_URL
 */
export async function createStore(kind: StoreKind, folder: string): Promise<StoreUnderTest> {
  switch (kind) {
    case "sqlite": {
      const at = join(folder, `store-${randomUUID().slice(0, 8)}`);
      await mkdir(at, { recursive: true });
      const remove = () => rm(at, { recursive: true, force: true });
      return { place: { kind, at }, hubSettings: { HUB_DATA: at }, remove };
    }
    case "postgres": {
      const server = process.env["HUB_DATABASE_URL"];
      if (!server) throw new AppError("config/invalid", "--store postgres needs HUB_DATABASE_URL");
      const name = `jiehuan_bench_${randomUUID().slice(0, 8)}`;
      await tell(server, `CREATE DATABASE ${name}`);
      const at = new URL(server);
      at.pathname = `/${name}`;
      const hubSettings = { HUB_DATABASE_URL: at.href, HUB_DATA: join(folder, name) };
      const remove = () => tell(server, `DROP DATABASE ${name} WITH (FORCE)`);
      return { place: { kind, at: at.href }, hubSettings, remove };
    }
  }
}

export function openStore({ kind, at }: StorePlace): Promise<Store & Search & RowExport> {
  switch (kind) {
    case "sqlite":
      return openSqliteStore(at, hubTables);
    case "postgres":
      return openPostgresStore({ url: at, connections, alone: false }, hubTables, {
        clock: systemClock,
        random: Math.random,
        newId: randomUUID,
        log: { debug() {}, info() {}, warn() {}, error() {} },
      });
  }
}

async function tell(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
