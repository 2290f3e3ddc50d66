import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type Card, cards, haveSerialOrder, type Outcome, type Program, run, type Step } from "./serial-order.ts";

const name = fc.constantFrom("a", "b", "c", "d");
const tag = fc.constantFrom("x", "y");
const card = fc.record(
  {
    name,
    tags: fc.subarray(["x", "y"]),
    seat: fc.constantFrom("1", "2"),
    due: fc.constantFrom(10, 20, 30),
    rests: fc.constant(true),
  },
  { requiredKeys: ["name", "tags"] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("get" as const), name }),
  { arbitrary: fc.record({ do: fc.constant("find" as const), tag }), weight: 2 },
  fc.record({ do: fc.constant("page" as const), tag, limit: fc.constantFrom(1, 3) }),
  fc.constant({ do: "all" as const }),
  { arbitrary: fc.record({ do: fc.constant("put" as const), card }), weight: 4 },
  fc.record({ do: fc.constant("delete" as const), name }),
);
const programs = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 6 });

describe.skipIf(!postgresPrograms)("transactions of two hubs at once", () => {
  let url: string;
  let stores: readonly [PostgresStore, PostgresStore];
  beforeAll(async () => {
    url = await freshDatabase();
    const open = () => openPostgresStore({ url, connections: 4, alone: false }, [cards], postgresParts);
    stores = await Promise.all([open(), open()]);
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });

  const cardsNow = async () =>
    new Map((await stores[0].rows(cards, 100)).map((found): [string, Card] => [found.name, found]));
  const runOn = async (store: PostgresStore, program: Program): Promise<Outcome> => ({
    program,
    seen: await store.transact((tx) => run(program, tx)),
  });

  test("see and leave what they would have one after the other", async () => {
    await query(url, "TRUNCATE rows, claims, entries, due_work");
    await fc.assert(
      fc.asyncProperty(programs, async (all) => {
        // Each round begins with what the one before left.
        const before = await cardsNow();
        const outcomes = await Promise.all(
          all.map((program, index) => runOn(index % 2 === 0 ? stores[0] : stores[1], program)),
        );
        expect(await haveSerialOrder(outcomes, before, await cardsNow())).toBe(true);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });
});
