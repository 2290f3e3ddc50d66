import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPostgresStore, type PostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import type { Change, Transaction } from "../../../../server/store/store.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";
import { step, steps, stepsOf } from "./steps-table.ts";

const minute = 60_000;
const conflict = expect.objectContaining({ code: "store/conflict" }) as Error;

describe.skipIf(!postgresPrograms)("two hubs on one database", () => {
  let url: string;
  let one: PostgresStore;
  let two: PostgresStore;
  const open = () => openPostgresStore({ url, connections: 8, alone: false }, [steps], postgresParts);
  beforeAll(async () => {
    url = await freshDatabase();
  });
  beforeEach(async () => {
    [one, two] = await Promise.all([open(), open()]);
    await query(url, "TRUNCATE rows, claims, entries, due_work");
  });
  afterEach(async () => {
    await Promise.all([one.close(), two.close()]);
  });

  const putDue = (...rows: [name: string, due: number][]) =>
    one.transact(async (tx) => {
      for (const [name, due] of rows) await tx.put(steps, { name, count: 0, due });
    });
  const claimed = async (store: PostgresStore, until = 100, limit = 100) =>
    (await store.lease(steps, until, limit, minute)).rows.map(({ row, takeover }) =>
      takeover ? `${row.name}!` : row.name,
    );
  const leasesRunOut = () => query(url, "UPDATE due_work SET leased_until = now() - interval '1 second'");

  describe("change rows", () => {
    test("as if each transaction were alone", async () => {
      const names = ["a", "b", "c"];
      const made = await Promise.all(Array.from({ length: 60 }, (_, n) => step(n % 2 ? one : two, names[n % 3] ?? "")));
      expect(made.toSorted((a, b) => a - b).at(-1)).toBe(20);
      for (const name of names) expect(await stepsOf(one, name)).toBe(20);
    });

    test.each([
      ["get", (tx: Transaction) => tx.get(steps, "x1").then(async (row) => (row ? [row] : []))],
      ["find", (tx: Transaction) => tx.find(steps, "initial/x")],
      ["page", (tx: Transaction) => tx.page(steps, "initial/x", 5)],
      ["page before", (tx: Transaction) => tx.page(steps, "initial/x", 5, "z")],
      ["all", (tx: Transaction) => tx.all(steps)],
    ])("and where two would each trust what the other changes, one sees the other: %s", async (what, look) => {
      let looked = 0;
      let bothLooked = () => {};
      const both = new Promise<void>((resolve) => {
        bothLooked = resolve;
      });
      const takeLast = (store: PostgresStore, name: string) =>
        store.transact(async (tx) => {
          const rows = await look(tx);
          if (++looked === 2) bothLooked();
          // The first tries of both overlap for certain.
          await both;
          if (rows.length === 0) await tx.put(steps, { name, count: 1, due: 1 });
          return rows.length;
        });
      const names = what === "get" ? ["x1", "x1"] : ["x1", "x2"];
      const seen = await Promise.all([takeLast(one, names[0] ?? ""), takeLast(two, names[1] ?? "")]);
      expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1]);
    });

    test("and whoever was hindered keeps the others from what he had read, and succeeds", async () => {
      let tries = 0;
      const hindrances: Promise<number>[] = [];
      await one.transact(async (tx) => {
        const count = (await tx.get(steps, "wanted"))?.count ?? 0;
        hindrances.push(step(two, "wanted"));
        if (++tries === 1) await hindrances[0];
        await tx.put(steps, { name: "wanted", count: count + 1 });
      });
      await Promise.all(hindrances);
      expect(tries).toBe(2);
      expect(await stepsOf(one, "wanted")).toBe(3);
    });

    test("and whoever is hindered by something else each time has his turn alone", async () => {
      let tries = 0;
      let last = Promise.resolve(0);
      await one.transact(async (tx) => {
        const name = `wanted ${++tries}`;
        const count = (await tx.get(steps, name))?.count ?? 0;
        last = step(two, name);
        if (tries < 5) await last;
        await tx.put(steps, { name, count: count + 10 });
      });
      await last;
      expect(tries).toBe(5);
      expect(await Promise.all([1, 2, 3, 4, 5].map((n) => stepsOf(one, `wanted ${n}`)))).toEqual([1, 1, 1, 1, 11]);
    });
  });

  describe("are told", () => {
    test("what the other changed, once, and when it can be read", async () => {
      const told: Change[] = [];
      const last = new Promise((resolve) => {
        two.watch(
          (change, own) => {
            if (!own) told.push(change);
            if (change.key === "last again") resolve(stepsOf(two, "last again"));
          },
          () => undefined,
        );
      });
      await step(one, 'a "quoted" 充电宝\0');
      await step(one, "last");
      expect(await last).toBe(1);
      await step(two, "of two itself");
      const keys = ['a "quoted" 充电宝\0', 'a "quoted" 充电宝\0 again', "last", "last again"];
      expect(told).toEqual(keys.map((key) => ({ table: "steps", key })));
    });

    test("to look again where a transaction changed more than can be said", async () => {
      const listed: Change[] = [];
      two.watch(
        (change) => listed.push(change),
        () => undefined,
      );
      const lookedAgain = new Promise<string>((resolve) => void two.watch(() => undefined, resolve));
      await one.transact(async (tx) => {
        for (let n = 0; n < 100; n++) await tx.put(steps, { name: `${n} ${"充".repeat(50)}`, count: 1 });
      });
      expect(await lookedAgain).toBe("steps");
      expect(listed).toEqual([]);
    });
  });

  describe("share due work", () => {
    test("so that each row is one hub's, and the earliest are first", async () => {
      await putDue(["c", 30], ["b", 10], ["a", 20], ["late", 101]);
      expect(await claimed(one, 100, 2)).toEqual(["b", "a"]);
      expect(await claimed(two)).toEqual(["c"]);
      expect(await claimed(one)).toEqual(["b", "a"]);
      expect(await claimed(two, 101)).toEqual(["c", "late"]);
    });

    test("also when both ask at once", async () => {
      await putDue(...Array.from({ length: 200 }, (_, n): [string, number] => [`n${n}`, n % 7]));
      const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => claimed(n % 2 ? one : two, 100, 10 + n)));
      const [ofTwo, ofOne] = [0, 1].map((half) => new Set(claims.filter((_, n) => n % 2 === half).flat()));
      expect(ofOne?.size).toBeGreaterThan(0);
      expect([...(ofOne ?? [])].filter((name) => ofTwo?.has(name))).toEqual([]);
    });

    test("and a row stays with its hub while it changes, until nothing is due any more", async () => {
      await putDue(["a", 10]);
      await claimed(one);
      await two.transact((tx) => tx.put(steps, { name: "a", count: 1, due: 20 }));
      expect(await claimed(two)).toEqual([]);
      expect((await one.lease(steps, 100, 1, minute)).rows).toEqual([
        { row: { name: "a", count: 1, due: 20 }, takeover: null },
      ]);
      await one.transact((tx) => tx.put(steps, { name: "a", count: 2 }));
      expect(await claimed(one)).toEqual([]);
      await two.transact((tx) => tx.put(steps, { name: "a", count: 3, due: 30 }));
      expect(await claimed(two)).toEqual(["a"]);
    });

    describe("and what is due when a hub puts it", () => {
      const later = Date.now() + 60 * minute;

      test("is that hub's at once where it works on such rows", async () => {
        await claimed(one);
        await putDue(["a", 10]);
        expect(await claimed(two)).toEqual([]);
        expect(await claimed(one)).toEqual(["a"]);
      });

      test("is anybody's where it has not asked for any, or not for long", async () => {
        const clock = new ManualClock(later);
        const idle = await openPostgresStore({ url, connections: 2, alone: false }, [steps], {
          ...postgresParts,
          clock,
        });
        const puts = (name: string) => idle.transact((tx) => tx.put(steps, { name, count: 0, due: 10 }));
        await puts("a");
        await idle.lease(steps, 0, 1, minute);
        await clock.pass(minute + 1);
        await puts("b");
        expect(await claimed(two)).toEqual(["a", "b"]);
        await idle.close();
      });

      test("but what is due later is left to whoever is there then", async () => {
        await claimed(one);
        await putDue(["a", later]);
        expect(await claimed(two, later)).toEqual(["a"]);
      });

      test("or stays another hub's that has it, and is taken over from one that let it run out", async () => {
        await putDue(["a", 10], ["b", 10]);
        await claimed(one);
        await claimed(two);
        const putByTwo = (name: string, due: number) => two.transact((tx) => tx.put(steps, { name, count: 1, due }));
        await putByTwo("a", 20);
        expect(await claimed(two)).toEqual([]);
        await leasesRunOut();
        await putByTwo("b", 30);
        expect(await claimed(one)).toEqual(["a"]);
        expect(await claimed(two)).toEqual(["b!"]);
      });
    });

    test("and what a hub lets run out is taken over by another, who learns it each time he asks", async () => {
      await putDue(["a", 10], ["b", 10]);
      await claimed(one, 100, 1);
      await leasesRunOut();
      expect(await claimed(two)).toEqual(["a!", "b"]);
      expect(await claimed(two)).toEqual(["a!", "b"]);
      expect(await claimed(one)).toEqual([]);
    });

    test("and whoever asks again keeps his lease", async () => {
      await putDue(["a", 10]);
      await claimed(one);
      await query(url, "UPDATE due_work SET leased_until = now() + interval '20 seconds'");
      await claimed(one);
      const [lease] = await query<{ ample: boolean }>(
        url,
        "SELECT leased_until > now() + interval '50 seconds' AS ample FROM due_work",
      );
      expect(lease).toEqual({ ample: true });
    });

    test("and a hub that closes leaves its work to the others at once", async () => {
      await putDue(["a", 10]);
      await claimed(one);
      await one.close();
      expect(await claimed(two)).toEqual(["a"]);
    });
  });

  test("rows that can't be said to whom they belong are refused with the holder's name", async () => {
    const seats = { ...steps, unique: () => ["seat"] };
    await one.transact((tx) => tx.put(seats, { name: "first", count: 1 }));
    const second = two.transact((tx) => tx.put(seats, { name: "second", count: 1 }));
    await expect(second).rejects.toThrow("seat of steps second belongs to first (store/conflict)");
  });

  test("a claim refused leaves the transaction as it was", async () => {
    const seats = { ...steps, unique: () => ["seat"] };
    await one.transact(async (tx) => {
      await tx.put(seats, { name: "first", count: 1 });
      await expect(tx.put(seats, { name: "second", count: 1 })).rejects.toEqual(conflict);
      await tx.put(steps, { name: "third", count: 1 });
    });
    expect((await two.rows(steps, 10)).map(({ name }) => name)).toEqual(["third", "first"]);
  });
});
