import { beginOfDay, bookDay } from "../rental/book-day.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { TotalLine } from "../store/search.ts";
import { type SiteShare, siteShareTable } from "../store/site-share-table.ts";
import { type Income, incomeOf } from "./income.ts";
import type { StatementParts } from "./money-statement.ts";
import { siteOn } from "./site-days.ts";

const wholeInBasisPoints = 10_000;
const daysAtOnce = 5;

/** What the owner of a site gets of its income. */
export interface SiteShareLine {
  readonly siteId: string;
  readonly orders: number;
  /** Fen. */
  readonly net: number;
  /** The owner's part of it, fen. */
  readonly share: number;
  /** What stays with the operator: the rest, fen. */
  readonly kept: number;
  /** The percentages that counted, the first one first; empty: none was agreed. */
  readonly basisPoints: readonly number[];
}

export interface SharesStatement {
  readonly lines: readonly SiteShareLine[];
  readonly total: Pick<SiteShareLine, "orders" | "net" | "share" | "kept">;
}

/** The share that counts on a day; undefined: none is agreed for it. @param shares of one site, the first one first */
export function shareOn(shares: readonly SiteShare[], day: string): SiteShare | undefined {
  return shares.findLast(({ from }) => from <= day);
}

/**
 * The owner's part of a day's net income in whole fen, a half is rounded up. It is rounded once for each site and day:
 * so what stands in a statement of some days is exactly what the statements of each of them add up to.
 */
export function shareOf(net: number, basisPoints: number): number {
  return Math.round((net * basisPoints) / wholeInBasisPoints) + 0;
}

/** The income of a site on a day. */
export interface SiteDay extends Pick<Income, "orders" | "net"> {
  readonly siteId: string;
  readonly day: string;
}

/** What is due to the owners of sites for some days, the sites in order of their ids. @param shares of each site, the first one first */
export function sharesStatementOf(
  siteDays: readonly SiteDay[],
  shares: ReadonlyMap<string, readonly SiteShare[]>,
): SharesStatement {
  const lines = new Map<string, SiteShareLine>();
  for (const { siteId, day, orders, net } of siteDays.toSorted((one, other) => (one.day < other.day ? -1 : 1))) {
    const { basisPoints } = shareOn(shares.get(siteId) ?? [], day) ?? {};
    const share = basisPoints === undefined ? 0 : shareOf(net, basisPoints);
    const line = lines.get(siteId) ?? { siteId, orders: 0, net: 0, share: 0, kept: 0, basisPoints: [] };
    lines.set(siteId, {
      siteId,
      orders: line.orders + orders,
      net: line.net + net,
      share: line.share + share,
      kept: line.kept + net - share,
      basisPoints:
        basisPoints === undefined || line.basisPoints.at(-1) === basisPoints
          ? line.basisPoints
          : [...line.basisPoints, basisPoints],
    });
  }
  const sorted = [...lines.values()].toSorted((one, other) => (one.siteId < other.siteId ? -1 : 1));
  const sum = (of: (line: SiteShareLine) => number) => sorted.reduce((all, line) => all + of(line), 0);
  return {
    lines: sorted,
    total: {
      orders: sum((line) => line.orders),
      net: sum((line) => line.net),
      share: sum((line) => line.share),
      kept: sum((line) => line.kept),
    },
  };
}

/**
 * What is due to the owners of sites, for orders that were made from one Beijing day to another. What cabinets without a
 * site earned is in no line.
 * @returns undefined where there would be too many lines
 */
export async function sharesStatement(
  { store, search, mostLines }: StatementParts,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<SharesStatement | undefined> {
  const [cabinets, shares] = await store.transact((tx) => Promise.all([tx.all(cabinetTable), tx.all(siteShareTable)]));
  const lines: TotalLine[] = [];
  // Some days at a time: nobody else waits for a long answer.
  for (let first = from; first <= to; first = daysAfter(first, daysAtOnce)) {
    const last = daysAfter(first, daysAtOnce - 1);
    const stretch = { from: first, to: last < to ? last : to };
    lines.push(...(await search.totals(orderTable, { ...stretch, by: ["day", "site"], limit: mostLines + 1 })));
    if (lines.length > mostLines) return undefined;
  }
  const byId = new Map(cabinets.map((cabinet) => [cabinet.cabinetId, cabinet]));
  const nets = new Map<string, SiteDay>();
  for (const line of lines) {
    const { day = from, site: cabinetId = "" } = line;
    const cabinet = byId.get(cabinetId);
    const siteId = cabinet && siteOn(cabinet, day);
    if (siteId === undefined) continue;
    const { orders, net } = incomeOf(line);
    const key = `${siteId}/${day}`;
    const before = nets.get(key);
    nets.set(key, { siteId, day, orders: orders + (before?.orders ?? 0), net: net + (before?.net ?? 0) });
  }
  return sharesStatementOf([...nets.values()], sharesBySite(shares));
}

function sharesBySite(shares: readonly SiteShare[]): ReadonlyMap<string, readonly SiteShare[]> {
  const bySite = new Map<string, SiteShare[]>();
  for (const share of shares.toSorted((one, other) => (one.from < other.from ? -1 : 1)))
    bySite.set(share.siteId, [...(bySite.get(share.siteId) ?? []), share]);
  return bySite;
}

function daysAfter(day: string, days: number): string {
  return bookDay(beginOfDay(day) + days * 86_400_000);
}
