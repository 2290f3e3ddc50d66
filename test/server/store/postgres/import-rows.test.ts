import { beforeEach, describe, expect, test } from "vitest";
import type { IncomingRows } from "../../../../server/store/incoming-rows.ts";
import { importRows } from "../../../../server/store/postgres/import-rows.ts";
import { openPostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import type { Table } from "../../../../server/store/store.ts";
import { parcel, parcels } from "../../../contract/parcels.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { breakableLine } from "./breakable-line.ts";
import { steps, stepsOf } from "./steps-table.ts";

interface Job {
  readonly no: string;
  readonly claims?: readonly string[];
  readonly due?: number;
  readonly done?: boolean;
  readonly text?: string;
}

const jobs: Table<Job> = {
  name: "jobs",
  key: ({ no }) => no,
  unique: ({ claims = [] }) => claims,
  index: ({ no, text }) => [`initial/${no.slice(0, 1)}`, ...(text === undefined ? [] : [text, text])],
  dueAt: ({ due }) => due,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
};

const examples: readonly Job[] = [
  { no: "a" },
  { no: "b", claims: ["seat", "slot", '"quoted", {braced}'], due: 1_795_419_721_000.5, text: "充电宝" },
  { no: "c", claims: ["never held"], due: 1, done: true, text: "rests" },
  { no: "d\u0000\u0001", text: 'NUL \u0000, half a pair \ud83d, "quotes", \\ and\n', claims: ["\u0000"] },
];

const open = (url: string) => openPostgresStore({ url, connections: 4, alone: false }, [jobs, steps], postgresParts);
const withCode = (code: string) => expect.objectContaining({ code }) as Error;
const bring = async (incoming: IncomingRows) => incoming.add(jobs, examples);

/** Everything that the store keeps, but which transaction put it. */
async function contents(url: string): Promise<object[][]> {
  const columns = [
    ["table_name, key, body::text, claims, entries, rests_in", "rows"],
    ["*", "claims"],
    ["*", "entries"],
    ["*", "due_work"],
  ];
  return Promise.all(
    columns.map(([some, table]) => query<object>(url, `SELECT ${some} FROM ${table} ORDER BY 1, 2, 3`)),
  );
}

test.skipIf(!postgresPrograms)(
  "rows that come into a database together are searched and summed like others",
  async () => {
    const url = await freshDatabase();
    const rows = [
      parcel("a", { at: 1, site: "s", charged: 5 }),
      parcel("b", { at: 2, site: "s", charged: 7 }, { rests: "2026-11" }),
      parcel("c", { at: 3, site: "t", charged: 1 }),
    ];
    await importRows(url, async (incoming) => {
      await incoming.add(parcels, rows.slice(0, 2));
      await incoming.add(parcels, rows.slice(2));
    });
    const store = await openPostgresStore({ url, connections: 2, alone: false }, [parcels], postgresParts);
    await store.transact((tx) => tx.put(parcels, parcel("c", { at: 3, site: "t", charged: 2 })));
    expect((await store.search(parcels, { sites: ["s"], limit: 9 })).rows).toEqual([rows[1], rows[0]]);
    const lines = await store.totals(parcels, { by: ["site"], limit: 9 });
    expect(lines.map(({ site, rows: count, charged }) => [site, count, charged])).toEqual([
      ["s", 2, 12],
      ["t", 1, 2],
    ]);
    await store.close();
  },
);

describe.skipIf(!postgresPrograms)("rows that come into a database together", () => {
  let url: string;
  beforeEach(async () => {
    url = await freshDatabase();
  });

  const rowsOf = async () => {
    const store = await open(url);
    const rows = await store.rows(jobs, 10);
    await store.close();
    return rows;
  };

  test("are kept and found as if each had been put", async () => {
    await importRows(url, bring);
    const other = await freshDatabase();
    const store = await open(other);
    for (const job of examples) await store.transact((tx) => tx.put(jobs, job));
    await store.close();
    expect(await contents(url)).toEqual(await contents(other));
    expect(await rowsOf()).toEqual(examples.toReversed());
  });

  test("come by the thousand, and can be read back on the way", async () => {
    const many = Array.from({ length: 1000 }, (_, n) => ({ no: `m${String(n).padStart(4, "0")}`, due: n }));
    await importRows(url, async (incoming) => {
      await incoming.add(jobs, many);
      expect(await incoming.rows(jobs, 2, "m0500")).toEqual([many[499], many[498]]);
    });
    expect(await rowsOf()).toEqual(many.toReversed().slice(0, 10));
  });

  test("are seen by nobody before all are there, and no hub opens meanwhile", async () => {
    await importRows(url, async (incoming) => {
      await bring(incoming);
      expect(await query(url, "SELECT 1 FROM rows")).toEqual([]);
      await expect(open(url)).rejects.toEqual(withCode("store/held"));
      // A hub that has lost its hold without knowing it can't write either.
      await expect(query(url, "BEGIN; LOCK TABLE rows IN ROW EXCLUSIVE MODE NOWAIT")).rejects.toThrow(
        "not obtain lock",
      );
    });
    expect(await rowsOf()).toHaveLength(examples.length);
  });

  test("leave nothing behind where bringing them fails, with the error that it was", async () => {
    const why = new Error("damaged");
    await expect(
      importRows(url, async (incoming) => {
        await bring(incoming);
        throw why;
      }),
    ).rejects.toBe(why);
    expect(await rowsOf()).toEqual([]);
    await importRows(url, bring);
    expect(await rowsOf()).toHaveLength(examples.length);
  });

  test("are not mixed with others", async () => {
    await importRows(url, (incoming) => incoming.add(steps, [{ name: "a", count: 3 }]));
    const refused = importRows(url, bring);
    await expect(refused).rejects.toEqual(withCode("store/conflict"));
    await expect(refused).rejects.toThrow("the database has rows already, of steps; an empty one is needed");
    const store = await open(url);
    expect(await stepsOf(store, "a")).toBe(3);
    expect(await store.rows(jobs, 1)).toEqual([]);
    await store.close();
  });

  test("don't come into a database on which a hub works", async () => {
    const store = await open(url);
    await expect(importRows(url, bring)).rejects.toEqual(withCode("store/held"));
    await store.close();
    await importRows(url, bring);
  });

  test("are refused where two hold one claim", async () => {
    const twice = [
      { no: "a", claims: ["seat"] },
      { no: "b", claims: ["seat"] },
    ];
    await expect(importRows(url, (incoming) => incoming.add(jobs, twice))).rejects.toEqual(
      withCode("store/write-failed"),
    );
  });

  test("are all gone where the connection breaks before the end, and it is said that nobody knows", async () => {
    const line = await breakableLine(url);
    const broken = importRows(line.url, async (incoming) => {
      await bring(incoming);
      line.cutAtCommit("before");
    });
    await expect(broken).rejects.toEqual(withCode("store/outcome-unknown"));
    await line.close();
    expect(await rowsOf()).toEqual([]);
  });

  test("are all there where only the last answer was lost, and it is said that nobody knows", async () => {
    const line = await breakableLine(url);
    const broken = importRows(line.url, async (incoming) => {
      await bring(incoming);
      line.cutAtCommit("after");
    });
    await expect(broken).rejects.toEqual(withCode("store/outcome-unknown"));
    await line.close();
    expect(await rowsOf()).toHaveLength(examples.length);
  });

  test("are not begun where nobody answers, and fail where the connection breaks in between", async () => {
    await expect(importRows("postgres://hub@127.0.0.1:1/hub", bring)).rejects.toEqual(withCode("store/away"));
    const line = await breakableLine(url);
    const broken = importRows(line.url, async (incoming) => {
      await line.close();
      await bring(incoming);
    });
    await expect(broken).rejects.toEqual(withCode("store/away"));
    expect(await rowsOf()).toEqual([]);
  });
});
