import { parseRatePlans } from "../../server/pricing/written-plan.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import type { Goods } from "../support/deployed-system.ts";

/* A power bank costs something from the first second on; an umbrella that is put back within the grace is free. */
export const crashPlans = [
  {
    itemKind: "power-bank",
    tariff: {
      version: "crash-bank",
      freeMinutes: 0,
      unit: "half-hour",
      pricePerUnit: 150,
      dailyCap: 3000,
      totalCap: 9900,
      longestLoanHours: 240,
    },
  },
  {
    itemKind: "umbrella",
    tariff: {
      version: "crash-umbrella",
      goodsName: "共享雨伞",
      freeMinutes: 0,
      graceMinutes: 3,
      unit: "day",
      pricePerUnit: 200,
      dailyCap: 200,
      totalCap: 3000,
      longestLoanHours: 168,
    },
  },
];

export function tariffOf(goods: Goods): Tariff {
  const plan = parseRatePlans(JSON.stringify(crashPlans)).find(({ itemKind }) => itemKind === goods);
  if (!plan) throw new Error(`no tariff for ${goods}`);
  return plan.tariff;
}
