import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  countBound,
  type Search,
  type SearchQuery,
  type TotalLine,
  type TotalsQuery,
} from "../../server/store/search.ts";
import type { SearchColumns } from "../../server/store/search-columns.ts";
import type { Store } from "../../server/store/store.ts";
import { type Parcel, parcel, parcels, seenParcels } from "./parcels.ts";
import type { StoreHome } from "./store-contract.ts";

/** What every adapter of the search port must do. */
export function searchContract(adapter: string, makeHome: () => Promise<StoreHome<Store & Search>>): void {
  describe(`a search on ${adapter}`, () => {
    let home: StoreHome<Store & Search>;
    let store: Store & Search;

    beforeEach(async () => {
      home = await makeHome();
      store = await home.open();
    });

    afterEach(async () => {
      await store.close();
      await home.remove();
    });

    const put = async (rows: readonly Parcel[], table = parcels) => {
      for (let first = 0; first < rows.length; first += 500)
        await store.transact(async (tx) => {
          for (const row of rows.slice(first, first + 500)) await tx.put(table, row);
        });
    };
    const find = async (query: Partial<SearchQuery>, table = parcels) => {
      const { rows, count } = await store.search(table, { limit: 50, ...query });
      expect(count).toEqual({ atLeast: rows.length, more: false });
      return rows.map(({ no }) => no);
    };
    const totals = (query: Partial<TotalsQuery> = {}) => store.totals(parcels, { by: ["day"], limit: 100, ...query });

    const examples = [
      parcel("a", { at: 10, state: "active" }, { tags: ["rider/1"] }),
      parcel("b", { at: 20, state: "settled", amount: 300, charged: 300, fees: 2 }, { tags: ["rider/1", "item/7"] }),
      parcel(
        "c",
        { at: 30, site: "shop-2", kind: "umbrella", review: "paid-twice", amount: 500 },
        { tags: ["item/7"] },
      ),
      parcel("d", { at: 40, site: "shop-2", state: "lapsed" }, { rests: "2026-11", tags: ["rider/2"] }),
      parcel("e", { at: 40, review: "payment-failed", amount: 0 }, { rests: "2026-11" }),
    ];

    const cases: readonly [what: string, query: Partial<SearchQuery>, found: readonly string[]][] = [
      ["nothing finds all, the newest first, by key where they began together", {}, ["e", "d", "c", "b", "a"]],
      ["one state", { states: ["active"] }, ["a"]],
      ["several states", { states: ["active", "lapsed"] }, ["d", "a"]],
      ["no state that there is", { states: ["cancelled"] }, []],
      ["a first time", { at: { from: 30 } }, ["e", "d", "c"]],
      ["a last time", { at: { to: 30 } }, ["c", "b", "a"]],
      ["both", { at: { from: 20, to: 30 } }, ["c", "b"]],
      ["a site", { sites: ["shop-2"] }, ["d", "c"]],
      ["one of several sites", { sites: ["shop-2", "shop-9"] }, ["d", "c"]],
      ["a kind", { kind: "umbrella" }, ["c"]],
      ["an amount, which those without one don't have", { amount: { from: 0 } }, ["e", "c", "b"]],
      ["the most of an amount", { amount: { to: 300 } }, ["e", "b"]],
      ["a review", { review: true }, ["e", "c"]],
      ["no review", { review: false }, ["d", "b", "a"]],
      ["a review's code", { review: "paid-twice" }, ["c"]],
      ["a key", { key: "b" }, ["b"]],
      ["no key that there is", { key: "x" }, []],
      ["an entry, of living and resting rows", { entries: ["tag:rider/2"] }, ["d"]],
      ["several entries", { entries: ["tag:rider/1", "tag:item/7"] }, ["b"]],
      ["a key and an entry that it is not under", { key: "a", entries: ["tag:item/7"] }, []],
      ["an entry and everything else", { entries: ["tag:item/7"], sites: ["shop-2"], amount: { from: 500 } }, ["c"]],
      [
        "everything that columns have",
        {
          states: ["settled", "lapsed"],
          at: { from: 30, to: 30 },
          sites: ["shop-2"],
          kind: "umbrella",
          review: "paid-twice",
          amount: { from: 500, to: 500 },
        },
        ["c"],
      ],
    ];

    test.each(cases)("by %s", async (_what, query, found) => {
      await put(examples);
      expect(await find(query)).toEqual(found);
      await put(examples, seenParcels);
      expect(await find(query, seenParcels)).toEqual(found);
    });

    test("answers whole rows", async () => {
      await put(examples);
      expect((await store.search(parcels, { key: "b", limit: 1 })).rows).toEqual([examples[1]]);
    });

    test("sees a row as it is now, over a restart, and no more once it is deleted", async () => {
      await put(examples);
      await put([parcel("a", { at: 15, site: "shop-3", state: "settled", amount: 100 }, { rests: "2026-12" })]);
      await store.transact((tx) => tx.delete(parcels, "b"));
      await store.close();
      store = await home.open();
      expect(await find({ sites: ["shop-1"] })).toEqual(["e"]);
      expect(await find({ sites: ["shop-3"], states: ["settled"], amount: { from: 100 } })).toEqual(["a"]);
      expect(await find({ entries: ["tag:rider/1"] })).toEqual([]);
      expect(await find({})).toEqual(["e", "d", "c", "a"]);
    });

    test("sees nothing of a transaction that failed", async () => {
      await put(examples);
      const failed = store.transact(async (tx) => {
        await tx.put(parcels, parcel("a", { site: "shop-9" }));
        await tx.delete(parcels, "b");
        throw new Error("no");
      });
      await expect(failed).rejects.toThrow("no");
      expect(await find({ sites: ["shop-1"] })).toEqual(["e", "b", "a"]);
      expect(await totals({ by: [] })).toEqual([line({}, 5, { charged: 300, fees: 2 })]);
    });

    test("keeps any text apart", async () => {
      const texts = ["", " ", "a", "A", "充", "\u0000", "'; DROP TABLE rows; --"];
      await put(texts.map((site, place) => parcel(`no ${place}`, { site, state: site, kind: site })));
      for (const [place, site] of texts.entries())
        expect(await find({ sites: [site], states: [site], kind: site }), site).toEqual([`no ${place}`]);
    });

    test("goes on where a page ended, though rows came meanwhile", async () => {
      await put(
        Array.from({ length: 10 }, (_, no) => parcel(`p${no}`, { at: Math.floor(no / 3), site: no < 9 ? "s" : "t" })),
      );
      for (const filter of [{ sites: ["s"] }, { states: ["settled"] as const, sites: ["s"] }, { at: { to: 2 } }]) {
        const seen: string[] = [];
        let page = await store.search(parcels, { ...filter, limit: 4 });
        expect(page.count).toEqual({ atLeast: 9, more: false });
        for (;;) {
          seen.push(...page.rows.map(({ no }) => no));
          if (!page.next) break;
          page = await store.search(parcels, { ...filter, limit: 4, after: page.next });
          expect(page.count).toBeUndefined();
          await put([parcel("new", { at: 9, site: "s" })]);
        }
        expect(seen).toEqual(["p8", "p7", "p6", "p5", "p4", "p3", "p2", "p1", "p0"]);
        await store.transact((tx) => tx.delete(parcels, "new"));
      }
    });

    test("counts exactly up to its bound, whether many rows fit a condition or few", async () => {
      const many = Array.from({ length: countBound + 3 }, (_, no) =>
        parcel(String(no).padStart(5, "0"), {
          at: no,
          state: no < countBound ? "old" : "new",
          review: no === 0 ? "x" : null,
        }),
      );
      await put(many);
      const count = async (query: Partial<SearchQuery>) => {
        const { rows, count } = await store.search(parcels, { limit: 2, ...query });
        return [rows.map(({ no }) => no), count?.atLeast, count?.more];
      };
      expect(await count({})).toEqual([["10002", "10001"], countBound, true]);
      expect(await count({ sites: ["shop-1"] })).toEqual([["10002", "10001"], countBound, true]);
      expect(await count({ states: ["old"] })).toEqual([["09999", "09998"], countBound, false]);
      expect(await count({ states: ["old", "new"], kind: "power-bank" })).toEqual([
        ["10002", "10001"],
        countBound,
        true,
      ]);
      expect(await count({ states: ["new"], sites: ["shop-1"] })).toEqual([["10002", "10001"], 3, false]);
      expect(await count({ sites: ["shop-1"], review: "x" })).toEqual([["00000"], 1, false]);
      expect(await count({ sites: ["shop-1"], kind: "power-bank", amount: { from: 1 } })).toEqual([[], 0, false]);
      const dense = await store.search(parcels, { sites: ["shop-1"], limit: 2, after: { at: 1, key: "00001" } });
      expect(dense).toEqual({ rows: [many[0]] });
    }, 60_000);

    describe("sums", () => {
      const on = (day: string, columns: Partial<SearchColumns> = {}) => ({ day, charged: 100, ...columns });
      const rows = [
        parcel("a", on("2026-10-30", { fees: 1, owed: 5 })),
        parcel("b", on("2026-10-30", { site: "shop-2", refunded: 7 }), { rests: "2026-10" }),
        parcel("c", on("2026-11-01", { kind: "umbrella", written_off: 9 })),
        parcel("d", on("2026-12-31", { site: "shop-2" })),
        parcel("e", on("2026-12-31")),
        parcel("f", on("2027-01-15")),
      ];
      beforeEach(() => put(rows));

      const sums: readonly [what: string, query: Partial<TotalsQuery>, lines: readonly TotalLine[]][] = [
        ["all together", { by: [] }, [line({}, 6, { charged: 600, fees: 1, owed: 5, refunded: 7, written_off: 9 })]],
        [
          "by day",
          {},
          [
            line({ day: "2026-10-30" }, 2, { charged: 200, fees: 1, owed: 5, refunded: 7 }),
            line({ day: "2026-11-01" }, 1, { charged: 100, written_off: 9 }),
            line({ day: "2026-12-31" }, 2, { charged: 200 }),
            line({ day: "2027-01-15" }, 1, { charged: 100 }),
          ],
        ],
        [
          "by site",
          { by: ["site"] },
          [
            line({ site: "shop-1" }, 4, { charged: 400, fees: 1, owed: 5, written_off: 9 }),
            line({ site: "shop-2" }, 2, { charged: 200, refunded: 7 }),
          ],
        ],
        [
          "by kind",
          { by: ["kind"] },
          [
            line({ kind: "power-bank" }, 5, { charged: 500, fees: 1, owed: 5, refunded: 7 }),
            line({ kind: "umbrella" }, 1, { charged: 100, written_off: 9 }),
          ],
        ],
        [
          "by site over several months, from the middle of one to the middle of another",
          { by: ["site"], from: "2026-10-30", to: "2027-01-14" },
          [
            line({ site: "shop-1" }, 3, { charged: 300, fees: 1, owed: 5, written_off: 9 }),
            line({ site: "shop-2" }, 2, { charged: 200, refunded: 7 }),
          ],
        ],
        [
          "by site from a day on",
          { by: ["site"], from: "2026-10-31" },
          [
            line({ site: "shop-1" }, 3, { charged: 300, written_off: 9 }),
            line({ site: "shop-2" }, 1, { charged: 100 }),
          ],
        ],
        [
          "by site up to a day",
          { by: ["site"], to: "2026-12-30" },
          [
            line({ site: "shop-1" }, 2, { charged: 200, fees: 1, owed: 5, written_off: 9 }),
            line({ site: "shop-2" }, 1, { charged: 100, refunded: 7 }),
          ],
        ],
        [
          "by site within a month",
          { by: ["site"], from: "2026-12-01", to: "2026-12-31" },
          [line({ site: "shop-1" }, 1, { charged: 100 }), line({ site: "shop-2" }, 1, { charged: 100 })],
        ],
        [
          "of a site, by day and kind",
          { by: ["day", "kind"], site: "shop-1", from: "2026-11-01", to: "2026-12-31" },
          [
            line({ day: "2026-11-01", kind: "umbrella" }, 1, { charged: 100, written_off: 9 }),
            line({ day: "2026-12-31", kind: "power-bank" }, 1, { charged: 100 }),
          ],
        ],
        [
          "of a kind, by site",
          { by: ["site"], kind: "umbrella" },
          [line({ site: "shop-1" }, 1, { charged: 100, written_off: 9 })],
        ],
        [
          "by day and site, as many lines as are asked for",
          { by: ["day", "site"], limit: 2 },
          [
            line({ day: "2026-10-30", site: "shop-1" }, 1, { charged: 100, fees: 1, owed: 5 }),
            line({ day: "2026-10-30", site: "shop-2" }, 1, { charged: 100, refunded: 7 }),
          ],
        ],
        ["of nothing", { by: [], from: "2028-01-01" }, []],
      ];

      test.each(sums)("%s", async (_what, query, lines) => {
        expect(await totals(query)).toEqual(lines);
      });

      test("count slots that opened and that did not, and follow them", async () => {
        const later = { by: [], from: "2029-01-01" };
        await put([parcel("g", on("2029-01-01", { not_opened: 1 }))]);
        expect(await totals(later)).toEqual([line({}, 1, { charged: 100, not_opened: 1 })]);
        await put([parcel("g", on("2029-01-01", { opened: 2, not_opened: 1, opening_ms: 700 }))]);
        expect(await totals(later)).toEqual([line({}, 1, { charged: 100, opened: 2, not_opened: 1, opening_ms: 700 })]);
      });

      test("follow a row that changes, moves to another day and site, and is deleted", async () => {
        await put([parcel("a", on("2026-10-30", { fees: 3 }))]);
        await put([parcel("b", on("2026-10-29", { site: "shop-3", kind: "umbrella" }))]);
        await store.transact((tx) => tx.delete(parcels, "c"));
        expect(await totals({ to: "2026-11-30" })).toEqual([
          line({ day: "2026-10-29" }, 1, { charged: 100 }),
          line({ day: "2026-10-30" }, 1, { charged: 100, fees: 3 }),
        ]);
        expect(await totals({ by: ["site", "kind"] })).toEqual([
          line({ site: "shop-1", kind: "power-bank" }, 3, { charged: 300, fees: 3 }),
          line({ site: "shop-2", kind: "power-bank" }, 1, { charged: 100 }),
          line({ site: "shop-3", kind: "umbrella" }, 1, { charged: 100 }),
        ]);
      });

      test("are kept by hour too, of rows that began within a stretch", async () => {
        await put([
          parcel("h1", on("2029-01-01", { at: 3 * hour, opened: 1, opening_ms: 300 })),
          parcel("h2", on("2029-01-01", { at: 4 * hour - 1, opened: 1, opening_ms: 500 }), { rests: "2029-01" }),
          parcel("h3", on("2029-01-01", { at: 6 * hour, not_opened: 1 })),
          parcel("h4", on("2029-01-01", { at: 7 * hour })),
        ]);
        expect(await store.hours(parcels, { from: 2 * hour, to: 7 * hour })).toEqual([
          { ...line({}, 2, { charged: 200, opened: 2, opening_ms: 800 }), at: 3 * hour },
          { ...line({}, 1, { charged: 100, not_opened: 1 }), at: 6 * hour },
        ]);
        expect(await store.hours(parcels, { from: 4 * hour, to: 6 * hour })).toEqual([]);
      });
    });
  });
}

const hour = 3_600_000;

function line(group: Pick<TotalLine, "day" | "site" | "kind">, rows: number, sums: Partial<TotalLine>): TotalLine {
  return {
    ...group,
    rows,
    charged: 0,
    fees: 0,
    refunded: 0,
    owed: 0,
    written_off: 0,
    by_hand: 0,
    opened: 0,
    not_opened: 0,
    opening_ms: 0,
    lent_ms: 0,
    ...sums,
  };
}
