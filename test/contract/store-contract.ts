import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Change, Store, Table } from "../../server/store/store.ts";
import { parcels, seenParcels } from "./parcels.ts";

/** A kind of row with everything that tables can have. */
interface Ticket {
  readonly no: string;
  readonly seat?: string | undefined;
  readonly tags?: readonly string[];
  readonly due?: number | undefined;
  readonly note?: unknown;
  readonly rests?: string;
}

const tickets: Table<Ticket> = {
  name: "tickets",
  key: (ticket) => ticket.no,
  unique: (ticket) => (ticket.seat === undefined ? [] : [`seat:${ticket.seat}`]),
  index: (ticket) => (ticket.tags ?? []).map((tag) => `tag:${tag}`),
  dueAt: (ticket) => ticket.due,
  restsIn: (ticket) => ticket.rests,
  durable: true,
};

interface Counter {
  readonly name: string;
  readonly count: number;
}

const counters: Table<Counter> = {
  name: "counters",
  key: (counter) => counter.name,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** A kind of row that need not outlive the store. */
const sightings: Table<Ticket> = { ...tickets, name: "sightings", restsIn: () => undefined, durable: false };

/** The tables that an adapter under test is opened with. */
export const contractTables: readonly Table<never>[] = [tickets, counters, sightings, parcels, seenParcels];

/** One place where an adapter keeps its rows; empty at first. */
export interface StoreHome<Opened extends Store = Store> {
  /** Called again after `close`, it answers a store with the same rows. */
  open(): Promise<Opened>;
  remove(): Promise<void>;
}

/** What every adapter of the store's port must do. It may run the work of a transaction more than once. */
export function storeContract(adapter: string, makeHome: () => Promise<StoreHome>): void {
  describe(`the store on ${adapter}`, () => {
    let home: StoreHome;
    let store: Store;

    beforeEach(async () => {
      home = await makeHome();
      store = await home.open();
    });

    afterEach(async () => {
      await store.close();
      await home.remove();
    });

    const reopen = async () => {
      await store.close();
      store = await home.open();
    };
    const put = (...rows: Ticket[]) =>
      store.transact(async (tx) => {
        for (const row of rows) await tx.put(tickets, row);
      });
    const get = (no: string) => store.transact((tx) => tx.get(tickets, no));
    const all = () => store.transact((tx) => tx.all(tickets));
    const numbers = (rows: readonly Ticket[]) => rows.map(({ no }) => no);
    const tagged = async (tag: string) => numbers(await store.transact((tx) => tx.find(tickets, `tag:${tag}`)));
    const dueBy = async (until: number, limit = 100) =>
      numbers((await store.lease(tickets, until, limit, 60_000)).rows.map(({ row }) => row));
    const conflict = expect.objectContaining({ code: "store/conflict" }) as Error;

    describe("keeps", () => {
      test("rows and everything they are found by, over a restart", async () => {
        await put(
          { no: "a", seat: "1", tags: ["x"], due: 10 },
          { no: "b", seat: "2", tags: ["x", "y"] },
          { no: "c", due: 5 },
        );
        await put({ no: "b", seat: "3", tags: ["y"] });
        await store.transact((tx) => tx.delete(tickets, "c"));
        await reopen();
        expect(await all()).toEqual([
          { no: "a", seat: "1", tags: ["x"], due: 10 },
          { no: "b", seat: "3", tags: ["y"] },
        ]);
        expect(await tagged("x")).toEqual(["a"]);
        expect(await dueBy(100)).toEqual(["a"]);
        await expect(put({ no: "d", seat: "3" })).rejects.toEqual(conflict);
        await put({ no: "d", seat: "2" });
      });

      test("what JSON carries, exactly, and drops what is undefined", async () => {
        const note = {
          text: 'quotes " and \\ and\nlines, 充电宝, 🔋, \u2028',
          numbers: [0, -1, 1.5, Number.MAX_SAFE_INTEGER, 1e-7],
          nothing: null,
          nested: [[], {}, [{ deep: [true, false] }]],
          "键 with space": "",
        };
        await put({ no: "a", seat: undefined, note: { ...note, gone: undefined } });
        const expected = { no: "a", note };
        expect(await get("a")).toStrictEqual(expected);
        await reopen();
        expect(await get("a")).toStrictEqual(expected);
      });

      test("keys and claims of any text apart", async () => {
        const keys = ["", " ", "__proto__", "constructor", "1", "01", "A", "a", "é", "充"];
        await put(...keys.map((no) => ({ no, seat: no, tags: [no] })));
        await reopen();
        for (const key of keys) {
          expect((await get(key))?.no).toBe(key);
          expect(await tagged(key)).toEqual([key]);
        }
        expect(await all()).toHaveLength(keys.length);
      });

      test("large rows and many rows", async () => {
        const large = "充".repeat(1_000_000);
        await put({ no: "large", note: large });
        await put(
          ...Array.from({ length: 3000 }, (_, n) => ({ no: `n${n}`, seat: String(n), tags: ["many"], due: n })),
        );
        await reopen();
        expect((await get("large"))?.note).toBe(large);
        expect(await tagged("many")).toHaveLength(3000);
        expect(await dueBy(2, 10)).toEqual(["n0", "n1", "n2"]);
      });
    });

    describe("answers", () => {
      test("undefined and nothing for what is not there", async () => {
        expect(await get("a")).toBeUndefined();
        expect(await all()).toEqual([]);
        expect(await tagged("x")).toEqual([]);
        expect(await dueBy(1e15)).toEqual([]);
        await store.transact((tx) => tx.delete(tickets, "a"));
      });

      test("rows in the order of their keys, whatever order they came in", async () => {
        for (const no of ["b", "d", "a", "c"]) await put({ no, tags: ["x"] });
        await put({ no: "a", tags: ["x"], note: "again" });
        expect(numbers(await all())).toEqual(["a", "b", "c", "d"]);
        expect(await tagged("x")).toEqual(["a", "b", "c", "d"]);
      });

      test("rows of one table and not of another with the same key", async () => {
        await store.transact(async (tx) => {
          await tx.put(tickets, { no: "a" });
          await tx.put(counters, { name: "a", count: 1 });
        });
        await store.transact((tx) => tx.delete(tickets, "a"));
        expect(await store.transact((tx) => tx.get(counters, "a"))).toEqual({ name: "a", count: 1 });
      });

      test("rows that stay as they were, whatever is done to them or to what was put", async () => {
        const tags = ["x"];
        await put({ no: "a", tags });
        tags.push("y");
        for (const when of ["as they were put", "after a restart"]) {
          const read = (await get("a"))?.tags as string[];
          try {
            read.push("z");
          } catch {
            // Refused at once, or done to a copy: the store may do either.
          }
          expect(await get("a"), when).toEqual({ no: "a", tags: ["x"] });
          expect(await tagged("y"), when).toEqual([]);
          await reopen();
        }
      });

      test("with the value of the work", async () => {
        expect(await store.transact(async () => 7)).toBe(7);
      });

      test("an error for a table that it was not opened with", async () => {
        const stranger: Table<Counter> = { ...counters, name: "strangers" };
        await expect(store.transact((tx) => tx.get(stranger, "a"))).rejects.toThrow("strangers");
      });
    });

    describe("finds by index", () => {
      test("what a row is now, not what it was", async () => {
        await put({ no: "a", tags: ["x", "y"] }, { no: "b", tags: ["y"] });
        await put({ no: "a", tags: ["z"] });
        expect([await tagged("x"), await tagged("y"), await tagged("z")]).toEqual([[], ["b"], ["a"]]);
        await store.transact((tx) => tx.delete(tickets, "b"));
        expect(await tagged("y")).toEqual([]);
      });

      test("the same for what is asked for together, or was said before, as for one after the other", async () => {
        await put({ no: "c", tags: ["x"] }, { no: "a", tags: ["x", "y"] }, { no: "r", tags: ["x"], rests: "2026-10" });
        const found = await store.transact(async (tx) => {
          await tx.prefetch([
            { table: tickets, key: "a" },
            { table: tickets, key: "none" },
            { table: tickets, entry: "tag:x" },
            { table: tickets, entry: "tag:y", limit: 1 },
          ]);
          await tx.put(tickets, { no: "b", tags: ["x", "y"] });
          const [a, none, x, y, last] = await Promise.all([
            tx.get(tickets, "a"),
            tx.get(tickets, "none"),
            tx.find(tickets, "tag:x"),
            tx.find(tickets, "tag:y"),
            tx.page(tickets, "tag:x", 2),
          ]);
          return { a: a?.no, none, x: numbers(x), y: numbers(y), last: numbers(last) };
        });
        expect(found).toEqual({ a: "a", none: undefined, x: ["a", "b", "c"], y: ["a", "b"], last: ["r", "c"] });
      });
    });

    describe("hands out what is due", () => {
      test("the earliest first, then by key, the last moment included, up to the limit", async () => {
        await put(
          { no: "d", due: 30 },
          { no: "c", due: 10 },
          { no: "b", due: 20 },
          { no: "a", due: 20 },
          { no: "e" },
          { no: "f", due: 31 },
        );
        expect(await dueBy(30)).toEqual(["c", "a", "b", "d"]);
        expect(await dueBy(29)).toEqual(["c", "a", "b"]);
        expect(await dueBy(30, 2)).toEqual(["c", "a"]);
        expect(await dueBy(30, 0)).toEqual([]);
        expect(await dueBy(9)).toEqual([]);
      });

      test("and says when more is due, or that it may be already", async () => {
        await put({ no: "a", due: 10 }, { no: "b", due: 20 }, { no: "c", due: 30.5 }, { no: "d" });
        const next = async (until: number, limit = 100) => {
          const { mayBeMore, nextDueAt } = await store.lease(tickets, until, limit, 60_000);
          return { mayBeMore, nextDueAt };
        };
        expect(await next(9)).toEqual({ mayBeMore: false, nextDueAt: 10 });
        expect(await next(10)).toEqual({ mayBeMore: false, nextDueAt: 20 });
        expect(await next(20, 1)).toEqual({ mayBeMore: true, nextDueAt: 30.5 });
        expect(await next(31)).toEqual({ mayBeMore: false, nextDueAt: undefined });
      });

      test("as rows are put off, done and deleted", async () => {
        await put(
          { no: "a", due: 10 },
          { no: "b", due: 10 },
          { no: "c", due: 10 },
          { no: "d", due: 1_800_000_000_000 },
        );
        await put({ no: "a", due: 40 }, { no: "b" });
        await store.transact((tx) => tx.delete(tickets, "c"));
        expect(await dueBy(40)).toEqual(["a"]);
        expect(await dueBy(1_800_000_000_000)).toEqual(["a", "d"]);
      });
    });

    describe("lets rows rest", () => {
      const page = async (tag: string, limit = 100, before?: string) =>
        numbers(await store.transact((tx) => tx.page(tickets, `tag:${tag}`, limit, before)));
      const resting = (no: string, more: Partial<Ticket> = {}): Ticket => ({
        no,
        tags: ["x"],
        rests: "2026-11",
        ...more,
      });
      const many = Array.from({ length: 1300 }, (_, n) => resting(`n${String(n).padStart(4, "0")}`));
      /** Enough that an adapter which keeps them elsewhere has done so when the store opens again. */
      const putMany = async () => {
        for (let from = 0; from < many.length; from += 100) await put(...many.slice(from, from + 100));
        await reopen();
      };

      test("found by their key and page by page, and passed over by the rest", async () => {
        await put({ no: "a", tags: ["x"], due: 1 }, resting("b", { due: 1 }), { no: "c", tags: ["x"] });
        for (const when of ["at once", "after a restart"]) {
          expect(await get("b"), when).toEqual(resting("b", { due: 1 }));
          expect(numbers(await all()), when).toEqual(["a", "c"]);
          expect(await tagged("x"), when).toEqual(["a", "c"]);
          expect(await dueBy(9), when).toEqual(["a"]);
          expect(await page("x"), when).toEqual(["c", "b", "a"]);
          await reopen();
        }
      });

      test("holding no claim, and claiming again what is free when they wake", async () => {
        await put({ no: "a", seat: "1" });
        await put({ no: "a", seat: "1", rests: "2026-11" });
        await put({ no: "b", seat: "1" });
        await expect(put({ no: "a", seat: "1" })).rejects.toEqual(conflict);
        expect((await get("a"))?.rests).toBe("2026-11");
        await put({ no: "b", seat: "1", rests: "2026-12" });
        await put({ no: "a", seat: "1" });
        await expect(put({ no: "b", seat: "1" })).rejects.toEqual(conflict);
      });

      test("in pages: the last key first, up to the limit, before a key", async () => {
        const rows = ["a", "b", "c", "d", "e"].map((no, n) => (n % 2 === 0 ? resting(no) : { no, tags: ["x"] }));
        await put(...rows, resting("f", { tags: ["y"] }));
        expect(await page("x")).toEqual(["e", "d", "c", "b", "a"]);
        expect(await page("x", 2)).toEqual(["e", "d"]);
        expect(await page("x", 2, "d")).toEqual(["c", "b"]);
        expect(await page("x", 9, "a")).toEqual([]);
        expect(await page("x", 0)).toEqual([]);
        expect(await page("x", 1, "cc")).toEqual(["c"]);
        expect(await page("z")).toEqual([]);
      });

      test("in pages that follow a transaction's own changes", async () => {
        await put(resting("a"), resting("b"), resting("c"), { no: "d", tags: ["x"] });
        await store.transact(async (tx) => {
          await tx.put(tickets, resting("a", { tags: [] }));
          await tx.put(tickets, { no: "b", tags: ["x"], note: "awake" });
          await tx.delete(tickets, "c");
          await tx.put(tickets, resting("d"));
          expect(numbers(await tx.page(tickets, "tag:x", 9))).toEqual(["d", "b"]);
          expect(await tx.get(tickets, "c")).toBeUndefined();
        });
        expect(await page("x")).toEqual(["d", "b"]);
      });

      test("by the thousand, each once and none lost", async () => {
        await putMany();
        const found: string[] = [];
        for (;;) {
          const next = await page("x", 97, found.at(-1));
          if (next.length === 0) break;
          found.push(...next);
        }
        expect(found).toEqual(numbers(many).toReversed());
        expect(await get("n0000")).toEqual(many[0]);
        expect(await get("n0700")).toEqual(many[700]);
        expect(await get("n07000")).toBeUndefined();
        expect(await all()).toEqual([]);
      });

      test("which wake, rest again and are deleted, and never show what they were before", async () => {
        await putMany();
        await put({ no: "n0100", tags: ["x"], note: "awake" }, resting("n0200", { tags: ["y"], note: "later" }));
        await store.transact((tx) => tx.delete(tickets, "n0300"));
        for (const when of ["at once", "after a restart"]) {
          expect(await get("n0100"), when).toEqual({ no: "n0100", tags: ["x"], note: "awake" });
          expect((await get("n0200"))?.note, when).toBe("later");
          expect(await get("n0300"), when).toBeUndefined();
          expect(await page("x", 1, "n0101"), when).toEqual(["n0100"]);
          expect(await page("x", 1, "n0201"), when).toEqual(["n0199"]);
          expect(await page("x", 1, "n0301"), when).toEqual(["n0299"]);
          expect(await page("y"), when).toEqual(["n0200"]);
          expect(await tagged("x"), when).toEqual(["n0100"]);
          await reopen();
        }
        await store.transact((tx) => tx.delete(tickets, "n0100"));
        const failed = store.transact(async (tx) => {
          await tx.put(tickets, { no: "n0300" });
          throw new Error("changed my mind");
        });
        await expect(failed).rejects.toThrow("changed my mind");
        expect(await get("n0300")).toBeUndefined();
        await put(resting("n0300", { note: "anew" }));
        await reopen();
        expect(await get("n0100")).toBeUndefined();
        expect((await get("n0300"))?.note).toBe("anew");
      });

      test("and leaves them as they were where work fails", async () => {
        await putMany();
        const failed = store.transact(async (tx) => {
          await tx.put(tickets, { no: "n0100", tags: ["z"], seat: "1" });
          await tx.delete(tickets, "n0200");
          await tx.put(tickets, resting("n0200", { tags: ["z"] }));
          await tx.delete(tickets, "n0300");
          throw new Error("changed my mind");
        });
        await expect(failed).rejects.toThrow("changed my mind");
        for (const no of ["n0100", "n0200", "n0300"]) expect(await get(no)).toEqual(resting(no));
        expect(await page("z")).toEqual([]);
        await put({ no: "a", seat: "1" });
      });
    });

    describe("lets nobody hold a claim twice", () => {
      test("in two transactions", async () => {
        await put({ no: "a", seat: "1" });
        await expect(put({ no: "b", seat: "1" })).rejects.toEqual(conflict);
        expect(await get("b")).toBeUndefined();
      });

      test("in one transaction", async () => {
        await expect(put({ no: "a", seat: "1" }, { no: "b", seat: "1" })).rejects.toEqual(conflict);
        expect(await all()).toEqual([]);
      });

      test("among many at once: one wins", async () => {
        const tries = Array.from({ length: 20 }, (_, n) => put({ no: `n${n}`, seat: "1" }));
        const outcomes = await Promise.allSettled(tries);
        expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
        for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toEqual(conflict);
        expect(await all()).toHaveLength(1);
      });

      test("but its holder may be put again", async () => {
        await put({ no: "a", seat: "1" });
        await put({ no: "a", seat: "1", note: "again" });
        expect((await get("a"))?.note).toBe("again");
      });

      test("and it is free once its holder gives it up, moves or is deleted", async () => {
        await put({ no: "a", seat: "1" }, { no: "b", seat: "2" }, { no: "c", seat: "3" });
        await store.transact(async (tx) => {
          await tx.put(tickets, { no: "a" });
          await tx.put(tickets, { no: "b", seat: "4" });
          await tx.delete(tickets, "c");
          for (const seat of ["1", "2", "3"]) await tx.put(tickets, { no: `new ${seat}`, seat });
        });
        await expect(put({ no: "d", seat: "4" })).rejects.toEqual(conflict);
        await expect(put({ no: "d", seat: "1" })).rejects.toEqual(conflict);
      });
    });

    describe("runs a transaction", () => {
      test("that sees its own changes", async () => {
        await put({ no: "a", tags: ["x"], due: 1 }, { no: "b", tags: ["x"], due: 2 });
        await store.transact(async (tx) => {
          await tx.put(tickets, { no: "c", tags: ["x"], due: 0 });
          await tx.put(tickets, { no: "a", note: "new" });
          await tx.delete(tickets, "b");
          expect(await tx.get(tickets, "a")).toEqual({ no: "a", note: "new" });
          expect(await tx.get(tickets, "b")).toBeUndefined();
          expect(numbers(await tx.find(tickets, "tag:x"))).toEqual(["c"]);
          expect(numbers(await tx.all(tickets))).toEqual(["a", "c"]);
        });
      });

      test("that throws without leaving a trace", async () => {
        const before: Ticket[] = [
          { no: "a", seat: "1", tags: ["x"], due: 1 },
          { no: "b", seat: "2", tags: ["x"], due: 2 },
        ];
        await put(...before);
        const failed = store.transact(async (tx) => {
          await tx.put(tickets, { no: "b", due: 9 });
          await tx.put(tickets, { no: "a", seat: "2" });
          await tx.put(tickets, { no: "b", seat: "1", tags: ["y"], due: 3 });
          await tx.delete(tickets, "a");
          await tx.put(tickets, { no: "c", seat: "2", tags: ["y"], due: 0 });
          throw new Error("changed my mind");
        });
        await expect(failed).rejects.toThrow("changed my mind");
        for (const look of ["now", "after a restart"]) {
          expect(await all(), look).toEqual(before);
          expect(await tagged("x"), look).toEqual(["a", "b"]);
          expect(await tagged("y"), look).toEqual([]);
          expect(await dueBy(9), look).toEqual(["a", "b"]);
          await expect(put({ no: "d", seat: "2" }), look).rejects.toEqual(conflict);
          await reopen();
        }
      });

      test("that is over once its work has ended", async () => {
        const tx = await store.transact(async (tx) => tx);
        await expect(tx.put(tickets, { no: "late" })).rejects.toThrow();
        await expect(tx.get(tickets, "late")).rejects.toThrow();
        expect(await get("late")).toBeUndefined();
      });

      test("as if it were alone, however many there are", async () => {
        const increment = () =>
          store.transact(async (tx) => {
            const count = (await tx.get(counters, "visits"))?.count ?? 0;
            await tx.put(counters, { name: "visits", count: count + 1 });
            return count + 1;
          });
        const seen = await Promise.all(Array.from({ length: 100 }, increment));
        expect(new Set(seen).size).toBe(100);
        await reopen();
        expect(await store.transact((tx) => tx.get(counters, "visits"))).toEqual({ name: "visits", count: 100 });
      });

      test("after one that failed as if that had never been", async () => {
        const [failed, next] = await Promise.allSettled([
          store.transact(async (tx) => {
            await tx.put(tickets, { no: "a", seat: "1" });
            throw new Error("no");
          }),
          put({ no: "b", seat: "1" }),
        ]);
        expect([failed?.status, next?.status]).toEqual(["rejected", "fulfilled"]);
        expect(numbers(await all())).toEqual(["b"]);
      });
    });

    describe("keeps rows that need not outlive it", () => {
      const see = (...rows: Ticket[]) =>
        store.transact(async (tx) => {
          for (const row of rows) await tx.put(sightings, row);
        });

      test("as it keeps others while it is open: found, due, claimed and told", async () => {
        const told: Change[] = [];
        const all = new Promise<void>((resolve) => {
          store.watch(
            (change, own) => {
              if (own) told.push(change);
              if (change.key === "b") resolve();
            },
            () => undefined,
          );
        });
        await see({ no: "a", seat: "1", tags: ["x"], due: 10 });
        await see({ no: "a", seat: "2", tags: ["y"], due: 20 });
        await see({ no: "b", due: 30 });
        expect(numbers(await store.transact((tx) => tx.find(sightings, "tag:y")))).toEqual(["a"]);
        expect(await store.transact((tx) => tx.find(sightings, "tag:x"))).toEqual([]);
        expect((await store.lease(sightings, 30, 9, 60_000)).rows.map(({ row }) => row.no)).toEqual(["a", "b"]);
        expect(numbers(await store.transact((tx) => tx.all(sightings)))).toEqual(["a", "b"]);
        await expect(see({ no: "c", seat: "2" })).rejects.toEqual(conflict);
        await all;
        expect(told).toEqual(["a", "a", "b"].map((key) => ({ table: "sightings", key })));
      });

      test("in one transaction with others: all of it or nothing", async () => {
        const both = (no: string, seat: string) =>
          store.transact(async (tx) => {
            await tx.put(sightings, { no, note: seat });
            await tx.put(tickets, { no, seat });
          });
        await both("a", "1");
        await expect(both("b", "1")).rejects.toEqual(conflict);
        await expect(
          store.transact(async (tx) => {
            await tx.delete(sightings, "a");
            throw new Error("changed my mind");
          }),
        ).rejects.toThrow("changed my mind");
        expect(await store.transact((tx) => tx.all(sightings))).toEqual([{ no: "a", note: "1" }]);
        expect(numbers(await all())).toEqual(["a"]);
      });

      test("and one that changed nothing else does not change what is kept for good", async () => {
        await put({ no: "a" });
        await see({ no: "a", note: "seen" });
        await store.transact((tx) => tx.delete(sightings, "a"));
        await reopen();
        expect(numbers(await all())).toEqual(["a"]);
        expect(await store.transact((tx) => tx.get(sightings, "a"))).toBeUndefined();
      });
    });

    describe("tells its watchers", () => {
      /** Resolves once `until` was told; what was told up to then. */
      const listen = (until: string) => {
        const told: Change[] = [];
        const done = new Promise<Change[]>((resolve) => {
          store.watch(
            (change) => {
              told.push(change);
              if (change.key === until) resolve(told);
            },
            () => undefined,
          );
        });
        return done;
      };

      test("when each row is due now that this store has put it", async () => {
        const due: [string, number | null | undefined][] = [];
        const told = new Promise<void>((resolve) => {
          store.watch(
            ({ key }, _own, dueAt) => {
              due.push([key, dueAt]);
              if (key === "last") resolve();
            },
            () => undefined,
          );
        });
        await put({ no: "a", due: 10 });
        await put({ no: "a" });
        await put({ no: "last", due: 30 });
        await told;
        const known = due.filter(([, dueAt]) => dueAt !== undefined);
        expect([
          [],
          [
            ["a", 10],
            ["a", null],
            ["last", 30],
          ],
        ]).toContainEqual(known);
      });

      test("each changed row of a commit once, and nothing of work that read or failed", async () => {
        const told = listen("last");
        await store.transact(async (tx) => {
          await tx.put(tickets, { no: "a" });
          await tx.put(tickets, { no: "a", note: "again" });
          await tx.put(counters, { name: "a", count: 1 });
        });
        await get("a");
        await store.transact((tx) => tx.delete(tickets, "nothing there"));
        await expect(put({ no: "b", seat: "1" }, { no: "c", seat: "1" })).rejects.toEqual(conflict);
        await store.transact((tx) => tx.delete(tickets, "a"));
        await put({ no: "last" });
        expect(await told).toEqual([
          { table: "tickets", key: "a" },
          { table: "counters", key: "a" },
          { table: "tickets", key: "a" },
          { table: "tickets", key: "last" },
        ]);
      });

      test("when the change can be read", async () => {
        const seen = new Promise((resolve, reject) => {
          store.watch(
            ({ key }) => {
              get(key).then(resolve, reject);
            },
            () => undefined,
          );
        });
        await put({ no: "a", note: "there" });
        expect(await seen).toEqual({ no: "a", note: "there" });
      });

      test("until they have enough", async () => {
        const told: string[] = [];
        const stop = store.watch(
          ({ key }) => told.push(key),
          () => undefined,
        );
        const first = listen("a");
        await put({ no: "a" });
        await first;
        stop();
        const second = listen("b");
        await put({ no: "b" });
        await second;
        expect(told).toEqual(["a"]);
      });
    });

    describe("closes", () => {
      test("after what was begun is done, and takes nothing more", async () => {
        const begun = [put({ no: "a" }), put({ no: "b" })];
        await Promise.all([store.close(), store.close()]);
        await Promise.all(begun);
        await expect(put({ no: "c" })).rejects.toThrow("closed");
        store = await home.open();
        expect(numbers(await all())).toEqual(["a", "b"]);
      });
    });
  });
}
