import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { CommitLocks } from "../../../../server/store/postgres/commit-locks.ts";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import type { Transaction } from "../../../../server/store/store.ts";
import { freshDatabase, PostgresServer, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { type Step, step, steps, stepsOf } from "./steps-table.ts";

const claiming = { ...steps, unique: ({ name }: Step) => [`claim ${name.slice(0, 1)}`] };

describe.skipIf(!postgresPrograms)("a commit", () => {
  let url: string;
  let store: PostgresStore;
  /** Somebody else, who commits for as long as he holds his locks. */
  let other: Client;
  beforeAll(async () => {
    url = await freshDatabase();
  });
  beforeEach(async () => {
    store = await openPostgresStore({ url, connections: 4, alone: false }, [steps], postgresParts);
    await query(url, "TRUNCATE rows, claims, entries, due_work");
    other = new Client(url);
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await store.close();
  });

  /** Takes the locks of a commit that does what `want` says. */
  const otherHolds = async (want: (locks: CommitLocks) => void) => {
    const locks = new CommitLocks();
    want(locks);
    const [ids, exclusive] = locks.inOrder();
    for (const [index, id] of ids.entries())
      await other.query(`SELECT pg_advisory_lock${exclusive[index] ? "" : "_shared"}(${id})`);
  };
  const waiting = async () =>
    (await query(url, "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length;

  test.each<[what: string, held: (locks: CommitLocks) => void, work: (tx: Transaction) => Promise<unknown>]>([
    ["changes a row that it read", (locks) => locks.row("steps", "a", true), (tx) => tx.get(steps, "a")],
    ["reads a row that it changes", (locks) => locks.row("steps", "b", false), async () => undefined],
    ["changes a list that it read", (locks) => locks.list("steps", "entry/e", true), (tx) => tx.find(steps, "e")],
    ["reads a list that it changes", (locks) => locks.list("steps", "entry/initial/b", false), async () => undefined],
    ["reads all rows", (locks) => locks.list("steps", "living", false), async () => undefined],
    [
      "changes who holds a claim that it takes",
      (locks) => locks.claim("steps", "claim b", true),
      async () => undefined,
    ],
    ["reads who holds a claim that it takes", (locks) => locks.claim("steps", "claim b", false), async () => undefined],
    [
      "changes who holds a claim for which it was refused",
      (locks) => locks.claim("steps", "claim h", true),
      (tx) => tx.put(claiming, { name: "h2", count: 1 }).catch(() => undefined),
    ],
    ["changes very much", manyLocks, async () => undefined],
  ])("waits for one that %s", async (_, held, work) => {
    await store.transact((tx) => tx.put(claiming, { name: "h1", count: 1 }));
    await otherHolds(held);
    let isDone = false;
    const change = async () => {
      await store.transact(async (tx) => {
        await work(tx);
        await tx.put(claiming, { name: "b", count: 1 });
      });
      isDone = true;
    };
    const commit = change();
    await vi.waitUntil(async () => (await waiting()) === 1, { timeout: 50_000, interval: 5 });
    expect(isDone).toBe(false);
    await other.query("SELECT pg_advisory_unlock_all()");
    await commit;
  });

  test.each<[what: string, held: (locks: CommitLocks) => void]>([
    ["reads a row that it only read", (locks) => locks.row("steps", "a", false)],
    ["brings a row to the same list", (locks) => locks.list("steps", "entry/initial/b", true)],
    ["changes another row", (locks) => locks.row("steps", "c", true)],
  ])("waits for none that %s", async (_, held) => {
    await otherHolds(held);
    await store.transact(async (tx) => {
      await tx.get(steps, "a");
      await tx.put(steps, { name: "b", count: 1 });
    });
  });

  test("that keeps others from anything waits for nobody: it is refused, and tried again", async () => {
    await otherHolds((locks) => locks.row("steps", "new", true));
    let tries = 0;
    const work = store.transact(async (tx) => {
      await tx.get(steps, "a");
      if (++tries === 1) await step(store, "a");
      else await tx.get(steps, "new");
      await tx.put(steps, { name: "b", count: tries });
    });
    await vi.waitUntil(async () => (await waiting()) === 1, { timeout: 50_000, interval: 5 });
    // Now it waits before it reads, and keeps others from nothing meanwhile that they wait for.
    expect(tries).toBe(2);
    await other.query("SELECT pg_advisory_unlock_all()");
    await work;
    expect([tries, await stepsOf(store, "b")]).toEqual([3, 3]);
  });

  test("of more rows than locks may be taken for keeps everybody waiting instead", async () => {
    await otherHolds((locks) => locks.row("steps", "quite another one", true));
    const work = store.transact(async (tx) => {
      for (let n = 0; n < 300; n++) await tx.put(steps, { name: `n${n}`, count: 1 });
    });
    await vi.waitUntil(async () => (await waiting()) === 1, { timeout: 50_000, interval: 5 });
    await other.query("SELECT pg_advisory_unlock_all()");
    await work;
    expect(await store.rows(steps, 1000)).toHaveLength(300);
  });

  test("leaves no lock behind, whatever became of it", async () => {
    let tries = 0;
    await store.transact(async (tx) => {
      await tx.get(steps, "a");
      if (++tries === 1) await step(store, "a");
      await tx.put(steps, { name: "b", count: 1 });
    });
    expect(tries).toBe(2);
    const failed = store.transact(async (tx) => {
      await tx.get(steps, "a");
      await step(store, "a");
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    // The store's own hold on the database is the last of them.
    const held = () => query(url, "SELECT objid FROM pg_locks WHERE locktype = 'advisory'");
    await vi.waitUntil(async () => (await held()).length === 1, { timeout: 50_000, interval: 5 });
  });

  test("is not needed to see one moment: what two reads saw between them counts for nothing", async () => {
    let tries = 0;
    const seen = await store.transact(async (tx) => {
      const before = (await tx.get(steps, "a"))?.count ?? 0;
      if (++tries === 1) await step(store, "a");
      const after = (await tx.get(steps, "a again"))?.count ?? 0;
      if (before !== after) throw new Error("half of a step");
      return after;
    });
    expect([seen, tries]).toEqual([1, 2]);
  });
});

function manyLocks(locks: CommitLocks): void {
  for (let n = 0; n < 300; n++) locks.row("steps", `n${n}`, true);
}

/** The server's process that writes what no commit asks for. */
async function walWriter(url: string): Promise<number | undefined> {
  const select = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'";
  return (await query<{ pid: number }>(url, select))[0]?.pid;
}

describe.skipIf(!postgresPrograms)("of rows that need not outlive the store", () => {
  const shown = { ...steps, name: "shown", durable: false };
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.create("autovacuum=off");
  });
  afterAll(() => server.remove());

  test("a commit or a claim waits for no disk, and all hubs see it; beside a row that must be kept, it is kept", async () => {
    const url = await server.createDatabase("shown");
    const open = () => openPostgresStore({ url, connections: 2, alone: false }, [steps, shown], postgresParts);
    const [one, two] = await Promise.all([open(), open()]);
    await step(one, "kept");
    // From here on nothing comes to disk that no commit asks for.
    const writer = await walWriter(url);
    if (writer === undefined) throw new Error("the server has no WAL writer");
    process.kill(writer, "SIGSTOP");
    await one.transact((tx) => tx.put(shown, { name: "a", count: 1, due: 1 }));
    expect((await two.lease(shown, 10, 10, 60_000)).rows).toHaveLength(1);
    expect(await two.transact((tx) => tx.get(shown, "a"))).toMatchObject({ count: 1 });
    // With one of its processes the server dies, and starts anew by itself.
    process.kill(writer, "SIGKILL");
    const isAnew = async () => ![undefined, writer].includes(await walWriter(url).catch(() => undefined));
    await vi.waitUntil(isAnew, { timeout: 50_000, interval: 20 });
    expect(await stepsOf(one, "kept")).toBe(1);
    expect(await one.transact((tx) => tx.get(shown, "a"))).toBeUndefined();
    await one.transact(async (tx) => {
      await tx.put(shown, { name: "b", count: 1 });
      await tx.put(steps, { name: "b", count: 1 });
    });
    await server.stop("immediate");
    await server.start();
    await vi.waitUntil(() => stepsOf(one, "b").catch(() => 0), { timeout: 50_000, interval: 20 });
    expect(await one.transact((tx) => tx.get(shown, "b"))).toMatchObject({ count: 1 });
    await Promise.all([one.close(), two.close()]);
  });
});
