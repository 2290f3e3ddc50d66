import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { EpochMs } from "../../protocol/ids.ts";
import { outCountsOf } from "../orders/out-counts.ts";
import { beginOfDay, bookDay, isBookDay } from "../rental/book-day.ts";
import { orderTable } from "../store/order-table.ts";
import type { OutCount } from "../store/out-count-table.ts";
import type { Search } from "../store/search.ts";
import type { Figures } from "../store/search-columns.ts";
import type { Store } from "../store/store.ts";
import { strict } from "./operator-api.ts";
import { Overview, OverviewView } from "./operator-overview.ts";
import type { App } from "./typed-app.ts";

export interface OperatorOverviewParts {
  readonly store: Store;
  readonly search: Search;
  readonly clock: Clock;
}

const bookDayText = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "Beijing day, 2026-11-23" });

const StatisticsQuery = Type.Object(
  {
    from: bookDayText,
    to: bookDayText,
    by: Type.Optional(Type.Enum(["day", "hour"], { description: "day if left out; hours of two days at most" })),
  },
  strict,
);

/** What happened in one hour or on one day. */
export const Statistics = Type.Object({
  from: Type.Integer({ ...EpochMs, description: "when the hour or day begins, epoch ms" }),
  orders: Type.Integer({ description: "orders that were made" }),
  charged: Type.Integer({ description: "what was charged for them up to now, fen" }),
  lentTime: Type.Integer({ description: "how long their items were out together, ms; an item counts once it is back" }),
  opened: Type.Integer({ description: "slots that opened for them" }),
  notOpened: Type.Integer({ description: "slots that were told to open for them and did not" }),
  openingTime: Type.Optional(
    Type.Integer({ description: "from the command until a slot was open, on average, ms; absent: none opened" }),
  ),
  out: Type.Optional(
    Type.Integer({
      description:
        "orders with an item that was out at the hub's hourly count, over a day on average; absent: no hub ran and counted; 10000: so many or more",
    }),
  ),
});
type Statistics = Type.Static<typeof Statistics>;

const hour = 3_600_000;
const day = 24 * hour;
/** Hours are added up from orders, days are kept as sums. */
const longestByHour = 2 * day;
const longestByDay = 400 * day;

/** What the console's overview shows: how things are now, and how they went. */
export function operatorOverviewRoutes(app: App, parts: OperatorOverviewParts): void {
  const { store, search } = parts;
  const overview = new Overview(parts);

  app.get(
    "/api/operator/overview",
    {
      config: { permission: "orders.read" },
      schema: {
        summary: "How many orders wait for an operator, and how the cabinets are",
        response: { 200: OverviewView },
      },
    },
    () => overview.view(),
  );

  app.get(
    "/api/operator/statistics",
    {
      config: { permission: "orders.read" },
      schema: {
        summary:
          "Orders, income, openings and items that are out by day or hour; days and hours without an order or a count are left out",
        querystring: StatisticsQuery,
        response: { 200: Type.Array(Statistics) },
      },
    },
    async ({ query: { from, to, by = "day" } }) => {
      const stretch = stretchOf(from, to, by === "hour" ? longestByHour : longestByDay);
      const [lines, counts] = await Promise.all([
        by === "hour" ? search.hours(orderTable, stretch) : daysOf(search, from, to),
        outCountsOf(store, daysIn(stretch)),
      ]);
      const counted = averagesBy(counts, by === "hour" ? (at) => at : (at) => beginOfDay(bookDay(at)));
      const known = new Map(lines.map((line) => [line.at, line]));
      const starts = [...new Set([...known.keys(), ...counted.keys()])].toSorted((one, other) => one - other);
      return starts.map((at) => statisticsOf(at, known.get(at), counted.get(at)));
    },
  );
}

async function daysOf(search: Search, from: string, to: string) {
  const lines = await search.totals(orderTable, { from, to, by: ["day"], limit: longestByDay / day });
  return lines.map((line) => ({ ...line, at: beginOfDay(line.day ?? from) }));
}

function daysIn({ from, to }: { readonly from: EpochMs; readonly to: EpochMs }): readonly string[] {
  return Array.from({ length: (to - from) / day }, (_, index) => bookDay(from + index * day));
}

/** Rounded averages by the beginnings of hours or days. @param startOf of a count's hour or day */
function averagesBy(counts: readonly OutCount[], startOf: (at: EpochMs) => EpochMs): ReadonlyMap<EpochMs, number> {
  const sums = new Map<EpochMs, { readonly hours: number; readonly out: number }>();
  for (const count of counts) {
    const start = startOf(count.hour);
    const { hours, out } = sums.get(start) ?? { hours: 0, out: 0 };
    sums.set(start, { hours: hours + 1, out: out + count.out });
  }
  return new Map([...sums].map(([start, { hours, out }]) => [start, Math.round(out / hours)]));
}

function stretchOf(from: string, to: string, longest: number) {
  for (const [name, text] of Object.entries({ from, to }))
    if (!isBookDay(text)) throw new AppError("request/invalid", `${name}: there is no day ${text}`);
  const stretch = { from: beginOfDay(from), to: beginOfDay(to) + day };
  if (stretch.from >= stretch.to) throw new AppError("request/invalid", "from is after to");
  if (stretch.to - stretch.from > longest)
    throw new AppError("request/invalid", `ask for at most ${longest / day} days`);
  return stretch;
}

function statisticsOf(
  from: EpochMs,
  sums: (Figures & { rows: number }) | undefined,
  out: number | undefined,
): Statistics {
  const opened = sums?.opened ?? 0;
  return {
    from,
    orders: sums?.rows ?? 0,
    charged: sums?.charged ?? 0,
    lentTime: sums?.lent_ms ?? 0,
    opened,
    notOpened: sums?.not_opened ?? 0,
    ...(sums && opened > 0 && { openingTime: Math.round(sums.opening_ms / opened) }),
    ...(out !== undefined && { out }),
  };
}
