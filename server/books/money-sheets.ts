import type { Income } from "./income.ts";
import type { MoneyGroup, MoneyLine, MoneyStatement } from "./money-statement.ts";
import type { Sheet, SheetCell, SheetColumn } from "./sheet.ts";
import type { SharesStatement } from "./site-shares.ts";

/** How sites, cabinets are called; what has no name any more is absent. */
export interface Names {
  readonly sites: ReadonlyMap<string, string>;
  readonly cabinets: ReadonlyMap<string, string>;
}

interface GroupColumn {
  readonly titles: readonly string[];
  readonly cells: (line: MoneyLine, names: Names) => SheetCell[];
}

const groupColumns: Readonly<Record<MoneyGroup, GroupColumn>> = {
  day: { titles: ["日期 day"], cells: ({ day }) => [day] },
  site: {
    titles: ["站点编号 site id", "站点 site"],
    cells: ({ siteId = "" }, { sites }) => [siteId, sites.get(siteId)],
  },
  cabinet: {
    titles: ["机柜编号 cabinet id", "机柜 cabinet"],
    cells: ({ cabinetId = "" }, { cabinets }) => [cabinetId, cabinets.get(cabinetId)],
  },
  kind: { titles: ["物品 item kind"], cells: ({ kind }) => [kind] },
};

const incomeColumns = {
  orders: "订单 orders",
  gross: "应收 gross",
  writtenOff: "减免 written off",
  owed: "未收 owed",
  fees: "服务费 fees",
  refunds: "退款 refunds",
  net: "净收入 net",
  byHand: "其中线下收款 of it by hand",
} as const satisfies Record<keyof Income, string>;
const incomeNames = Object.keys(incomeColumns) as (keyof Income)[];

/** The columns of a statement: those of the groups that were asked for, then the amounts. */
export function moneySheet({ lines, total }: MoneyStatement, by: readonly MoneyGroup[], names: Names): Sheet {
  const groups = by.map((group) => groupColumns[group]);
  const texts = groups.flatMap(({ titles }) => titles);
  const amounts = (income: Income) => incomeNames.map((name) => income[name]);
  return {
    columns: [
      ...texts.map((title): SheetColumn => ({ title, holds: "text" })),
      ...incomeNames.map(
        (name): SheetColumn => ({ title: incomeColumns[name], holds: name === "orders" ? "count" : "fen" }),
      ),
    ],
    rows: lines.map((line) => [...groups.flatMap(({ cells }) => cells(line, names)), ...amounts(line)]),
    total: [...totalTexts(texts.length), ...amounts(total)],
  };
}

/** What is due to the owners of sites. */
export function sharesSheet(
  { lines, total }: SharesStatement,
  names: Names,
  owners: ReadonlyMap<string, string>,
): Sheet {
  const texts = ["站点编号 site id", "站点 site", "业主 owner", "分成比例 percentage"];
  return {
    columns: [
      ...texts.map((title): SheetColumn => ({ title, holds: "text" })),
      { title: incomeColumns.orders, holds: "count" },
      { title: incomeColumns.net, holds: "fen" },
      { title: "业主分成 owner's share", holds: "fen" },
      { title: "运营方留存 kept", holds: "fen" },
    ],
    rows: lines.map(({ siteId, basisPoints, orders, net, share, kept }) => [
      siteId,
      names.sites.get(siteId),
      owners.get(siteId),
      basisPoints.map(percentage).join(", "),
      orders,
      net,
      share,
      kept,
    ]),
    total: [...totalTexts(texts.length), total.orders, total.net, total.share, total.kept],
  };
}

/** `30%` of 3000, `12.5%` of 1250. */
export function percentage(basisPoints: number): string {
  return `${basisPoints / 100}%`;
}

function totalTexts(count: number): SheetCell[] {
  return Array.from({ length: count }, (_, place) => (place === 0 ? "合计 total" : undefined));
}
