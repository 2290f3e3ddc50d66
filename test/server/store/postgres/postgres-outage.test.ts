import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../../../platform/clock.ts";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { freshDatabase, PostgresServer, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type BreakableLine, breakableLine } from "./breakable-line.ts";
import { step, steps, stepsOf } from "./steps-table.ts";

const away = expect.objectContaining({ code: "store/away" }) as Error;
const unknown = expect.objectContaining({ code: "store/outcome-unknown" }) as Error;
const names = ["a", "b", "c", "d", "e", "f", "g", "h"];

const open = (url: string) => openPostgresStore({ url, connections: 4, alone: false }, [steps], postgresParts);

/** Steps under every name until told to stop; answers what became of each. */
function startWriters(store: PostgresStore) {
  const run = { goesOn: true };
  const books = names.map((name) => ({ name, answered: 0, unknown: 0, codes: new Set<string>() }));
  const write = async (book: (typeof books)[number]) => {
    while (run.goesOn) {
      try {
        book.answered = Math.max(book.answered, await step(store, book.name));
        book.codes.add("done");
      } catch (error) {
        const { code } = error as { code: string };
        book.codes.add(code);
        if (code === "store/outcome-unknown") book.unknown++;
      }
      // Also where the database refuses at once.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const written = Promise.all(books.map(write));
  return {
    /** Resolves once each writer has met this: `done`, or an error's code. */
    async met(code: string): Promise<void> {
      for (const book of books) book.codes.delete(code);
      await vi.waitUntil(() => books.every(({ codes }) => codes.has(code)), { timeout: 50_000, interval: 5 });
    },
    async stop() {
      run.goesOn = false;
      await written;
      return books;
    },
  };
}

/** What was answered is there, no step was made by half, and no more than could have been. */
async function expectWhole(store: PostgresStore, books: Awaited<ReturnType<ReturnType<typeof startWriters>["stop"]>>) {
  for (const { name, answered, unknown } of books) {
    const found = await stepsOf(store, name);
    expect(found, name).toBeGreaterThanOrEqual(answered);
    expect(found, name).toBeLessThanOrEqual(answered + unknown);
    expect(await stepsOf(store, `${name} again`), name).toBe(found);
  }
}

describe.skipIf(!postgresPrograms)("while the server comes and goes", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.create();
  });
  afterAll(() => server.remove());

  test.each(["fast", "immediate"] as const)(
    "%s stop: every call is answered, and afterwards all goes on",
    async (how) => {
      const store = await open(await server.createDatabase(how));
      const lookedAgain = vi.fn<(table: string) => void>();
      store.watch(() => undefined, lookedAgain);
      const writers = startWriters(store);
      await writers.met("done");
      await server.stop(how);
      await writers.met("store/away");
      expect(lookedAgain).not.toHaveBeenCalled();
      await server.start();
      await writers.met("done");
      await expectWhole(store, await writers.stop());
      await vi.waitUntil(() => lookedAgain.mock.calls.length > 0, { timeout: 50_000, interval: 5 });
      expect(lookedAgain).toHaveBeenCalledWith("steps");
      await store.close();
    },
  );

  test("a store does not open, and one that is open closes", async () => {
    const url = await server.createDatabase("closing");
    const store = await open(url);
    await server.stop("fast");
    await expect(open(url)).rejects.toEqual(away);
    await expect(store.lease(steps, 0, 1, 1000)).rejects.toEqual(away);
    await store.close();
    await server.start();
  });
});

