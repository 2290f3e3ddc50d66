import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addIncome, type Income, incomeOf } from "../../../server/books/income.ts";
import { type MoneyGroup, moneyGroups, moneyStatement } from "../../../server/books/money-statement.ts";
import { shareOf, sharesStatement, sharesStatementOf } from "../../../server/books/site-shares.ts";
import { beginOfDay } from "../../../server/rental/book-day.ts";
import { fen } from "../../../server/rental/money.ts";
import { type Cabinet, cabinetTable } from "../../../server/store/cabinet-table.ts";
import type { Search, TotalGroup, TotalLine, TotalsQuery } from "../../../server/store/search.ts";
import { type Figures, figures } from "../../../server/store/search-columns.ts";
import { type SiteShare, siteShareTable } from "../../../server/store/site-share-table.ts";
import type { Store } from "../../../server/store/store.ts";
import { bookedDay, dayAfter, paidOrder, recordOf, Shelf } from "./shelf.ts";

let shelf: Shelf;
beforeEach(async () => {
  shelf = await Shelf.open();
});
afterEach(() => shelf.close());

const mostLines = 1000;
const dayBefore = "2026-11-22";
const place = paidOrder(0).place.cabinetId;

function cabinet(cabinetId: string, changes: Partial<Cabinet> = {}): Cabinet {
  return { cabinetId, name: cabinetId, address: "x", slots: 8, keyGeneration: 1, ...changes };
}

function share(siteId: string, from: string, basisPoints: number): SiteShare {
  return { siteId, from, basisPoints, addedAt: 0 };
}

describe("what orders came to", () => {
  it("is read from the sums that the store keeps, and nets to what stays", async () => {
    await shelf.put(
      recordOf(paidOrder(1)),
      recordOf(paidOrder(2, { kind: "damage", amount: fen(9900), collectedByHand: fen(9000) })),
    );
    const parts = { store: shelf.store, search: shelf.store as unknown as Search, mostLines };
    const statement = await moneyStatement(parts, { from: bookedDay, to: bookedDay, by: ["day", "cabinet"] });
    const income = {
      orders: 2,
      gross: 10_500,
      fees: 4,
      refunds: 0,
      owed: 0,
      writtenOff: 900,
      net: 9596,
      byHand: 9000,
    };
    expect(statement).toEqual({ lines: [{ day: bookedDay, cabinetId: place, ...income }], total: income });
  });

  it("counts for the site on which the cabinet stood at the end of the day", async () => {
    const moved = cabinet("a", {
      siteId: "new",
      earlierSites: [{ until: beginOfDay(bookedDay) - 1 }, { siteId: "old", until: beginOfDay(dayAfter) + 1 }],
    });
    const rows = [dayBefore, bookedDay, dayAfter].map((day) => row(day, "a", { charged: 100 }));
    const { parts } = model(rows, [moved, cabinet("b")], []);
    const bySite = async (from: string, to: string) =>
      (await moneyStatement(parts, { from, to, by: ["site"] }))?.lines.map(({ siteId, gross }) => [siteId, gross]);
    expect(await bySite(dayBefore, dayAfter)).toEqual([
      ["new", 100],
      ["old", 200],
    ]);
    expect(await bySite(dayBefore, bookedDay)).toEqual([["old", 200]]);
    expect(await bySite(dayAfter, dayAfter)).toEqual([["new", 100]]);
  });

  it("counts for no site where the cabinet stands on none, or is registered no more", async () => {
    const rows = [row(bookedDay, "a", { charged: 100 }), row(bookedDay, "gone", { charged: 20 })];
    const { parts } = model(rows, [cabinet("a")], []);
    const statement = await moneyStatement(parts, { from: bookedDay, to: bookedDay, by: ["site"] });
    expect(statement?.lines).toMatchObject([{ orders: 2, gross: 120 }]);
    expect(statement?.lines[0]).not.toHaveProperty("siteId");
  });

  it("is not told where there would be too many lines", async () => {
    const rows = ["a", "b", "c"].map((id) => row(bookedDay, id, {}));
    const { parts } = model(rows, [], []);
    expect(await moneyStatement({ ...parts, mostLines: 2 }, { by: ["cabinet"] })).toBeUndefined();
    expect(await moneyStatement({ ...parts, mostLines: 2 }, { by: ["site"] })).toBeUndefined();
    expect(await sharesStatement({ ...parts, mostLines: 2 }, { from: bookedDay, to: bookedDay })).toBeUndefined();
  });
});

