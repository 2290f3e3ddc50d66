import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import type { AuditActor, KeptPlan } from "../store/audit-table.ts";
import type { Table, Transaction } from "../store/store.ts";
import { tariffIn } from "../store/tariff-table.ts";

/** A numbered version of all rate plans. What it says never changes; it can be withdrawn until it takes effect. */
export interface PriceList {
  readonly number: number;
  readonly plans: readonly KeptPlan[];
  readonly effectiveAt: EpochMs;
  readonly publishedAt: EpochMs;
  readonly publishedBy: AuditActor;
  /** Absent: no other admin had to confirm it. */
  readonly confirmedBy?: AuditActor;
  readonly reason: string;
  readonly withdrawn?: { readonly at: EpochMs; readonly by: AuditActor; readonly reason: string };
}

const every = "every";

export const priceListTable: Table<PriceList> = {
  name: "price-lists",
  key: ({ number }) => keyOf(number),
  unique: () => [],
  index: () => [every],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Keys are in the order of the numbers. */
function keyOf(number: number): string {
  return String(number).padStart(9, "0");
}

/** @throws AppError prices/list-unknown */
export async function priceListIn(tx: Transaction, number: number): Promise<PriceList> {
  const list = await tx.get(priceListTable, keyOf(number));
  if (!list) throw new AppError("prices/list-unknown");
  return list;
}

/** The lists before the number `before`, the newest first. */
export function priceListsIn(tx: Transaction, limit: number, before?: number): Promise<readonly PriceList[]> {
  return tx.page(priceListTable, every, limit, before === undefined ? undefined : keyOf(before));
}

/** The plans of a list, with their tariffs. */
export async function plansOf(tx: Transaction, { plans }: Pick<PriceList, "plans">): Promise<RatePlan[]> {
  return Promise.all(plans.map(async ({ tariff, ...plan }) => ({ ...plan, tariff: await tariffIn(tx, tariff) })));
}
