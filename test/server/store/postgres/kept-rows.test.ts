import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { CountedStatements } from "../../../support/counted-statements.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type Step, steps } from "./steps-table.ts";

const claiming = { ...steps, unique: ({ name }: Step) => [`claim ${name.slice(0, 1)}`] };

describe.skipIf(!postgresPrograms)("a row that the hub has seen", () => {
  let url: string;
  let store: PostgresStore;
  let counted: CountedStatements;
  beforeEach(async () => {
    url = await freshDatabase();
    store = await openPostgresStore({ url, connections: 4, alone: false }, [steps], postgresParts);
    await store.transact((tx) => tx.put(steps, { name: "a", count: 1 }));
    counted = new CountedStatements();
  });
  afterEach(async () => {
    counted.end();
    await store.close();
  });

  /** Another hub changes the row, and its announcement has not come yet. */
  const changeUnsaid = () =>
    query(
      url,
      `UPDATE rows SET body = '{"name":"a","count":10}', version = pg_current_xact_id() WHERE table_name = 'steps' AND key = 'a'`,
    );
  const count = () => store.transact(async (tx) => (await tx.get(steps, "a"))?.count);
  const add = () =>
    store.transact(async (tx) => {
      const row = await tx.get(steps, "a");
      await tx.put(steps, { name: "a", count: (row?.count ?? 0) + 1 });
    });

  test("is not read again for a change of it", async () => {
    await add();
    expect(counted.take()).toMatchObject({ reads: 0 });
    expect(await count()).toBe(2);
  });

  test("is read again where it has changed unsaid", async () => {
    await changeUnsaid();
    expect(await count()).toBe(10);
  });

  test("is changed as it is now where it has changed unsaid", async () => {
    await changeUnsaid();
    await add();
    expect(await count()).toBe(11);
  });

  test("does not make work fail for what it was before it changed unsaid", async () => {
    await changeUnsaid();
    const work = store.transact(async (tx) => {
      if ((await tx.get(steps, "a"))?.count !== 10) throw new Error("it is not as it was expected");
    });
    await expect(work).resolves.toBeUndefined();
  });

  test("is gone where it was deleted unsaid", async () => {
    await query(url, "DELETE FROM rows WHERE table_name = 'steps' AND key = 'a'");
    expect(await count()).toBeUndefined();
  });

  test("a unique key that nobody seems to hold is refused where somebody does", async () => {
    await store.transact((tx) => tx.put(claiming, { name: "c1", count: 1 }));
    const taken = store.transact((tx) => tx.put(claiming, { name: "c2", count: 1 }));
    await expect(taken).rejects.toMatchObject({ code: "store/conflict" });
  });

  test("rows and lists that are asked for together are read by one statement", async () => {
    await store.transact((tx) => tx.put(steps, { name: "b", count: 1 }));
    counted.take();
    await store.transact((tx) =>
      tx.prefetch([
        { table: steps, key: "x" },
        { table: steps, key: "y" },
        ...["a", "b"].map((name) => initialOf(name)),
      ]),
    );
    expect(counted.take()).toEqual({ transactions: 1, reads: 1, byName: { read: 1 } });
  });
});

function initialOf(name: string) {
  return { table: steps, entry: `initial/${name}` };
}
