import { cp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { Database } from "../../../../server/store/sqlite/database.ts";
import { logPath, openSqliteStore, storePath } from "../../../../server/store/sqlite/open-sqlite.ts";
import { checkStore, copyStore } from "../../../../server/store/sqlite/store-file.ts";
import { type Parcel, parcel, parcels } from "../../../contract/parcels.ts";
import { steps } from "./fixtures.ts";
import { close, damaged, folder, numbers, open, put, root, store, useFolder, warnings } from "./folder-fixture.ts";

useFolder();

/** A folder as a killed hub leaves it: the last commits are in the log. */
async function killed(): Promise<string> {
  const left = join(root, "killed");
  await cp(folder, left, { recursive: true });
  return left;
}

async function change(path: string, work: (bytes: Buffer) => Buffer): Promise<void> {
  const bytes = await readFile(path);
  await writeFile(path, work(bytes));
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  return bytes;
}

describe("a single bit of the file that has changed", () => {
  test("wherever it is, is told by the start, by the check or by whoever reads the row, or has changed nothing", async () => {
    await open();
    await put(...Array.from({ length: 60 }, (_, no) => ({ no, seat: `s${no}`, due: no, done: no % 3 === 0 })));
    await close();
    const sound = await readFile(storePath(folder));
    const whole = Array.from({ length: 60 }, (_, no) => no).filter((no) => no % 3 !== 0);
    let told = 0;
    for (let at = 3; at < sound.length; at += 331) {
      const bytes = Buffer.from(sound);
      flip(bytes, at);
      await writeFile(storePath(folder), bytes);
      const check = await checkStore(folder).catch((error: unknown) => ({ damages: [String(error)] }));
      if (check.damages.length > 0) {
        told++;
        continue;
      }
      // What no page uses.
      await open();
      expect(await numbers(), `byte ${at}`).toEqual(whole);
      expect((await store?.lease(steps, 99, 99))?.rows.length).toBe(whole.length);
      await close();
    }
    expect(told).toBeGreaterThan(20);
  });

  test("in a row is told where it is read, and by the start where it lives", async () => {
    await open();
    await put({ no: 1, text: "first" }, { no: 2, text: "second", done: true });
    await close();
    await change(storePath(folder), (bytes) => flip(bytes, bytes.indexOf('"second"') + 1));
    await open();
    await expect(store?.transact((tx) => tx.get(steps, "000002"))).rejects.toEqual(damaged);
    expect(await numbers()).toEqual([1]);
    await close();
    await change(storePath(folder), (bytes) => flip(bytes, bytes.indexOf('"first"') + 1));
    await expect(open()).rejects.toThrow(/row 000001 of steps is not what was written.*restore <backup>/);
  });
});

test("a byte that makes a text no UTF-8 any more is damage like any other, for the start, the check and a backup", async () => {
  await open();
  await put({ no: 1, text: "first" }, { no: 2, seat: "s2", text: "second", done: true });
  await close();
  const sound = await readFile(storePath(folder));
  for (const text of ['"first"', '"second"', "000001", "000002", "tens/0", "steps"]) {
    const bytes = Buffer.from(sound);
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) bytes[at + 1] = 0xff;
    await writeFile(storePath(folder), bytes);
    const check = await checkStore(folder).catch((error: unknown) => ({ damages: [String(error)] }));
    expect(check.damages, text).not.toEqual([]);
    const opened = await open().then(
      async () => {
        const read = await store?.transact((tx) => tx.get(steps, "000002")).catch((error: unknown) => error);
        await close();
        return read;
      },
      (error: unknown) => error,
    );
    // A row whose key has changed is not found by the former one any more.
    if (text === "000002") expect(opened).toBeUndefined();
    else expect(String(opened), text).toContain("store/damaged");
  }
});

