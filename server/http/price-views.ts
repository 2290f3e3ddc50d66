import type { CheckedPlans } from "../pricing/price-desk.ts";
import { priceDifferences } from "../pricing/price-differences.ts";
import type { PriceDraft } from "../pricing/price-draft-table.ts";
import { type PriceList, plansOf } from "../pricing/price-list-table.ts";
import { mistakeText, remarkText } from "../pricing/price-mistake-texts.ts";
import { writePlan } from "../pricing/written-plan.ts";
import { priceCurve } from "../rental/price-curve.ts";
import { type RatePlan, tariffFor } from "../rental/rate-plan.ts";
import type { Tariff } from "../rental/tariff.ts";
import type { Transaction } from "../store/store.ts";
import { pageLanguage, wantedLanguages } from "./problem-texts.ts";

const hour = 3_600_000;

/** A price list with its plans as files have them. */
export async function priceListView(tx: Transaction, list: PriceList) {
  return { ...list, plans: (await plansOf(tx, list)).map(writePlan) };
}

/** Without its plans. */
export function priceListHead(list: PriceList) {
  const { plans: _, ...head } = list;
  return head;
}

/** Without its plans. */
export function priceDraftHead(draft: PriceDraft) {
  const { plans: _, ...head } = draft;
  return head;
}

/** What there is to say of plans. @param inForce the plans by which the hub lends now */
export function checkView(
  { plans, mistakes, remarks, uses }: CheckedPlans,
  inForce: readonly RatePlan[],
  { now, acceptLanguage }: { readonly now: number; readonly acceptLanguage: string | undefined },
) {
  // Programs that ask for no language get English.
  const isEnglish = wantedLanguages(acceptLanguage).length === 0 || pageLanguage(acceptLanguage) === "en";
  const language = isEnglish ? "en" : "zh";
  return {
    mistakes: mistakes.map((mistake) => ({ ...mistake, text: mistakeText(mistake)[language] })),
    remarks: remarks.map((remark) => ({ ...remark, text: remarkText(remark)[language] })),
    differences: priceDifferences(inForce, plans).map(({ cabinets, ...rest }) => ({
      ...rest,
      ...(cabinets && { cabinets: [...cabinets] }),
    })),
    curves: plans.map((plan, index) => curvesOf(plan, index, inForce, now)),
    uses: [...uses],
  };
}

/** The price curves of a plan's tariff and of the one in force in its place, as far as the longer of their loans. */
function curvesOf(plan: RatePlan, index: number, inForce: readonly RatePlan[], now: number) {
  // Where a plan is for every place, it is compared with the plan for every place.
  const [cabinetId = ""] = plan.cabinets ?? [];
  const current = tariffFor(inForce, { cabinetId, itemKind: plan.itemKind }, now);
  const until = Math.max(plan.tariff.longestLoanHours, current?.longestLoanHours ?? 0) * hour;
  const curve = (tariff: Tariff) => ({ version: tariff.version, steps: priceCurve(tariff, until) });
  return { plan: index, draft: curve(plan.tariff), ...(current && { current: curve(current) }) };
}
