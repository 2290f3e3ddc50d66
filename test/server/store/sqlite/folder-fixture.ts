import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { openSqliteStore } from "../../../../server/store/sqlite/open-sqlite.ts";
import type { SqliteStore } from "../../../../server/store/sqlite/sqlite-store.ts";
import type { Table } from "../../../../server/store/store.ts";
import { type Step, steps } from "./fixtures.ts";

/** A folder of its own for each test, and in it the one of the store. */
export let root: string;
export let folder: string;
/** The store that was opened last; undefined: it is closed. */
export let store: SqliteStore | undefined;
/** What opening a store warned of. */
export const warnings: string[] = [];
const log = { warn: (_fields: object, message: string) => void warnings.push(message) };

export function useFolder(): void {
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "damage-"));
    folder = join(root, "store");
    warnings.length = 0;
  });
  afterEach(async () => {
    await close();
    await rm(root, { recursive: true });
  });
}

export async function open(at = folder, table: Table<Step> = steps): Promise<SqliteStore> {
  store = await openSqliteStore(at, [table], log);
  return store;
}

export async function close(): Promise<void> {
  await store?.close();
  store = undefined;
}

export const put = (...rows: Step[]) =>
  store?.transact(async (tx) => {
    for (const row of rows) await tx.put(steps, row);
  });

/** Of the rows that live. */
export const numbers = async () => (await store?.transact((tx) => tx.all(steps)))?.map(({ no }) => no);

export const damaged = expect.objectContaining({ code: "store/damaged" }) as Error;