describe("a list that is not as the rows have it", () => {
  test.each([
    ["DELETE FROM claims", "lacks one of its claims"],
    ["DELETE FROM entries", "is missing in one of its lists"],
    ["DELETE FROM due_work", "is missing among what is due"],
    ["UPDATE claims SET claim = 'seat/other'", "lacks one of its claims"],
    ["INSERT INTO claims VALUES ('steps', 'seat/other', '000001')", "claims what it should not"],
    ["INSERT INTO due_work VALUES ('steps', 9, '000001')", "is due when it should not"],
  ])("%s is told by the start", async (statement, what) => {
    await open();
    await put({ no: 1, seat: "a", due: 5 });
    await close();
    const database = new Database(storePath(folder), "serve");
    database.exec(statement);
    database.close();
    await expect(open()).rejects.toThrow(`row 000001 of steps ${what}`);
  });

  test("of rows that rest is told by the check", async () => {
    await open();
    await put({ no: 1, done: true });
    await close();
    const database = new Database(storePath(folder), "serve");
    database.exec("INSERT INTO entries VALUES ('steps', 'tens/9', 1, '000001')");
    database.close();
    await open();
    await close();
    expect((await checkStore(folder)).damages).toEqual([
      "row 000001 of steps is in a list to which it does not belong",
    ]);
  });
});

describe("a row that is searched by something else than it has", () => {
  test.each([
    ["DELETE FROM searched WHERE key = 'a'", "row a of parcels is searched by something else than it has"],
    ["UPDATE searched SET amount = 1 WHERE key = 'a'", "row a of parcels is searched by something else than it has"],
    ["UPDATE searched SET charged = 1 WHERE key = 'a'", "row a of parcels is searched by something else than it has"],
  ])("%s is told by the start where the row lives, and by the check", async (statement, what) => {
    await openParcels(parcel("a", { charged: 5 }), parcel("b", {}, { rests: "2026-11" }));
    edit(statement);
    expect((await checkStore(folder)).damages).toContain(what);
    await expect(openSqliteStore(folder, [parcels])).rejects.toThrow(what);
  });

  test.each([
    ["UPDATE searched SET state = 'x'", "row b of parcels is searched by something else than it has"],
    [
      "INSERT INTO searched SELECT table_name, 'c', at, day, site, kind, state, review, amount, part, charged, fees, refunded, owed, written_off, by_hand, opened, not_opened, opening_ms, lent_ms FROM searched",
      "row c of parcels is searched and should not",
    ],
    [
      "DELETE FROM totals WHERE scope = 'day'",
      "row day 2026-11-01 of parcels is in sums that are not those of its rows",
    ],
    [
      "UPDATE totals SET charged = charged + 1 WHERE scope = 'site-month'",
      "row site-month 2026-11 of parcels is in sums that are not those of its rows",
    ],
    [
      "INSERT INTO totals SELECT table_name, scope, period, 'shop-9', kind, part, row_count, charged, fees, refunded, owed, written_off, by_hand, opened, not_opened, opening_ms, lent_ms FROM totals WHERE scope = 'site-day'",
      "row site-day 2026-11-01 of parcels is in sums that are not those of its rows",
    ],
  ])("%s is told by the check where the row rests", async (statement, what) => {
    await openParcels(parcel("b", { charged: 5 }, { rests: "2026-11" }));
    edit(statement);
    expect((await checkStore(folder)).damages).toContain(what);
  });

  test("wherever a bit of it has changed is told by the check, or has changed nothing", async () => {
    await openParcels(
      ...Array.from({ length: 40 }, (_, no) =>
        parcel(`n${no}`, { at: no, charged: no }, no % 2 ? { rests: "2026-11" } : {}),
      ),
    );
    const sound = await readFile(storePath(folder));
    const expected = await searched();
    let told = 0;
    for (let at = 3; at < sound.length; at += 467) {
      await writeFile(storePath(folder), flip(Buffer.from(sound), at));
      const check = await checkStore(folder).catch((error: unknown) => ({ damages: [String(error)] }));
      if (check.damages.length > 0) told++;
      else expect(await searched(), `byte ${at}`).toEqual(expected);
    }
    expect(told).toBeGreaterThan(20);
  });

  async function openParcels(...rows: Parcel[]): Promise<void> {
    const opened = await openSqliteStore(folder, [parcels]);
    await opened.transact(async (tx) => {
      for (const row of rows) await tx.put(parcels, row);
    });
    await opened.close();
  }

  /** What searches and sums answer. */
  async function searched(): Promise<object> {
    const opened = await openSqliteStore(folder, [parcels]);
    const { rows } = await opened.search(parcels, { limit: 100 });
    const lines = await opened.totals(parcels, { by: ["day", "site", "kind"], limit: 100 });
    await opened.close();
    return { rows, lines };
  }

  function edit(statement: string): void {
    const database = new Database(storePath(folder), "serve");
    // The sums must stay as they are.
    database.exec(
      `DROP TRIGGER sum_come; DROP TRIGGER sum_gone; DROP TRIGGER sum_changed; DROP TRIGGER sum_moved; ${statement}`,
    );
    database.close();
  }
});

