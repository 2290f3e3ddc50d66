import { parseRatePlans } from "../server/pricing/written-plan.ts";
import type { OrderTerms } from "../server/rental/order.ts";
import type { Tariff } from "../server/rental/tariff.ts";

/** What the hub of a bench lends by: a loan of a moment costs something, so that there is something to collect. */
export const ratePlans = [
  {
    itemKind: "power-bank",
    tariff: {
      version: "bench-1",
      freeMinutes: 0,
      unit: "half-hour",
      pricePerUnit: 150,
      dailyCap: 3000,
      totalCap: 9900,
      longestLoanHours: 240,
    },
  },
];

export const terms: OrderTerms = {
  confirmWithin: 180_000,
  openWithin: 15_000,
  lostAfter: 30 * 86_400_000,
  collectionRetries: [60_000, 86_400_000],
};

export function exampleTariff(): Tariff {
  const [plan] = parseRatePlans(JSON.stringify(ratePlans));
  if (!plan) throw new Error("there is no rate plan");
  return plan.tariff;
}
