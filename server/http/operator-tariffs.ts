import { Type } from "typebox";
import { CabinetId, EpochMs } from "../../protocol/ids.ts";
import { ratePlansIn } from "../pricing/prices-table.ts";
import { ItemKindId } from "../rental/item-kind.ts";
import { isInForce, type RatePlan } from "../rental/rate-plan.ts";
import { Tariff } from "../rental/tariff.ts";
import type { Store } from "../store/store.ts";
import { tariffTable } from "../store/tariff-table.ts";

/** A tariff that an order may have been made under, and the rate plans that use it. */
export const TariffVersion = Type.Object({
  version: Type.String(),
  tariff: Tariff,
  firstSeenAt: EpochMs,
  plans: Type.Array(
    Type.Object({
      itemKind: ItemKindId,
      cabinets: Type.Optional(Type.Array(CabinetId, { description: "absent: every place" })),
      validFrom: Type.Optional(EpochMs),
      validUntil: Type.Optional(EpochMs),
      inForce: Type.Boolean({ description: "whether the plan applies now" }),
    }),
  ),
});

export const OperatorTariffs = Type.Array(TariffVersion);
type OperatorTariffs = Type.Static<typeof OperatorTariffs>;

/** All versions that were ever published, with the plans in force for each. */
export async function operatorTariffs(store: Store, now: EpochMs): Promise<OperatorTariffs> {
  const [kept, plans] = await store.transact(async (tx) => [await tx.all(tariffTable), await ratePlansIn(tx, now)]);
  return kept.map((row) => ({
    ...row,
    plans: plans.filter(({ tariff }) => tariff.version === row.version).map((plan) => planView(plan, now)),
  }));
}

function planView(plan: RatePlan, now: EpochMs) {
  const { tariff: _, cabinets, ...rest } = plan;
  return { ...rest, ...(cabinets && { cabinets: [...cabinets] }), inForce: isInForce(plan, now) };
}
