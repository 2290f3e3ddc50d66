import { expect, test } from "vitest";
import { copyRows, summarize } from "../../../server/store/copy-rows.ts";
import type { IncomingRows } from "../../../server/store/incoming-rows.ts";
import type { RowExport } from "../../../server/store/row-export.ts";
import type { Table } from "../../../server/store/store.ts";

interface Row {
  readonly no: string;
  readonly note?: object;
}

const table = (name: string): Table<Row> => ({
  name,
  key: ({ no }) => no,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
});
const [first, second] = [table("first"), table("second")];

/** Rows in memory; `shows` falsifies what is read. */
class Rows implements IncomingRows {
  readonly #kept = new Map<string, readonly unknown[]>();
  readonly #shows: (row: Row) => readonly Row[];

  constructor(shows = (row: Row): readonly Row[] => [row]) {
    this.#shows = shows;
  }

  async add<Row>(table: Table<Row>, rows: readonly Row[]): Promise<void> {
    this.#kept.set(table.name, [...(this.#kept.get(table.name) ?? []), ...rows]);
  }

  async rows<Kept>(table: Table<Kept>, limit: number, before?: string): Promise<readonly Kept[]> {
    const kept = (this.#kept.get(table.name) ?? []) as readonly Row[];
    const shown = kept.flatMap(this.#shows).filter(({ no }) => before === undefined || no < before);
    return shown.toSorted((one, other) => (one.no < other.no ? 1 : -1)).slice(0, limit) as readonly unknown[] as Kept[];
  }
}

async function source(): Promise<RowExport> {
  const rows = new Rows();
  await rows.add(
    first,
    Array.from({ length: 1201 }, (_, n) => ({ no: `row ${n}`, note: { n, text: "充电宝", list: [{ a: null }] } })),
  );
  await rows.add(second, [{ no: "only" }]);
  return rows;
}

const copy = async (to: IncomingRows) => copyRows(await source(), to, [first, second], () => {});

test("every row arrives and is counted, and on the way one hears how far it is", async () => {
  const to = new Rows();
  const heard: [string, number][] = [];
  const copied = await copyRows(await source(), to, [first, second], (...progress) => heard.push(progress));
  expect(copied.map(({ table, rows }) => [table, rows])).toEqual([
    ["first", 1201],
    ["second", 1],
  ]);
  expect(await to.rows(first, 2000)).toEqual(await (await source()).rows(first, 2000));
  expect(copied).toEqual([await summarize(to, first), await summarize(to, second)]);
  expect(heard).toEqual([
    ["first", 500],
    ["first", 1000],
    ["first", 1201],
    ["second", 1],
  ]);
});

test("names in another order are the same row", async () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, property]) => [name, turned(property)]),
    );
  };
  expect(await copy(new Rows((row) => [turned(row) as Row]))).toHaveLength(2);
});

test.each([
  ["changed", (row: Row) => [row.no === "row 7" ? { ...row, note: { n: 8 } } : row]],
  ["missing", (row: Row) => (row.no === "row 7" ? [] : [row])],
  ["with another one", (row: Row) => (row.no === "row 7" ? [row, { no: "row 7a" }] : [row])],
  ["with its list in another order", (row: Row) => [{ ...row, note: { ...row.note, list: [{ a: 1 }, { a: null }] } }]],
])("a row that comes back %s is noticed", async (_what, shows) => {
  await expect(copy(new Rows(shows))).rejects.toMatchObject({
    code: "store/damaged",
    detail: "first: 1201 rows were copied, but they did not come back alike",
  });
});

test("the hash tells apart what differs by a type only", async () => {
  const hashes = await Promise.all(
    [{ n: 1 }, { n: "1" }, { n: [1] }, { n: { 1: 1 } }, { n: null }, {}].map(async (note) => {
      const rows = new Rows();
      await rows.add(first, [{ no: "a", note }]);
      return (await summarize(rows, first)).sha256;
    }),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});