describe("shares of sites' owners", () => {
  it("are a percentage of the net income, by what was agreed for each day", () => {
    const days = [dayBefore, bookedDay, dayAfter].map((day) => ({ siteId: "s", day, orders: 1, net: 1000 }));
    const shares = new Map([["s", [share("s", bookedDay, 3000), share("s", dayAfter, 1250)]]]);
    expect(sharesStatementOf(days, shares).lines).toEqual([
      { siteId: "s", orders: 3, net: 3000, share: 425, kept: 2575, basisPoints: [3000, 1250] },
    ]);
  });

  it("are rounded to whole fen, a half up, and are never a negative nothing", () => {
    expect(shareOf(5, 1000)).toBe(1);
    expect(shareOf(4, 1000)).toBe(0);
    expect(Object.is(shareOf(-4, 1000), 0)).toBe(true);
    expect(shareOf(-300, 3000)).toBe(-90);
  });
});

const days = [dayBefore, bookedDay, dayAfter];
const cabinetIds = ["a", "b", "c"];

describe("the parts of a statement", () => {
  it("add up to the whole to the fen, whatever they are told apart by, and wherever cabinets were moved", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows, arbitraryCabinets, arbitraryGroups, async (rows, cabinets, by) => {
        const { parts } = model(rows, cabinets, []);
        const statement = await moneyStatement(parts, { from: dayBefore, to: dayAfter, by });
        const whole = addIncome(rows.map((one) => incomeOf({ ...one, rows: 1 })));
        expect(statement?.total).toEqual(whole);
        expect(addIncome(statement?.lines ?? [])).toEqual(whole);
        expect(whole.net).toBe(whole.gross - whole.writtenOff - whole.owed - whole.fees - whole.refunds);
        const keys = statement?.lines.map(({ day, siteId, cabinetId, kind }) => [day, siteId, cabinetId, kind].join());
        expect(new Set(keys).size).toBe(keys?.length);
      }),
    );
  });

  it("of single sites add up to the statement of all", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows, arbitraryCabinets, async (rows, cabinets) => {
        const { parts } = model(rows, cabinets, []);
        const all = await moneyStatement(parts, { from: dayBefore, to: dayAfter, by: ["site"] });
        const single: Income[] = [];
        for (const siteId of ["x", "y"]) {
          const one = await moneyStatement(parts, { from: dayBefore, to: dayAfter, siteId, by: [] });
          if (one) single.push(one.total);
        }
        const without = all?.lines.filter(({ siteId }) => siteId === undefined) ?? [];
        expect(addIncome([...single, ...without])).toEqual(all?.total);
      }),
    );
  });

  it("of single days add up to the shares of all days, and what is kept is the rest", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows, arbitraryCabinets, arbitraryShares, async (rows, cabinets, shares) => {
        const { parts } = model(rows, cabinets, shares);
        const all = await sharesStatement(parts, { from: dayBefore, to: dayAfter });
        const singles = await Promise.all(days.map((day) => sharesStatement(parts, { from: day, to: day })));
        const sum = (of: "net" | "share" | "kept" | "orders") =>
          singles.reduce((total, single) => total + (single?.total[of] ?? 0), 0);
        expect(all?.total).toEqual({ orders: sum("orders"), net: sum("net"), share: sum("share"), kept: sum("kept") });
        for (const line of all?.lines ?? []) expect(line.share + line.kept).toBe(line.net);
      }),
    );
  });
});

