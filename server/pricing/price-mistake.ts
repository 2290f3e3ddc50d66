import type { EpochMs } from "../../protocol/ids.ts";
import type { ItemKindId } from "../rental/item-kind.ts";
import { type RatePlan, type RatePlanMistake, ratePlanMistakes } from "../rental/rate-plan.ts";
import { isSameTariff } from "../rental/tariff.ts";
import { itemKindsIn } from "../store/item-kind-table.ts";
import type { Transaction } from "../store/store.ts";
import { publishedTariffIn } from "../store/tariff-table.ts";

/** Why a price list can't be published: the plan, the field to mend, and the facts of the rule. */
export type PriceMistake =
  | RatePlanMistake
  | ({ readonly plan: number; readonly version: string } & (
      | { readonly code: "version-published"; readonly field: "version" }
      | { readonly code: "item-kind-unknown"; readonly field: "itemKind"; readonly itemKind: ItemKindId }
      | { readonly code: "time-unreadable"; readonly field: "validFrom" | "validUntil" }
      /** `why` is the provider's rule in the words of its adapter. */
      | {
          readonly code: "provider-refuses";
          readonly field: "version";
          readonly items: number;
          readonly why: string;
        }
    ));

/** A loan that the credit provider would refuse. */
export interface ProviderRefusal {
  readonly items: number;
  readonly why: string;
}

/** What the credit provider would refuse of a tariff; it is asked without sending anything. */
export type ProviderCheck = (plan: RatePlan["tariff"], now: EpochMs) => readonly ProviderRefusal[];

/** All that is wrong with the plans: by themselves, with what was published before, and with the credit provider's rules. */
export async function priceMistakesIn(
  tx: Transaction,
  plans: readonly RatePlan[],
  refusals: ProviderCheck,
  now: EpochMs,
): Promise<PriceMistake[]> {
  const kinds = await itemKindsIn(tx);
  const mistakes: PriceMistake[] = ratePlanMistakes(plans);
  const seen = new Set<string>();
  for (const [plan, { tariff, itemKind }] of plans.entries()) {
    const { version } = tariff;
    const at = { plan, version };
    if (!kinds.has(itemKind)) mistakes.push({ ...at, code: "item-kind-unknown", field: "itemKind", itemKind });
    if (seen.has(version)) continue;
    seen.add(version);
    const published = await publishedTariffIn(tx, version);
    if (published && !isSameTariff(published, tariff))
      mistakes.push({ ...at, code: "version-published", field: "version" });
    // The same is said of the fields already.
    if (mistakes.some((mistake) => mistake.plan === plan)) continue;
    const refused = refusals(tariff, now);
    mistakes.push(
      ...refused.map((refusal) => ({
        ...at,
        code: "provider-refuses" as const,
        field: "version" as const,
        ...refusal,
      })),
    );
  }
  return mistakes;
}
