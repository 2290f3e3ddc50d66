import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import { usualItemKind } from "../rental/item-kind.ts";
import { planFor, type RatePlan } from "../rental/rate-plan.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Transaction } from "../store/store.ts";
import { listsAfter, pricesRowIn } from "./prices-table.ts";

/** What an operator should know of prices before they are published. It hinders nothing. */
export type PriceRemark =
  /** Plans name cabinets that are not registered. */
  | { readonly code: "cabinets-unknown"; readonly cabinets: readonly CabinetId[] }
  /** No plan applies to these cabinets at the moment: they lend nothing then. */
  | { readonly code: "cabinets-without-price"; readonly cabinets: readonly CabinetId[] }
  /** Another list takes effect later and replaces these prices. */
  | { readonly code: "replaced-later"; readonly number: number; readonly effectiveAt: EpochMs };

/** What is said of prices with an eye on the cabinets. */
export interface PriceReach {
  readonly remarks: readonly PriceRemark[];
  /** How many cabinets in service lend by each plan, in the order of the plans. */
  readonly uses: readonly number[];
}

/** @param at when the prices take effect */
export async function priceReachIn(tx: Transaction, plans: readonly RatePlan[], at: EpochMs): Promise<PriceReach> {
  const cabinets = await tx.all(cabinetTable);
  const known = new Set(cabinets.map(({ cabinetId }) => cabinetId));
  const named = new Set(plans.flatMap((plan) => plan.cabinets ?? []));
  const unknown = [...named].filter((cabinetId) => !known.has(cabinetId));
  const unpriced: CabinetId[] = [];
  const uses = new Map(plans.map((plan) => [plan, 0]));
  for (const { cabinetId, itemKind = usualItemKind, disabled } of cabinets) {
    if (disabled) continue;
    const plan = planFor(plans, { cabinetId, itemKind }, at);
    if (plan) uses.set(plan, (uses.get(plan) ?? 0) + 1);
    else unpriced.push(cabinetId);
  }
  const [next] = listsAfter(await pricesRowIn(tx), at);
  const remarks = [
    ...(unknown.length > 0 ? [{ code: "cabinets-unknown" as const, cabinets: unknown }] : []),
    ...(unpriced.length > 0 ? [{ code: "cabinets-without-price" as const, cabinets: unpriced }] : []),
    ...(next ? [{ code: "replaced-later" as const, number: next.number, effectiveAt: next.effectiveAt }] : []),
  ];
  return { remarks, uses: [...uses.values()] };
}
