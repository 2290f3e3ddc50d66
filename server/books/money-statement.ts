import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { Search, TotalGroup, TotalLine } from "../store/search.ts";
import type { Store } from "../store/store.ts";
import { addIncome, type Income, incomeOf } from "./income.ts";
import { movedWithin, siteOn } from "./site-days.ts";

export const moneyGroups = ["day", "site", "cabinet", "kind"] as const;
/** By what income is told apart. */
export type MoneyGroup = (typeof moneyGroups)[number];

export interface MoneyQuery {
  /** The first and the last Beijing day on which the orders were made. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly siteId?: string | undefined;
  readonly cabinetId?: string | undefined;
  readonly kind?: string | undefined;
  readonly by: readonly MoneyGroup[];
}

/** The income of one group; of the groups that were asked for, `siteId` is absent where the cabinet stood on no site. */
export interface MoneyLine extends Income {
  readonly day?: string;
  readonly siteId?: string;
  readonly cabinetId?: string;
  readonly kind?: string;
}

export interface MoneyStatement {
  readonly lines: readonly MoneyLine[];
  /** What the lines add up to. */
  readonly total: Income;
}

export interface StatementParts {
  readonly store: Store;
  readonly search: Pick<Search, "totals">;
  /** The most lines that are read. */
  readonly mostLines: number;
}

/**
 * What orders came to, by the groups that are asked for. Each order counts for the day on which it was made, with all that
 * has become of its money since. It reads the sums that the store keeps, and no orders.
 * @returns undefined where there would be too many lines
 */
export async function moneyStatement(
  { store, search, mostLines }: StatementParts,
  query: MoneyQuery,
): Promise<MoneyStatement | undefined> {
  const { from, to, siteId, cabinetId, kind, by } = query;
  const needsSite = by.includes("site") || siteId !== undefined;
  const totalsBy = (more: readonly TotalGroup[]): TotalGroup[] => {
    const wanted = [
      ...more,
      ...by.flatMap((group): TotalGroup[] => (group === "cabinet" ? ["site"] : group === "site" ? [] : [group])),
    ];
    return (["day", "site", "kind"] as const).filter((group) => wanted.includes(group));
  };
  const read = (cabinet: string | undefined, more: readonly TotalGroup[]) =>
    search.totals(orderTable, { from, to, site: cabinet, kind, by: totalsBy(more), limit: mostLines + 1 });

  if (!needsSite) {
    const lines = await read(cabinetId, []);
    return lines.length > mostLines ? undefined : statementOf(lines.map((line) => moneyLine(line, by)));
  }
  const cabinets = await store.transact((tx) => tx.all(cabinetTable));
  const moved = by.includes("day") ? [] : cabinets.filter((cabinet) => movedWithin(cabinet, from, to));
  // What stood on several sites is told apart by day; of all others the whole time counts for one site.
  const movedIds = new Set(moved.map((cabinet) => cabinet.cabinetId));
  const lines = (await read(cabinetId, ["site"])).filter(({ site = "" }) => !movedIds.has(site));
  for (const id of movedIds)
    if (cabinetId === undefined || cabinetId === id) lines.push(...(await read(id, ["site", "day"])));
  if (lines.length > mostLines) return undefined;
  const byId = new Map(cabinets.map((cabinet) => [cabinet.cabinetId, cabinet]));
  const placed = lines.map((line) => ({ ...line, siteId: siteOf(byId.get(line.site ?? ""), line.day ?? to) }));
  const wanted = siteId === undefined ? placed : placed.filter((line) => line.siteId === siteId);
  return statementOf(grouped(wanted.map((line) => ({ ...moneyLine(line, by), ...siteIn(line, by) }))));
}

/** @param day undefined: today, or whenever it stood where it stands */
function siteOf(cabinet: Cabinet | undefined, day: string | undefined): string | undefined {
  if (!cabinet) return undefined;
  return day === undefined ? cabinet.siteId : siteOn(cabinet, day);
}

function siteIn({ siteId }: { readonly siteId?: string | undefined }, by: readonly MoneyGroup[]) {
  return by.includes("site") && siteId !== undefined ? { siteId } : {};
}

function moneyLine(line: TotalLine, by: readonly MoneyGroup[]): MoneyLine {
  const { day, site: cabinetId, kind } = line;
  return {
    ...(by.includes("day") && day !== undefined && { day }),
    ...(by.includes("cabinet") && cabinetId !== undefined && { cabinetId }),
    ...(by.includes("kind") && kind !== undefined && { kind }),
    ...incomeOf(line),
  };
}

/** Lines of one group become one line, in the order of day, site, cabinet and kind. */
function grouped(lines: readonly MoneyLine[]): readonly MoneyLine[] {
  const groups = new Map<string, MoneyLine[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.keys()]
    .toSorted()
    .map((key) => groups.get(key) ?? [])
    .map((group) => ({ ...group[0], ...addIncome(group) }));
}

function keyOf({ day = "", siteId = "", cabinetId = "", kind = "" }: MoneyLine): string {
  return [day, siteId, cabinetId, kind].join("\n");
}

function statementOf(lines: readonly MoneyLine[]): MoneyStatement {
  return { lines, total: addIncome(lines) };
}