describe.skipIf(!postgresPrograms)("when connections break", () => {
  let url: string;
  let store: PostgresStore;
  beforeAll(async () => {
    url = await freshDatabase();
  });
  beforeEach(async () => {
    store = await open(url);
  });
  afterEach(() => store.close());

  test("again and again under load, no transaction is made by half and none is lost", async () => {
    const writers = startWriters(store);
    await writers.met("done");
    for (let round = 0; round < 10; round++) {
      await query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jiehuan-hub'");
      await writers.met("done");
    }
    await expectWhole(store, await writers.stop());
  });

  test("in the middle of a transaction, it is made on another one", async () => {
    let tries = 0;
    await store.transact(async (tx) => {
      await tx.put(steps, { name: "cut", count: 1 });
      await tx.get(steps, "cut again");
      if (++tries === 1)
        await query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
      await tx.put(steps, { name: "cut again", count: 1 });
    });
    expect(tries).toBe(2);
    expect(await stepsOf(store, "cut")).toBe(1);
  });

  test("and that for too long, it is given up", async () => {
    let time = 0;
    const clock = { ...systemClock, monotonic: () => (time += 11_000) };
    const hasty = await openPostgresStore({ url, connections: 1, alone: false }, [steps], { ...postgresParts, clock });
    let tries = 0;
    const work = hasty.transact(async (tx) => {
      await tx.get(steps, "cut");
      await tx.get(steps, "cut again");
      tries++;
      await query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
      await tx.get(steps, "cut at last");
    });
    await expect(work).rejects.toEqual(away);
    expect(tries).toBe(1);
    await hasty.close();
  });

  test("whatever the work makes of it, what it saw does not count", async () => {
    let tries = 0;
    const work = store.transact(async (tx) => {
      await tx.find(steps, "nothing");
      await tx.find(steps, "nothing again");
      if (++tries === 1)
        await query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
      await tx.put(steps, { name: "swallowed", count: tries }).catch(() => undefined);
      return tries;
    });
    expect(await work).toBe(2);
    expect(await stepsOf(store, "swallowed")).toBe(2);
  });

  test("the connection for changes is made anew, and the watchers look again", async () => {
    const other = await open(url);
    const lookedAgain = new Promise<string>((resolve) => void store.watch(() => undefined, resolve));
    await query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
    expect(await lookedAgain).toBe("steps");
    const told = new Promise((resolve) => void store.watch(resolve, () => undefined));
    await step(other, "heard");
    expect(await told).toEqual({ table: "steps", key: "heard" });
    await other.close();
  });
});

describe.skipIf(!postgresPrograms)("on a line that fails", () => {
  let line: BreakableLine;
  let store: PostgresStore;
  let url: string;
  beforeAll(async () => {
    url = await freshDatabase();
  });
  beforeEach(async () => {
    line = await breakableLine(url);
    store = await open(line.url);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await store.close();
    await line.close();
  });

  test.each([
    { when: "before", there: 0 },
    { when: "after", there: 1 },
  ] as const)("$when the server's answer to COMMIT, the outcome is told as unknown", async ({ when, there }) => {
    const told = new Promise((resolve) => void store.watch(resolve, () => undefined));
    line.cutAtCommit(when);
    await expect(step(store, when)).rejects.toEqual(unknown);
    expect(await told).toEqual({ table: "steps", key: when });
    expect(await stepsOf(store, when)).toBe(there);
    expect(await stepsOf(store, `${when} again`)).toBe(there);
  });

  test("a connection for changes that went silent is found out, and the watchers look again", async () => {
    const clock = new ManualClock();
    const listening = await openPostgresStore({ url: line.url, connections: 1, alone: false }, [steps], {
      ...postgresParts,
      clock,
    });
    const lookedAgain = new Promise<string>((resolve) => void listening.watch(() => undefined, resolve));
    line.goSilent();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await clock.pass(15_000);
    await vi.advanceTimersByTimeAsync(15_000);
    line.speakAgain();
    await clock.pass(1000);
    expect(await lookedAgain).toBe("steps");
    const closed = Promise.all([listening.close(), store.close()]);
    await vi.advanceTimersByTimeAsync(30_000);
    await closed;
  });

  test("silence is answered in time, and hinders nobody who closes", async () => {
    let begun = () => {};
    const silent = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const work = store.transact(async (tx) => {
      await tx.get(steps, "nothing");
      line.goSilent();
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      begun();
      return tx.get(steps, "nothing again");
    });
    const refused = expect(work).rejects.toEqual(away);
    await silent;
    await vi.advanceTimersByTimeAsync(30_000);
    await refused;
    const closed = store.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closed;
  });
});
