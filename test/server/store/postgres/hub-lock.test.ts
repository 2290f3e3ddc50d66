import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { breakableLine } from "./breakable-line.ts";
import { step, steps, stepsOf } from "./steps-table.ts";

const held = expect.objectContaining({ code: "store/held" }) as Error;
const minute = 60_000;

describe.skipIf(!postgresPrograms)("a database", () => {
  let url: string;
  beforeEach(async () => {
    url = await freshDatabase();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const open = (alone: boolean, clock = postgresParts.clock, at = url) =>
    openPostgresStore({ url: at, connections: 2, alone }, [steps], { ...postgresParts, clock });
  const endListening = () =>
    query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");

  test.each([
    { first: true, second: true },
    { first: true, second: false },
    { first: false, second: true },
  ])("is one hub's where one of two must be alone: $first, $second", async ({ first, second }) => {
    const store = await open(first);
    await expect(open(second)).rejects.toEqual(held);
    await expect(open(second)).rejects.toThrow("127.0.0.1");
    expect(await step(store, "a")).toBe(1);
    await store.close();
    const next = await open(second);
    expect(await stepsOf(next, "a")).toBe(1);
    await next.close();
  });

  test("is shared by hubs that need not be alone", async () => {
    const stores = await Promise.all([open(false), open(false), open(false)]);
    await Promise.all(stores.map((store) => step(store, "a")));
    await Promise.all(stores.map((store) => store.close()));
  });

  test("of another hub on the same server is another one", async () => {
    const stores = [await open(true), await open(true, postgresParts.clock, await freshDatabase())];
    await Promise.all(stores.map((store) => store.close()));
  });

  test("is the hub's again after its connection was lost", async () => {
    const store = await open(true);
    const lookedAgain = new Promise<string>((resolve) => void store.watch(() => undefined, resolve));
    await endListening();
    await lookedAgain;
    await expect(open(true)).rejects.toEqual(held);
    expect(await step(store, "a")).toBe(1);
    await store.close();
  });

  test("is the hub's again after its connection went silent, of which the server does not know", async () => {
    const line = await breakableLine(url);
    const clock = new ManualClock();
    const store = await open(true, clock, line.url);
    const lookedAgain = vi.fn();
    store.watch(() => undefined, lookedAgain);
    line.goSilent();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await clock.pass(15_000);
    await vi.advanceTimersByTimeAsync(15_000);
    line.speakAgain();
    // The former connection's process may take longer to end than one try waits for it.
    while (lookedAgain.mock.calls.length === 0) await clock.pass(1000);
    await expect(open(true)).rejects.toEqual(held);
    const closed = store.close();
    await vi.advanceTimersByTimeAsync(30_000);
    await closed;
    await line.close();
  });

  describe("that another hub took while the connection was lost", () => {
    let clock: ManualClock;
    let store: PostgresStore;
    let taker: PostgresStore;
    const errors: string[] = [];
    beforeEach(async () => {
      errors.length = 0;
      clock = new ManualClock();
      const log = { ...postgresParts.log, error: (_: object, message: string) => errors.push(message) };
      const parts = { ...postgresParts, clock, log };
      store = await openPostgresStore({ url, connections: 2, alone: true }, [steps], parts);
      await endListening();
      taker = await vi.waitUntil(() => open(true).catch(() => undefined), { timeout: 50_000, interval: 5 });
      await vi.waitUntil(
        async () => {
          await clock.pass(10_000);
          return errors.length > 0;
        },
        { timeout: 50_000, interval: 5 },
      );
    });

    test("is left alone, which is said once", async () => {
      await expect(step(store, "a")).rejects.toEqual(held);
      await expect(store.lease(steps, 0, 1, minute)).rejects.toEqual(held);
      await expect(store.rows(steps, 1)).rejects.toEqual(held);
      await clock.pass(30_000);
      expect(errors).toEqual(["another hub took the database; nothing is done meanwhile"]);
      expect(await step(taker, "a")).toBe(1);
      await Promise.all([store.close(), taker.close()]);
    });

    test("is taken up again when that one has gone", async () => {
      const lookedAgain = vi.fn<(table: string) => void>();
      store.watch(() => undefined, lookedAgain);
      await taker.close();
      await vi.waitUntil(
        async () => {
          await clock.pass(10_000);
          return lookedAgain.mock.calls.length > 0;
        },
        { timeout: 50_000, interval: 5 },
      );
      expect(await step(store, "a")).toBe(1);
      await store.close();
    });
  });

  test.each([
    { alone: true, claimed: ["a"] },
    { alone: false, claimed: [] },
  ])("frees the work of dead hubs at once for a hub that is alone: $alone", async ({ alone, claimed }) => {
    const first = await open(false);
    await first.transact((tx) => tx.put(steps, { name: "a", count: 1, due: 10 }));
    await first.lease(steps, 10, 10, minute);
    // As it is left by one that is killed.
    const [lease] = await query<{ hub: string }>(url, "SELECT hub FROM due_work");
    await first.close();
    await query(url, "UPDATE due_work SET hub = $1, leased_until = now() + interval '1 minute'", [lease?.hub]);
    const next = await open(alone);
    const { rows: found } = await next.lease(steps, 10, 10, minute);
    expect(found.map(({ row }) => row.name)).toEqual(claimed);
    for (const { takeover } of found) expect(takeover).not.toBeNull();
    await next.close();
  });
});
