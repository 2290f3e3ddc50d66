import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { ItemKindId } from "../rental/item-kind.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import { isSameTariff, type Tariff } from "../rental/tariff.ts";

/** For what, where and when two price lists differ. Where `before` is absent, there was no such plan; so with `after`. */
export interface PriceDifference {
  readonly itemKind: ItemKindId;
  readonly cabinets?: readonly CabinetId[];
  readonly validFrom?: EpochMs;
  readonly validUntil?: EpochMs;
  readonly before?: Tariff;
  readonly after?: Tariff;
}

/** What changes for riders from one list of plans to another: first what stays in place with another tariff, or goes. */
export function priceDifferences(before: readonly RatePlan[], after: readonly RatePlan[]): PriceDifference[] {
  const earlier = new Map(before.map((plan) => [scopeOf(plan), plan]));
  const later = new Map(after.map((plan) => [scopeOf(plan), plan]));
  const scopes = new Set([...earlier.keys(), ...later.keys()]);
  return [...scopes].flatMap((scope) => {
    const [was, is] = [earlier.get(scope), later.get(scope)];
    if (was && is && isSameTariff(was.tariff, is.tariff)) return [];
    const { tariff: _, ...where } = (is ?? was) as RatePlan;
    return [{ ...where, ...(was && { before: was.tariff }), ...(is && { after: is.tariff }) }];
  });
}

/** For what, where and when a plan applies: two plans without mistakes never have the same. */
function scopeOf({ itemKind, cabinets, validFrom, validUntil }: RatePlan): string {
  return JSON.stringify([itemKind, cabinets?.toSorted(), validFrom, validUntil]);
}
