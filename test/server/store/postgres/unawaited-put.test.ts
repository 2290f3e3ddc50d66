import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { freshDatabase, postgresPrograms } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type Step, steps } from "./steps-table.ts";

describe.skipIf(!postgresPrograms)("work that does not await its put", () => {
  let store: PostgresStore;
  beforeAll(async () => {
    store = await openPostgresStore(
      { url: await freshDatabase(), connections: 2, alone: false },
      [steps],
      postgresParts,
    );
  });
  afterAll(() => store.close());
  const forget = (row: Step) => store.transact(async (tx) => void tx.put(steps, row));
  test("is refused where the row has to be read", async () => {
    await expect(forget({ name: "a", count: 1 })).rejects.toThrow("an await is missing");
  });
  test("is refused where the row is kept in memory", async () => {
    await store.transact((tx) => tx.put(steps, { name: "b", count: 1 }));
    await expect(forget({ name: "b", count: 2 })).rejects.toThrow("an await is missing");
  });
});
