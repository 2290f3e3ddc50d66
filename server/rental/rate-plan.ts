import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { ItemKindId } from "./item-kind.ts";
import { isSameTariff, type Tariff, type TariffMistake, tariffMistakes } from "./tariff.ts";

/** Where, for what and when a tariff applies: from `validFrom` on and before `validUntil`; absent, there is no bound. */
export interface RatePlan {
  readonly tariff: Tariff;
  readonly itemKind: ItemKindId;
  /** Absent: in every place. */
  readonly cabinets?: readonly CabinetId[];
  readonly validFrom?: EpochMs;
  readonly validUntil?: EpochMs;
}

/** A cabinet, and what it lends. */
export interface PricedPlace {
  readonly cabinetId: CabinetId;
  readonly itemKind: ItemKindId;
}

/** The plan by which a cabinet lends at `now`: one for this place wins over one for every place. */
export function planFor(
  plans: readonly RatePlan[],
  { cabinetId, itemKind }: PricedPlace,
  now: EpochMs,
): RatePlan | undefined {
  const inForce = plans.filter((plan) => plan.itemKind === itemKind && isInForce(plan, now));
  const here = inForce.find(({ cabinets }) => cabinets?.includes(cabinetId));
  return here ?? inForce.find(({ cabinets }) => cabinets === undefined);
}

/** The tariff under which a cabinet lends at `now`. */
export function tariffFor(plans: readonly RatePlan[], place: PricedPlace, now: EpochMs): Tariff | undefined {
  return planFor(plans, place, now)?.tariff;
}

export function isInForce(plan: RatePlan, now: EpochMs): boolean {
  const { from, until } = validity(plan);
  return from <= now && now < until;
}

/** What is wrong with a rate plan: the rule, the field to mend, and the facts that the rule speaks of. */
export type RatePlanMistake = {
  /** The plan's place in the list, from 0. */
  readonly plan: number;
  readonly version: Tariff["version"];
} & (
  | TariffMistake
  | { readonly code: "version-differs"; readonly field: "version" }
  | { readonly code: "never-applies"; readonly field: "validUntil" }
  | ({ readonly code: "overlap"; readonly field: "itemKind" } & Overlap)
);

/** Where and when two plans of the same rank both apply. */
export interface Overlap {
  /** The version of the other plan's tariff. */
  readonly other: Tariff["version"];
  readonly itemKind: ItemKindId;
  /** Absent: in every place. */
  readonly cabinets?: readonly CabinetId[];
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/**
 * What is wrong with the plans, alone and together: their tariffs, plans that never apply, plans of which none wins, and one
 * version for two tariffs.
 */
export function ratePlanMistakes(plans: readonly RatePlan[]): RatePlanMistake[] {
  return plans.flatMap((plan, index) => {
    const at = { plan: index, version: plan.tariff.version };
    const earlier = plans.slice(0, index);
    const sameVersion = earlier.find(({ tariff }) => tariff.version === plan.tariff.version);
    const known = sameVersion !== undefined && isSameTariff(sameVersion.tariff, plan.tariff);
    const { from, until } = validity(plan);
    return [
      ...(known ? [] : tariffMistakes(plan.tariff).map((mistake) => ({ ...at, ...mistake }))),
      ...(sameVersion !== undefined && !known
        ? [{ ...at, code: "version-differs" as const, field: "version" as const }]
        : []),
      ...(from < until ? [] : [{ ...at, code: "never-applies" as const, field: "validUntil" as const }]),
      ...earlier.flatMap((other) =>
        overlap(other, plan).map((common) => ({
          ...at,
          code: "overlap" as const,
          field: "itemKind" as const,
          ...common,
        })),
      ),
    ];
  });
}

/** Two plans of the same rank may not apply to the same place, kind and time: no rule says which one wins. */
function overlap(one: RatePlan, other: RatePlan): Overlap[] {
  const places = commonPlaces(one, other);
  const [a, b] = [validity(one), validity(other)];
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  const { itemKind } = one;
  if (itemKind !== other.itemKind || places === undefined || from >= until) return [];
  return [
    {
      other: one.tariff.version,
      itemKind,
      ...(places !== "every" && { cabinets: places }),
      ...(Number.isFinite(from) && { from }),
      ...(Number.isFinite(until) && { until }),
    },
  ];
}

/** undefined: no place in which one of the two does not win over the other. */
function commonPlaces(
  { cabinets: one }: RatePlan,
  { cabinets: other }: RatePlan,
): readonly CabinetId[] | "every" | undefined {
  if (one === undefined && other === undefined) return "every";
  const common = (one ?? []).filter((cabinetId) => other?.includes(cabinetId));
  return common.length > 0 ? common : undefined;
}

function validity({ validFrom = Number.NEGATIVE_INFINITY, validUntil = Number.POSITIVE_INFINITY }: RatePlan) {
  return { from: validFrom, until: validUntil };
}
