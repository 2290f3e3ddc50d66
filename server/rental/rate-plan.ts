import { Type } from "typebox";
import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import { isSameTariff, type Tariff, tariffMistakes } from "./tariff.ts";

/** What a cabinet lends. */
export const ItemKind = Type.Union([Type.Literal("power-bank"), Type.Literal("umbrella")], {
  description: "what is lent",
});
export type ItemKind = Type.Static<typeof ItemKind>;

/** Of a cabinet of which nobody said what it lends. */
export const usualItemKind: ItemKind = "power-bank";

/** Where, for what and when a tariff applies: from `validFrom` on and before `validUntil`; absent, there is no bound. */
export interface RatePlan {
  readonly tariff: Tariff;
  readonly itemKind: ItemKind;
  /** Absent: in every place. */
  readonly cabinets?: readonly CabinetId[];
  readonly validFrom?: EpochMs;
  readonly validUntil?: EpochMs;
}

/** The tariff under which a cabinet lends at `now`: a plan for this place wins over one for every place. */
export function tariffFor(
  plans: readonly RatePlan[],
  { cabinetId, itemKind }: { readonly cabinetId: CabinetId; readonly itemKind: ItemKind },
  now: EpochMs,
): Tariff | undefined {
  const inForce = plans.filter((plan) => plan.itemKind === itemKind && isInForce(plan, now));
  const here = inForce.find(({ cabinets }) => cabinets?.includes(cabinetId));
  return (here ?? inForce.find(({ cabinets }) => cabinets === undefined))?.tariff;
}

export function isInForce(plan: RatePlan, now: EpochMs): boolean {
  const { from, until } = validity(plan);
  return from <= now && now < until;
}

/**
 * What is wrong with the plans, alone and together, in words for whoever wrote them: their tariffs, plans that never
 * apply, plans of which none wins, and versions that are not one.
 */
export function ratePlanMistakes(plans: readonly RatePlan[]): string[] {
  return plans.flatMap((plan, index) => {
    const earlier = plans.slice(0, index);
    const sameVersion = earlier.find(({ tariff }) => tariff.version === plan.tariff.version);
    const known = sameVersion !== undefined && isSameTariff(sameVersion.tariff, plan.tariff);
    return [
      ...(known ? [] : tariffMistakes(plan.tariff).map((mistake) => `tariff ${plan.tariff.version}: ${mistake}`)),
      ...(sameVersion !== undefined && !known
        ? [`tariff ${plan.tariff.version} stands there twice with different content: give one of them another version`]
        : []),
      ...neverApplies(plan),
      ...earlier.flatMap((other) => conflict(other, plan)),
    ];
  });
}

function neverApplies(plan: RatePlan): string[] {
  const { from, until } = validity(plan);
  if (from < until) return [];
  return [`tariff ${plan.tariff.version}: the plan never applies, for validFrom is not before validUntil`];
}

/** Two plans of the same rank may not apply to the same place, kind and time: nobody could say which one wins. */
function conflict(one: RatePlan, other: RatePlan): string[] {
  const where = commonPlaces(one, other);
  const [a, b] = [validity(one), validity(other)];
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  if (one.itemKind !== other.itemKind || where === undefined || from >= until) return [];
  return [
    `tariffs ${one.tariff.version} and ${other.tariff.version} both apply to each ${one.itemKind} ${where}${spoken(from, until)}`,
  ];
}

/** undefined: no place in which one of the two does not win over the other. */
function commonPlaces({ cabinets: one }: RatePlan, { cabinets: other }: RatePlan): string | undefined {
  if (one === undefined && other === undefined) return "in every place";
  const common = (one ?? []).filter((cabinetId) => other?.includes(cabinetId));
  return common.length > 0 ? `of ${common.join(", ")}` : undefined;
}

function validity({ validFrom = Number.NEGATIVE_INFINITY, validUntil = Number.POSITIVE_INFINITY }: RatePlan) {
  return { from: validFrom, until: validUntil };
}

function spoken(from: number, until: number): string {
  const since = Number.isFinite(from) ? ` from ${new Date(from).toISOString()}` : "";
  return Number.isFinite(until) ? `${since} until ${new Date(until).toISOString()}` : since;
}