interface Row extends Figures {
  readonly day: string;
  readonly site: string;
  readonly kind: string;
}

function row(day: string, site: string, changes: Partial<Figures>): Row {
  const none = Object.fromEntries(figures.map((figure) => [figure, 0])) as Record<keyof Figures, number>;
  return { day, site, kind: "power-bank", ...none, ...changes };
}

/** A store with these cabinets and shares, over which these rows are summed as every store sums. */
function model(rows: readonly Row[], cabinets: readonly Cabinet[], shares: readonly SiteShare[]) {
  const all = async (table: unknown) => {
    if (table === cabinetTable) return cabinets;
    return table === siteShareTable ? shares : [];
  };
  const store = { transact: (work: (tx: unknown) => Promise<unknown>) => work({ all }) } as unknown as Store;
  const totals = async (_: unknown, query: TotalsQuery) => sums(rows, query);
  return { parts: { store, search: { totals } as unknown as Pick<Search, "totals">, mostLines } };
}

function sums(rows: readonly Row[], { from = "", to = "9", site, kind, by, limit }: TotalsQuery): TotalLine[] {
  const groups = new Map<string, TotalLine>();
  for (const one of rows) {
    if (one.day < from || one.day > to) continue;
    if ((site !== undefined && one.site !== site) || (kind !== undefined && one.kind !== kind)) continue;
    const group = Object.fromEntries(by.map((name: TotalGroup) => [name, one[name]]));
    const key = JSON.stringify(group);
    const before = groups.get(key);
    const added = Object.fromEntries(figures.map((figure) => [figure, one[figure] + (before?.[figure] ?? 0)]));
    groups.set(key, { ...group, ...(added as Record<keyof Figures, number>), rows: (before?.rows ?? 0) + 1 });
  }
  return [...groups.values()].slice(0, limit);
}

const amount = fc.integer({ min: 0, max: 100_000 });
const arbitraryRow = fc
  .record({
    day: fc.constantFrom(...days),
    site: fc.constantFrom(...cabinetIds, "gone"),
    kind: fc.constantFrom("power-bank", "umbrella"),
    charged: amount,
    fees: amount,
    refunded: amount,
    owed: amount,
    written_off: amount,
    by_hand: amount,
  })
  .map(({ day, site, kind, ...sums }) => ({ ...row(day, site, sums), kind }));
const arbitraryRows = fc.array(arbitraryRow, { maxLength: 20 });
const site = fc.constantFrom("x", "y", undefined);
const moment = fc.integer({ min: beginOfDay(dayBefore) - 1000, max: beginOfDay(dayAfter) + 86_400_000 });
const arbitraryCabinets = fc.tuple(...cabinetIds.map((id) => arbitraryCabinet(id)));
const arbitraryGroups = fc.subarray<MoneyGroup>([...moneyGroups]);
const arbitraryShares = fc
  .uniqueArray(
    fc.record({
      siteId: fc.constantFrom("x", "y"),
      from: fc.constantFrom(...days),
      basisPoints: fc.integer({ min: 0, max: 10_000 }),
    }),
    { selector: ({ siteId, from }) => `${siteId}/${from}` },
  )
  .map((shares) => shares.map((one) => ({ ...one, addedAt: 0 })));

function arbitraryCabinet(cabinetId: string): fc.Arbitrary<Cabinet> {
  return fc
    .record({ siteId: site, earlier: fc.array(fc.record({ siteId: site, until: moment }), { maxLength: 3 }) })
    .map(({ siteId, earlier }) =>
      cabinet(cabinetId, {
        ...(siteId !== undefined && { siteId }),
        earlierSites: earlier
          .toSorted((one, other) => one.until - other.until)
          .map(({ siteId: id, until }) => ({ until, ...(id !== undefined && { siteId: id }) })),
      }),
    );
}
