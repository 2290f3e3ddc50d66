import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { EpochMs } from "../../protocol/ids.ts";
import { beginOfDay, isBookDay } from "../rental/book-day.ts";
import { orderTable } from "../store/order-table.ts";
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
});
type Statistics = Type.Static<typeof Statistics>;

const hour = 3_600_000;
const day = 24 * hour;
/** Hours are added up from orders, days are kept as sums. */
const longestByHour = 2 * day;
const longestByDay = 400 * day;

/** What the console's overview shows: how things are now, and how they went. */
export function operatorOverviewRoutes(app: App, parts: OperatorOverviewParts): void {
  const { search } = parts;
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
        summary: "Orders, income and openings by day or hour; days and hours without an order are left out",
        querystring: StatisticsQuery,
        response: { 200: Type.Array(Statistics) },
      },
    },
    async ({ query: { from, to, by = "day" } }) => {
      const stretch = stretchOf(from, to, by === "hour" ? longestByHour : longestByDay);
      if (by === "hour") {
        const lines = await search.hours(orderTable, stretch);
        return lines.map((line) => statisticsOf(line.at, line));
      }
      const lines = await search.totals(orderTable, { from, to, by: ["day"], limit: longestByDay / day });
      return lines.map((line) => statisticsOf(beginOfDay(line.day ?? from), line));
    },
  );
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
  { rows, charged, opened, not_opened, opening_ms, lent_ms }: Figures & { rows: number },
): Statistics {
  return {
    from,
    orders: rows,
    charged,
    lentTime: lent_ms,
    opened,
    notOpened: not_opened,
    ...(opened > 0 && { openingTime: Math.round(opening_ms / opened) }),
  };
}
