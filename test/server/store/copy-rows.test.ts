import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyRows } from "../../../server/store/copy-rows.ts";
import { openLowdbStore } from "../../../server/store/lowdb/lowdb-store.ts";
import type { RowExport } from "../../../server/store/row-export.ts";
import type { Store, Table } from "../../../server/store/store.ts";
import { VolatileDisk } from "../../support/volatile-disk.ts";

interface Row {
  readonly no: string;
  readonly done?: boolean;
  readonly note?: object;
}

const table = (name: string): Table<Row> => ({
  name,
  key: ({ no }) => no,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
});
const [first, second] = [table("first"), table("second")];

let folder: string;
let from: Store & RowExport;
let to: Store & RowExport;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "copy-"));
  from = await openLowdbStore(join(folder, "from"), [first, second], new VolatileDisk());
  to = await openLowdbStore(join(folder, "to"), [first, second], new VolatileDisk());
  await from.transact(async (tx) => {
    for (let n = 0; n < 901; n++) await tx.put(first, { no: `row ${n}`, done: n % 3 > 0, note: { n, text: "充电宝" } });
    await tx.put(second, { no: "only" });
  });
});
afterEach(async () => {
  await from.close();
  await to.close();
  await rm(folder, { recursive: true });
});

/** The other store, but with these rows. */
function falsified(change: (rows: readonly Row[]) => readonly Row[]): Store & RowExport {
  return {
    transact: (work) => to.transact(work),
    watch: (listener, lookAgain) => to.watch(listener, lookAgain),
    claim: (table, until, limit, lease) => to.claim(table, until, limit, lease),
    close: () => to.close(),
    rows: async (table, limit, before) =>
      change((await to.rows(table, limit, before)) as readonly unknown[] as readonly Row[]) as never,
  };
}

test("every row arrives, living or at rest, and is counted", async () => {
  const copied = await copyRows(from, to, [first, second]);
  expect(copied.map(({ table, rows }) => [table, rows])).toEqual([
    ["first", 901],
    ["second", 1],
  ]);
  expect(copied.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  expect(await to.rows(first, 1000)).toEqual(await from.rows(first, 1000));
  expect(await to.transact((tx) => tx.all(first))).toHaveLength(301);
});

test("names in another order are the same row", async () => {
  const turned = falsified((rows) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).toReversed()) as unknown as Row),
  );
  expect(await copyRows(from, turned, [first])).toHaveLength(1);
});

test("a store that has rows already is left alone", async () => {
  await to.transact((tx) => tx.put(second, { no: "there already" }));
  await expect(copyRows(from, to, [first, second])).rejects.toMatchObject({ code: "store/conflict" });
  expect(await to.rows(first, 1)).toEqual([]);
});

test.each([
  ["changed", (rows: readonly Row[]) => rows.map((row) => (row.no === "row 7" ? { ...row, note: { n: 8 } } : row))],
  ["missing", (rows: readonly Row[]) => rows.filter(({ no }) => no !== "row 7")],
])("a row that comes back %s is noticed", async (_what, change) => {
  await expect(copyRows(from, falsified(change), [first])).rejects.toMatchObject({
    code: "store/damaged",
    detail: "first: 901 rows were copied, but they did not come back alike",
  });
});
