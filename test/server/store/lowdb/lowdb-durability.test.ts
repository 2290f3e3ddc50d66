import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import type { Change, Store, Table } from "../../../../server/store/store.ts";
import { type Step, VolatileDisk } from "../../../support/volatile-disk.ts";

interface Row {
  readonly key: string;
  readonly claim?: string;
}

const rows: Table<Row> = {
  name: "rows",
  key: (row) => row.key,
  unique: (row) => (row.claim === undefined ? [] : [row.claim]),
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

let folder: string;
let disk: VolatileDisk;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
  disk = new VolatileDisk();
  store = await openLowdbStore(folder, [rows], disk);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const put = (key: string, claim?: string) =>
  store.transact((tx) => tx.put(rows, claim === undefined ? { key } : { key, claim }));
const keys = () => store.transact(async (tx) => (await tx.all(rows)).map(({ key }) => key));
const writeFailed = expect.objectContaining({ code: "store/write-failed" }) as Error;

async function reopen() {
  await store.close();
  store = await openLowdbStore(folder, [rows], disk);
}

/** The store that is there again after the power was away. */
async function afterPowerCut(names: "kept" | "lost") {
  disk.before = () => {
    throw new Error("the power is gone");
  };
  await store.close();
  disk.cutPower(names);
  disk.before = () => undefined;
  store = await openLowdbStore(folder, [rows], disk);
}

/** Holds the disk at the next such step until it is let go or made to fail. */
function holdAt(step: Step) {
  let letGo: (error?: Error) => void = () => undefined;
  const going = new Promise<void>((resolve, reject) => {
    letGo = (error) => (error === undefined ? resolve() : reject(error));
  });
  const reached = new Promise<void>((resolve) => {
    disk.before = (next) => {
      if (next !== step) return undefined;
      disk.before = () => undefined;
      resolve();
      return going;
    };
  });
  return { reached, letGo };
}

describe("transactions share writes", () => {
  test("many at once cost one", async () => {
    const before = disk.steps.length;
    await Promise.all(Array.from({ length: 200 }, (_, n) => put(`row ${n}`)));
    expect(disk.steps.slice(before)).toEqual(["write", "sync"]);
    await afterPowerCut("lost");
    expect(await keys()).toHaveLength(200);
  });

  test("those that come during a write cost one more", async () => {
    const before = disk.count("sync");
    const held = holdAt("sync");
    const first = put("first");
    await held.reached;
    const others = Array.from({ length: 200 }, (_, n) => put(`row ${n}`));
    held.letGo();
    await Promise.all([first, ...others]);
    expect(disk.count("sync") - before).toBe(2);
  });

  test("reading, failing and deleting nothing cost none", async () => {
    await put("a", "seat");
    const before = disk.steps.length;
    await keys();
    await store.transact((tx) => tx.delete(rows, "b"));
    await expect(put("b", "seat")).rejects.toMatchObject({ code: "store/conflict" });
    expect(disk.steps.length).toBe(before);
  });
});

describe("what is answered is durable", () => {
  for (const names of ["kept", "lost"] as const)
    test(`when the power goes and unsynced names are ${names}`, async () => {
      await put("a");
      await put("b");
      await afterPowerCut(names);
      expect(await keys()).toEqual(["a", "b"]);
    });

  test("also for one who only read what another has just written", async () => {
    const held = holdAt("sync");
    const order: string[] = [];
    const write = put("a").then(() => order.push("written"));
    const read = keys().then((found) => order.push(`read ${found.join()}`));
    await held.reached;
    expect(order).toEqual([]);
    held.letGo();
    await Promise.all([write, read]);
    expect(order).toEqual(["written", "read a"]);
  });

  test("and watchers hear of it after that only", async () => {
    const held = holdAt("sync");
    const told: Change[] = [];
    store.watch(
      (change) => told.push(change),
      () => undefined,
    );
    const write = put("a");
    await held.reached;
    expect(told).toEqual([]);
    held.letGo();
    await write;
    expect(told).toEqual([{ table: "rows", key: "a" }]);
  });
});

test("a watcher's error is its own: the commit stands, and those that follow", async () => {
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  try {
    const uncaught = new Promise((resolve) => process.once("uncaughtException", resolve));
    const stop = store.watch(
      () => {
        throw new Error("from the watcher");
      },
      () => undefined,
    );
    await put("a");
    expect(await uncaught).toEqual(new Error("from the watcher"));
    stop();
    await put("b");
    expect(await keys()).toEqual(["a", "b"]);
  } finally {
    for (const listener of others) process.on("uncaughtException", listener);
  }
});

describe("when a write fails", () => {
  const full = new Error("ENOSPC");

  const failsWithoutTrace = async (step: Step) => {
    const told: string[] = [];
    store.watch(
      ({ key }) => told.push(key),
      () => undefined,
    );
    const held = holdAt(step);
    const failed = Promise.allSettled([
      store.transact(async (tx) => {
        await tx.delete(rows, "a");
        await tx.put(rows, { key: "b", claim: "seat" });
      }),
      put("c"),
    ]);
    await held.reached;
    held.letGo(full);
    expect(await failed).toEqual([
      { status: "rejected", reason: writeFailed },
      { status: "rejected", reason: writeFailed },
    ]);

    expect(await keys()).toEqual(["a"]);
    await expect(put("d", "seat")).rejects.toMatchObject({ code: "store/conflict" });
    await put("e");
    await afterPowerCut("lost");
    expect(await keys()).toEqual(["a", "e"]);
    expect(told).toEqual(["e"]);
  };

  for (const step of ["write", "sync"] as const)
    test(`at ${step}, its transactions fail and leave no trace, and the next one works`, async () => {
      await put("a", "seat");
      await failsWithoutTrace(step);
    });

  for (const step of ["create", "write", "sync", "syncFolder"] as const)
    test(`at ${step} of a new log, its transactions fail and leave no trace, and the next one works`, async () => {
      await put("a", "seat");
      const held = holdAt("write");
      const failed = put("c");
      await held.reached;
      held.letGo(full);
      await expect(failed).rejects.toEqual(writeFailed);
      await failsWithoutTrace(step);
    });

  test("whatever was built on it fails too: changes, readings and refusals", async () => {
    const held = holdAt("sync");
    const failing = [put("a", "seat")];
    await held.reached;
    failing.push(put("b"), put("c", "seat"));
    const reading = keys();
    held.letGo(full);
    expect(await Promise.allSettled([...failing, reading])).toEqual(
      Array.from({ length: 4 }, () => ({ status: "rejected", reason: writeFailed })),
    );
    expect(await keys()).toEqual([]);
    await put("c", "seat");
    expect(await keys()).toEqual(["c"]);
  });

  test("a transaction in the midst of its work fails too", async () => {
    const held = holdAt("sync");
    const failing = put("a");
    await held.reached;
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const inTheMidst = store.transact(async (tx) => {
      const seen = await tx.get(rows, "a");
      await paused;
      await tx.put(rows, { key: "b" });
      return seen;
    });
    held.letGo(full);
    // The disk's failure is through all its steps by then.
    await new Promise((resolve) => setImmediate(resolve));
    goOn();
    expect(await Promise.allSettled([failing, inTheMidst])).toEqual([
      { status: "rejected", reason: writeFailed },
      { status: "rejected", reason: writeFailed },
    ]);
    expect(await keys()).toEqual([]);
  });

  test("those who come after it do not wait for it", async () => {
    disk.before = () => {
      throw full;
    };
    for (const key of ["a", "b", "c"]) await expect(put(key)).rejects.toEqual(writeFailed);
    expect(await keys()).toEqual([]);
    disk.before = () => undefined;
    await put("d");
    expect(await keys()).toEqual(["d"]);
  });

  test("closing does not fail", async () => {
    disk.before = () => {
      throw full;
    };
    const failed = expect(put("a")).rejects.toEqual(writeFailed);
    await store.close();
    await failed;
  });
});

describe("opening", () => {
  test("is refused while another store holds the folder, and possible after it has closed", async () => {
    await expect(openLowdbStore(folder, [rows], disk)).rejects.toMatchObject({ code: "store/held" });
    await put("a");
    await reopen();
    expect(await keys()).toEqual(["a"]);
  });

  test("is refused where the document is damaged, and holds nothing then", async () => {
    await put("a");
    await store.close();
    const path = join(folder, "live.json");
    const flip = (bytes: Buffer) => bytes.map((byte) => byte ^ 1) as Buffer;
    disk.corrupt(path, flip);
    for (const _ of [1, 2])
      await expect(openLowdbStore(folder, [rows], disk)).rejects.toMatchObject({ code: "store/damaged" });
    disk.corrupt(path, flip);
    await reopen();
    expect(await keys()).toEqual(["a"]);
  });

  test("is refused where rows would be lost because their table is not known", async () => {
    await put("a");
    await store.close();
    await expect(openLowdbStore(folder, [], disk)).rejects.toMatchObject({
      code: "store/damaged",
      detail: `${join(folder, "live.json")} holds the table rows, which this version does not know.`,
    });
  });

  test("is refused where two rows hold one claim by now", async () => {
    await Promise.all([put("a"), put("b")]);
    await store.close();
    const stricter: Table<Row> = { ...rows, unique: () => ["the only one"] };
    await expect(openLowdbStore(folder, [stricter], disk)).rejects.toMatchObject({ code: "store/conflict" });
  });
});

test("a transaction does not wait for ever because others keep coming", async () => {
  let stop = false;
  let answered = 0;
  const writer = async (name: string) => {
    while (!stop) {
      await put(name);
      if (++answered > 2000) stop = true;
    }
  };
  await put("a");
  const writers = ["b", "c", "d", "e"].map(writer);
  const before = disk.count("sync");
  await put("z");
  expect(disk.count("sync") - before).toBeLessThanOrEqual(2);
  stop = true;
  await Promise.all(writers);
});
