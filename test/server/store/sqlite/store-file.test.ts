import { cp, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Database } from "../../../../server/store/sqlite/database.ts";
import { logPath, openSqliteStore, storePath } from "../../../../server/store/sqlite/open-sqlite.ts";
import { checkStore, copyStore } from "../../../../server/store/sqlite/store-file.ts";
import { endClosedStores } from "../../../support/closed-stores.ts";
import { steps } from "./fixtures.ts";
import { close, damaged, folder, numbers, open, put, root, store, useFolder } from "./folder-fixture.ts";

useFolder();

describe("a file", () => {
  test("whose end is gone is refused", async () => {
    await open();
    await put(...Array.from({ length: 200 }, (_, no) => ({ no })));
    await close();
    await truncate(storePath(folder), 8192);
    await expect(open()).rejects.toThrow("the end of it is gone");
  });

  test("of somebody else's is refused", async () => {
    await open();
    await close();
    const database = new Database(storePath(folder), "serve");
    database.exec("PRAGMA application_id = 7");
    database.close();
    await expect(open()).rejects.toThrow("it is no file of a hub");
  });

  test("of a newer version is refused, and so is the folder of an older one", async () => {
    await open();
    await close();
    const database = new Database(storePath(folder), "serve");
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(open()).rejects.toThrow("store/newer");
    await rm(storePath(folder));
    await writeFile(join(folder, "live.json"), "{}");
    await expect(open()).rejects.toThrow("store/older");
  });

  test("with rows of a table that is not known is refused, and nothing is held then", async () => {
    await open();
    await put({ no: 1 });
    await close();
    await expect(openSqliteStore(folder, [])).rejects.toThrow("rows of steps, of which this version knows nothing");
    await open();
    expect(await numbers()).toEqual([1]);
  });

  describe("that a killed process left open", () => {
    const killed = () => join(root, "killed");
    /** As a killed process leaves it: the log is there, and the file says that it is open. */
    const leave = async (formOfTables?: number) => {
      await open();
      await put({ no: 1 });
      const beside = new Database(storePath(folder), "serve");
      if (formOfTables !== undefined) beside.exec(`PRAGMA user_version = ${formOfTables}`);
      await cp(folder, killed(), { recursive: true });
      await rm(join(killed(), "lock"), { force: true, recursive: true });
      beside.close();
      await close();
    };

    test("is opened after a start that was refused, and no log is missed", async () => {
      await leave();
      await expect(openSqliteStore(killed(), [])).rejects.toThrow("of which this version knows nothing");
      await endClosedStores();
      await open(killed());
      expect(await numbers()).toEqual([1]);
    });

    test("before it had any tables is begun anew", async () => {
      await mkdir(folder);
      const begun = new Database(storePath(folder), "serve");
      begun.exec("CREATE TABLE cut (off); DROP TABLE cut");
      await cp(folder, killed(), { recursive: true });
      begun.close();
      await open(killed());
      expect(await numbers()).toEqual([]);
    });

    test("keeps its log where it is a newer version's and refused", async () => {
      await leave(99);
      const left = await readFile(logPath(storePath(killed())));
      await expect(openSqliteStore(killed(), [steps])).rejects.toThrow("store/newer");
      await endClosedStores();
      expect(await readFile(logPath(storePath(killed())))).toEqual(left);
    });
  });

  test("is one process's", async () => {
    await open();
    await expect(openSqliteStore(folder, [steps])).rejects.toThrow("store/held");
  });

  test("whose rows an older version put is found as this one finds it", async () => {
    const older = { ...steps, index: () => ["old"], unique: () => ["old"], dueAt: () => 1 };
    const before = await open(folder, older);
    await before.transact((tx) => tx.put(older, { no: 1, seat: "a", due: 70 }));
    await close();
    await open();
    expect(await store?.transact((tx) => tx.find(steps, "tens/0"))).toHaveLength(1);
    expect(await store?.transact((tx) => tx.find(steps, "old"))).toEqual([]);
    expect((await store?.lease(steps, 69, 9))?.nextDueAt).toBe(70);
    await expect(put({ no: 3, seat: "a" })).rejects.toThrow("store/conflict");
  });
});

describe("while somebody else reads the file", () => {
  test("a store is opened, written and closed", async () => {
    await open();
    await put({ no: 1 });
    await close();
    const reader = new Database(storePath(folder), "read");
    reader.run("BEGIN");
    reader.first("SELECT count(*) FROM main.rows");
    await open();
    await put({ no: 2 });
    await close();
    reader.run("ROLLBACK");
    reader.close();
    await open();
    expect(await numbers()).toEqual([1, 2]);
  });
});

describe("a store that is written without a pause", () => {
  test("is checked and found right, every time", async () => {
    await open();
    const enough = new AbortController();
    const writer = (async () => {
      for (let round = 0; !enough.signal.aborted; round++)
        await put(...Array.from({ length: 20 }, (_, no) => ({ no, text: String(round).repeat(10_000) })));
    })();
    for (let round = 0; round < 10; round++) expect((await checkStore(folder)).damages).toEqual([]);
    enough.abort();
    await writer;
  });
});

describe("a backup", () => {
  test("is one file, for its owner alone", async () => {
    await open();
    await put({ no: 1 });
    const to = join(root, "backup");
    await copyStore(folder, to);
    await checkStore(to);
    expect(await readdir(to)).toEqual(["store.db"]);
    const modes = await Promise.all(
      [to, storePath(to), storePath(folder)].map(async (path) => (await stat(path)).mode & 0o777),
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  test("that is taken while the store is written is the store at one moment, every time", async () => {
    await open();
    let next = 0;
    const enough = new AbortController();
    const writer = (async () => {
      while (!enough.signal.aborted) {
        await put(...Array.from({ length: 5 }, (_, n) => ({ no: next + n, done: n === 0 })));
        next += 5;
      }
    })();
    for (let round = 0; round < 5; round++) {
      const answered = next;
      const to = join(root, `backup-${round}`);
      await copyStore(folder, to);
      expect((await checkStore(to)).damages).toEqual([]);
      const copy = await openSqliteStore(to, [steps]);
      const found = (await copy.rows(steps, 1_000_000)).map(({ no }) => no).toReversed();
      await copy.close();
      expect(found).toEqual(found.map((_, n) => n));
      expect([found.length >= answered, found.length % 5]).toEqual([true, 0]);
    }
    enough.abort();
    await writer;
  });

  test("goes on as a store of its own", async () => {
    await open();
    await put({ no: 1 });
    const to = join(root, "backup");
    await copyStore(folder, to);
    await put({ no: 2 });
    await close();
    await open(to);
    await put({ no: 3 });
    expect(await numbers()).toEqual([1, 3]);
  });

  test("is not written over anything, and not made of what is no store or is damaged", async () => {
    await open();
    await put({ no: 1, text: "first" });
    const to = join(root, "backup");
    await copyStore(folder, to);
    await expect(copyStore(folder, to)).rejects.toThrow("not empty; nothing is overwritten");
    await expect(copyStore(root, join(root, "other"))).rejects.toThrow("holds no store");
    await close();
    await truncate(storePath(folder), 5000);
    await expect(copyStore(folder, join(root, "third"))).rejects.toEqual(damaged);
  });
});
