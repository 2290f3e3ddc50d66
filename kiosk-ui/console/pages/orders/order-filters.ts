import type { paths } from "../../../shared/hub-api.ts";
import type { OrderState } from "../../hub-types.ts";
import { endOfDay, startOfDay } from "../../parts/beijing-day.ts";

type Query = NonNullable<paths["/api/operator/orders"]["get"]["parameters"]["query"]>;

/** The filters that are always shown, then those behind "more filters". They are the names in the address. */
export const firstFilters = ["orderNo", "state", "cabinetId", "siteId", "from", "to"] as const;
export const moreFilters = [
  "creditOrderNo",
  "riderId",
  "itemId",
  "itemKind",
  "review",
  "amountFrom",
  "amountTo",
] as const;
export const orderFilters = [...firstFilters, ...moreFilters];
export type OrderFilter = (typeof orderFilters)[number];

export const orderStates: readonly OrderState[] = [
  "requested",
  "confirmed",
  "active",
  "settling",
  "settled",
  "lapsed",
  "cancelling",
  "cancelled",
];

/** What the hub is asked for: days become times, yuan become fen. */
export function queryOf(filters: Readonly<Partial<Record<OrderFilter, string>>>, before: string | undefined): Query {
  const { from, to, amountFrom, amountTo, riderId, ...same } = filters;
  return {
    ...same,
    ...(before !== undefined && { before }),
    ...(riderId !== undefined && { riderId: riderIdOf(riderId) }),
    ...(from !== undefined && { from: String(startOfDay(from)) }),
    ...(to !== undefined && { to: String(endOfDay(to)) }),
    ...fen("amountFrom", amountFrom),
    ...fen("amountTo", amountTo),
  };
}

/** A wallet's user number alone stands for the usual kind of rider id. */
function riderIdOf(text: string): string {
  return /^\d+$/.test(text) ? `user/${text}` : text;
}

/** What is no amount is no filter. @param yuan "3.5" */
function fen(name: "amountFrom" | "amountTo", yuan: string | undefined): Partial<Query> {
  const amount = Math.round(Number(yuan) * 100);
  return yuan === undefined || !(amount >= 0) ? {} : { [name]: String(amount) };
}
