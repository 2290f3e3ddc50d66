import { priceListTable } from "../../server/pricing/price-list-table.ts";
import { pricesTable } from "../../server/pricing/prices-table.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import type { Store } from "../../server/store/store.ts";
import { tariffTable } from "../../server/store/tariff-table.ts";

/**
 * Every hub of the store lends by these plans from now on, as by price list 1. They are not checked, and what a version of a
 * tariff said before is replaced.
 */
export function putPrices(store: Store, plans: readonly RatePlan[]): Promise<void> {
  const [number, effectiveAt] = [1, 0];
  return store.transact(async (tx) => {
    for (const { tariff } of plans) {
      const { version } = tariff;
      const { firstSeenAt = 0 } = (await tx.get(tariffTable, version)) ?? {};
      await tx.put(tariffTable, { version, tariff, firstSeenAt });
    }
    await tx.put(priceListTable, {
      number,
      plans: plans.map(({ tariff, ...plan }) => ({ tariff: tariff.version, ...plan })),
      effectiveAt,
      publishedAt: 0,
      publishedBy: "config",
      reason: "the prices of a test",
    });
    const current = { number, effectiveAt, plans };
    await tx.put(pricesTable, { key: "prices", newest: number, current, planned: [], needsAnother: false });
  });
}