describe("a log that a killed hub left", () => {
  const half = 12;
  beforeEach(async () => {
    await open();
    for (let no = 1; no <= half * 2; no++) await put({ no });
  });

  test("is read", async () => {
    const left = await killed();
    await close();
    await open(left);
    expect(await numbers()).toHaveLength(half * 2);
    expect(warnings).toEqual([]);
  });

  test("and is missing, is missed", async () => {
    const left = await killed();
    await rm(logPath(storePath(left)));
    await rm(`${storePath(left)}-shm`);
    await close();
    // Whoever starts it again and again changes nothing either.
    for (let start = 0; start < 3; start++) {
      await expect(open(left)).rejects.toThrow(/its log .*store\.db-wal is gone/);
      await expect(checkStore(left)).rejects.toThrow(/its log .*store\.db-wal is gone/);
      expect(await readdir(left)).toEqual(["store.db"]);
    }
  });

  test("is there still after a check and a backup, and the hub starts with it", async () => {
    const left = await killed();
    await close();
    expect((await checkStore(left)).counts.get("steps")).toEqual({ living: half * 2, resting: 0 });
    await copyStore(left, join(root, "backup"));
    await open(left);
    expect(await numbers()).toHaveLength(half * 2);
  });

  test("without its file is not taken for an empty store", async () => {
    const left = await killed();
    await rm(storePath(left));
    await close();
    await expect(open(left)).rejects.toEqual(damaged);
  });

  test("and was cut off in its last write, is read up to there, and that is said", async () => {
    const left = await killed();
    const path = logPath(storePath(left));
    await truncate(path, (await stat(path)).size - 100);
    await close();
    await open(left);
    expect(await numbers()).toHaveLength(half * 2 - 1);
    expect(warnings).toEqual(["the last write was cut off; it had not been acknowledged"]);
  });

  test("and in which a bit has changed with others after it, is refused, wherever that bit is", async () => {
    const left = await killed();
    await close();
    const path = logPath(storePath(left));
    const sound = await readFile(path);
    let refused = 0;
    for (let at = 5; at < sound.length / 2; at += 1013) {
      const bytes = Buffer.from(sound);
      flip(bytes, at);
      await writeFile(path, bytes);
      await expect(open(left), `byte ${at}`).rejects.toEqual(damaged);
      await expect(checkStore(left), `byte ${at}`).rejects.toEqual(damaged);
      refused++;
    }
    expect(refused).toBeGreaterThan(10);
  });

  test("and whose last commit but one has changed in the frame that ends it, is refused", async () => {
    const left = await killed();
    await close();
    const path = logPath(storePath(left));
    const bytes = await readFile(path);
    const frames = Array.from(
      { length: Math.floor((bytes.length - 32) / (24 + 4096)) },
      (_, n) => 32 + n * (24 + 4096),
    );
    const commits = frames.filter((at) => bytes.readUInt32BE(at + 4) !== 0);
    flip(bytes, (commits.at(-2) ?? 0) + 24 + 100);
    await writeFile(path, bytes);
    await expect(open(left)).rejects.toEqual(damaged);
  });

  test("and that goes on behind what is new with what an older one had, is whole", async () => {
    const left = await killed();
    await open(left).catch(() => undefined);
    await close();
    // Its second half is of a log before it.
    const path = logPath(storePath(left));
    await open(left);
    await put({ no: 100 });
    const longer = await readFile(path);
    const again = join(root, "again");
    await cp(left, again, { recursive: true });
    await close();
    await change(logPath(storePath(again)), () => {
      const stale = Buffer.from(longer.subarray(32));
      for (let frame = 0; frame < stale.length; frame += 24 + 4096) flip(stale, frame + 8);
      return Buffer.concat([longer, stale]);
    });
    await open(again);
    expect(await numbers()).toContain(100);
    expect(warnings).toEqual([]);
  });
});
