import type { RatePlan } from "../rental/rate-plan.ts";
import type { AuditLog, KeptPlan } from "./audit-table.ts";
import type { Store, Table } from "./store.ts";

/** The rate plans with which a hub was started last. */
export interface KeptPlans {
  readonly key: "last";
  readonly plans: readonly KeptPlan[];
}

export const ratePlanTable: Table<KeptPlans> = {
  name: "rate-plans",
  key: ({ key }) => key,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

const changed = "The hub was started with these plans in HUB_TARIFFS.";

/** Keeps the plans, with an entry in the audit log where they are others than at the last start: what riders pay changes. */
export async function keepRatePlans(
  store: Store,
  plans: readonly RatePlan[],
  audit: Pick<AuditLog, "recordIn">,
): Promise<void> {
  const kept = plans.map(({ tariff, ...plan }): KeptPlan => ({ tariff: tariff.version, ...plan }));
  await store.transact(async (tx) => {
    const { plans: before = [] } = (await tx.get(ratePlanTable, "last")) ?? {};
    if (isSame(before, kept)) return;
    await tx.put(ratePlanTable, { key: "last", plans: kept });
    const act = { what: "rate-plans-changed", before, plans: kept } as const;
    await audit.recordIn(tx, { actor: "config", reason: changed, act });
  });
}

/** Whether two lists of plans say the same, whatever the order of plans, cabinets and fields. */
function isSame(one: readonly KeptPlan[], other: readonly KeptPlan[]): boolean {
  return JSON.stringify(one.map(text).toSorted()) === JSON.stringify(other.map(text).toSorted());
}

function text({ tariff, itemKind, cabinets, validFrom, validUntil }: KeptPlan): string {
  return JSON.stringify([tariff, itemKind, cabinets?.toSorted(), validFrom, validUntil]);
}
