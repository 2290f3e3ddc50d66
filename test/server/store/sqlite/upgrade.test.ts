import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Database } from "../../../../server/store/sqlite/database.ts";
import { openSqliteStore, storePath } from "../../../../server/store/sqlite/open-sqlite.ts";
import { checkStore } from "../../../../server/store/sqlite/store-file.ts";
import { readLine, selected, valuesOf } from "../../../../server/store/sqlite/stored-row.ts";
import type { Table } from "../../../../server/store/store.ts";
import { type Parcel, parcel, parcels } from "../../../contract/parcels.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "upgrade-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The table as it was before its rows were searched. */
const unsearched: Table<Parcel> = { ...parcels };
Reflect.deleteProperty(unsearched, "search");
Reflect.deleteProperty(unsearched, "form");
const rows = [parcel("a", { at: 1, charged: 5 }), parcel("b", { at: 2, charged: 7 }, { rests: "2026-11" })];

async function put(table: Table<Parcel>, all: readonly Parcel[]): Promise<void> {
  const store = await openSqliteStore(folder, [table]);
  await store.transact(async (tx) => {
    for (const row of all) await tx.put(table, row);
  });
  await store.close();
}

/** Makes the file one of form 1. */
function makeOld(): void {
  const database = new Database(storePath(folder), "serve");
  database.exec(`
    DROP TABLE searched; DROP TABLE totals; DROP TABLE forms;
    ALTER TABLE rows DROP COLUMN searched;
    PRAGMA user_version = 1;`);
  database.close();
}

/** Makes the file one of form 2, in which there were fewer sums. */
function makeFormTwo(): void {
  const added = ["by_hand", "opened", "not_opened", "opening_ms", "lent_ms"];
  const path = storePath(folder);
  const database = new Database(path, "serve");
  for (const line of database.all(`SELECT ${selected} FROM rows`)) {
    const row = readLine(path, parcels.name, line);
    const kept = Object.entries(JSON.parse(row.searched) as object).filter(([name]) => !added.includes(name));
    const old = { ...row, searched: JSON.stringify(Object.fromEntries(kept)) };
    const values = valuesOf(parcels.name, old);
    database.run(
      `UPDATE rows SET searched = ?1, checksum = ?2 WHERE key = ?3`,
      old.searched,
      values.at(-1) ?? 0,
      row.key,
    );
  }
  database.exec(`
    ${["come", "gone", "changed", "moved"].map((name) => `DROP TRIGGER sum_${name};`).join(" ")}
    ${["searched", "totals"].flatMap((table) => added.map((figure) => `ALTER TABLE ${table} DROP COLUMN ${figure};`)).join(" ")}
    PRAGMA user_version = 2;`);
  database.close();
}

async function found(table: Table<Parcel>): Promise<readonly unknown[]> {
  const store = await openSqliteStore(folder, [table]);
  const page = await store.search(table, { limit: 10 });
  const lines = await store.totals(table, { by: [], limit: 10 });
  await store.close();
  expect((await checkStore(folder)).damages).toEqual([]);
  return [page.rows.map(({ no }) => no), lines.map(({ charged }) => charged)];
}

test("a file of form 1 is brought up to date, and its rows are searched, those that rest too", async () => {
  await put(unsearched, rows);
  makeOld();
  expect(await found(parcels)).toEqual([["b", "a"], [12]]);
  expect(await found(parcels)).toEqual([["b", "a"], [12]]);
});

test("a file of form 2 gets the sums that came later, those of rows that rest too", async () => {
  const [a, b] = [parcel("a", { opened: 1, opening_ms: 300 }), parcel("b", { not_opened: 1 }, { rests: "2026-11" })];
  await put(parcels, [a, b]);
  makeFormTwo();
  const store = await openSqliteStore(folder, [{ ...parcels, form: 2 }]);
  const lines = await store.totals(parcels, { by: [], limit: 10 });
  await store.close();
  expect(lines).toMatchObject([{ rows: 2, opened: 1, not_opened: 1, opening_ms: 300 }]);
  expect((await checkStore(folder)).damages).toEqual([]);
});

test("a file of form 1 is refused by the check, which changes nothing", async () => {
  await put(unsearched, rows);
  makeOld();
  await expect(checkStore(folder)).rejects.toMatchObject({ code: "store/older" });
});

test("rows that rest are put again once, where their table has another form", async () => {
  const other = (form: number) => ({ ...parcels, form, search: (row: Parcel) => ({ ...row.columns, charged: 1 }) });
  await put(parcels, rows);
  expect(await found(other(1))).toEqual([["b", "a"], [8]]);
  expect(await found(other(2))).toEqual([["b", "a"], [2]]);
});
