import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../../../platform/app-error.ts";
import { openSqliteStore } from "../../../../server/store/sqlite/open-sqlite.ts";
import type { SqliteStore } from "../../../../server/store/sqlite/sqlite-store.ts";
import { HeldDatabase } from "../../../support/held-database.ts";
import { sightings, steps } from "./fixtures.ts";

let folder: string;
let disk: HeldDatabase;
let store: SqliteStore;

const tables = [steps, sightings];
const warnings: string[] = [];
const log = { warn: (_fields: object, message: string) => void warnings.push(message) };

async function open(): Promise<void> {
  store = await openSqliteStore(folder, tables, log, (path) => {
    disk = new HeldDatabase(path);
    return disk;
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "commits-"));
  warnings.length = 0;
  await open();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const put = (no: number, more: object = {}) => store.transact((tx) => tx.put(steps, { no, ...more }));
const see = (no: number) => store.transact((tx) => tx.put(sightings, { no }));
const numbers = async () => (await store.transact((tx) => tx.all(steps))).map(({ no }) => no);
const failing = new AppError("store/write-failed", "the disk is full");

/** What the next process finds after a kill at this moment. */
async function afterKill(): Promise<number[]> {
  const copy = `${folder}-killed`;
  await cp(folder, copy, { recursive: true });
  const killed = await openSqliteStore(copy, tables);
  const found = (await killed.transact((tx) => tx.all(steps))).map(({ no }) => no);
  await killed.close();
  await rm(copy, { recursive: true });
  return found;
}

describe("transactions share commits", () => {
  test("many at once cost one", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, no) => put(no)));
    expect(disk.commits).toBe(1);
  });

  test("those that come during a commit cost one more", async () => {
    const later: Promise<void>[] = [];
    disk.before = () => {
      if (later.length === 0) later.push(put(2), put(3));
    };
    await put(1);
    await Promise.all(later);
    expect(disk.commits).toBe(2);
  });

  test("reading, failing and deleting nothing cost none", async () => {
    await numbers();
    await store.transact((tx) => tx.delete(steps, "000009"));
    await expect(
      store.transact(async (tx) => {
        await tx.put(steps, { no: 1 });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(disk.commits).toBe(0);
    expect(await numbers()).toEqual([]);
  });

  test("one of them that fails takes nothing of the others with it", async () => {
    const outcomes = await Promise.allSettled([put(1, { seat: "a" }), put(2, { seat: "a" }), put(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect([await numbers(), await afterKill()]).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });
});

describe("what is answered is in the file", () => {
  test("when the process is killed", async () => {
    await put(1);
    await Promise.all([put(2), put(3, { done: true }), put(4)]);
    expect(await afterKill()).toEqual([1, 2, 4]);
  });

  test("also for one who only read what another has just written, and for one whose work failed on it", async () => {
    const order: string[] = [];
    disk.before = () => void order.push("commit");
    await Promise.all([
      put(1, { seat: "a" }),
      store.transact((tx) => tx.get(steps, "000001")).then((row) => order.push(`read ${row?.no}`)),
      put(2, { seat: "a" }).catch(() => order.push("refused")),
    ]);
    expect(order).toEqual(["commit", "read 1", "refused"]);
  });

  test("and watchers hear of it after that only", async () => {
    const order: string[] = [];
    const told = new Promise<void>((resolve) => {
      store.watch(({ key }) => {
        order.push(key);
        resolve();
      });
    });
    disk.before = () => void order.push("commit");
    await put(7);
    await told;
    expect(order).toEqual(["commit", "000007"]);
  });
});

test("a watcher's error is its own: the commit stands, and those that follow", async () => {
  const thrown = new Promise<unknown>((resolve) => process.once("uncaughtException", resolve));
  const stop = store.watch(() => {
    throw new Error("the watcher's own");
  });
  await put(1);
  expect(await thrown).toEqual(new Error("the watcher's own"));
  stop();
  await put(2);
  expect(await numbers()).toEqual([1, 2]);
});

describe("when a commit fails", () => {
  test("everything that it carried fails and leaves no trace, also after a kill, and the next one works", async () => {
    disk.before = () => {
      throw failing;
    };
    const outcomes = await Promise.allSettled([put(1), put(2), numbers()]);
    expect(outcomes.map((outcome) => outcome.status === "rejected" && String(outcome.reason))).toEqual(
      Array.from({ length: 3 }, () => String(failing)),
    );
    disk.before = () => undefined;
    expect([await numbers(), await afterKill()]).toEqual([[], []]);
    await put(3);
    expect([await numbers(), await afterKill()]).toEqual([[3], [3]]);
  });

  test("and its log can't be emptied either, nobody knows whether it was made", async () => {
    disk.before = () => {
      throw failing;
    };
    disk.emptyLog = () => {
      throw failing;
    };
    await expect(put(1)).rejects.toThrow("store/outcome-unknown");
    expect(await numbers()).toEqual([]);
    disk.before = () => undefined;
    await put(2);
    await store.close();
    expect(warnings).toEqual(["the store's log could not be emptied; nothing is lost"]);
    await open();
    expect(await numbers()).toEqual([2]);
  });

  test("because the file may not grow, nothing is lost, and it goes on once there is room", async () => {
    await put(1);
    const pages = Number(disk.first("PRAGMA page_count")?.[0]);
    disk.first(`PRAGMA max_page_count = ${pages + 2}`);
    const text = "x".repeat(100_000);
    const outcomes = await Promise.allSettled([put(2), put(3, { text }), put(4)]);
    expect(outcomes[1]).toMatchObject({ status: "rejected", reason: { code: "store/write-failed" } });
    for (const [index, outcome] of outcomes.entries()) {
      const there = (await numbers()).includes(index + 2);
      expect([there, (await afterKill()).includes(index + 2)]).toEqual(
        Array.from({ length: 2 }, () => outcome.status === "fulfilled"),
      );
    }
    disk.first("PRAGMA max_page_count = 100000");
    await put(5, { text });
    expect(await numbers()).toContain(5);
    expect((await afterKill()).slice(0, 1)).toEqual([1]);
  });
});

describe("rows that are told anew", () => {
  test("touch no disk, and are gone after a restart", async () => {
    disk.before = () => {
      throw failing;
    };
    for (let no = 0; no < 600; no++) await see(no);
    expect(await store.transact((tx) => tx.find(sightings, "tens/7"))).toHaveLength(10);
    expect(disk.commits).toBe(0);
    disk.before = () => undefined;
    await store.close();
    await open();
    expect(await store.transact((tx) => tx.all(sightings))).toEqual([]);
  });

  test("are taken back with what shared their commit", async () => {
    disk.before = () => {
      throw failing;
    };
    const both = store.transact(async (tx) => {
      await tx.put(sightings, { no: 1 });
      await tx.put(steps, { no: 1 });
    });
    await expect(both).rejects.toThrow("store/write-failed");
    expect(await store.transact((tx) => tx.all(sightings))).toEqual([]);
  });
});

test("a transaction does not wait for ever because others keep coming", async () => {
  const answered = new AbortController();
  let rounds = 0;
  const keepComing = async () => {
    while (!answered.signal.aborted && ++rounds < 10_000) await store.transact((tx) => tx.get(steps, "000001"));
  };
  const others = [keepComing(), keepComing()];
  await put(1);
  answered.abort();
  await Promise.all(others);
  expect(rounds).toBeLessThan(10_000);
});
