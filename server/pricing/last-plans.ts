import type { EpochMs } from "../../protocol/ids.ts";
import type { AuditLog, KeptPlan } from "../store/audit-table.ts";
import type { Store, Table } from "../store/store.ts";
import { plansOf } from "./price-list-table.ts";
import { pricesRowIn } from "./prices-table.ts";
import { publishIn } from "./publish.ts";

/** The rate plans with which a hub of an older version was started last: they stood in its settings. */
export interface LastPlans {
  readonly key: "last";
  readonly plans: readonly KeptPlan[];
}

export const lastPlansTable: Table<LastPlans> = {
  name: "rate-plans",
  key: ({ key }) => key,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

const who = { actor: "config", reason: "A former version of the hub had these prices in HUB_TARIFFS." } as const;

/** Publishes the prices that an older version was started with last, where no price list was published yet. */
export async function takeOverLastPlans(store: Store, audit: Pick<AuditLog, "recordIn">, now: EpochMs): Promise<void> {
  await store.transact(async (tx) => {
    const last = await tx.get(lastPlansTable, "last");
    if (!last || last.plans.length === 0 || (await pricesRowIn(tx)).newest > 0) return;
    await publishIn(tx, { plans: await plansOf(tx, last), effectiveAt: now }, { audit, who, now });
  });
}
