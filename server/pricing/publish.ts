import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import type { AuditActor, AuditLog, AuditRecord, KeptPlan } from "../store/audit-table.ts";
import type { Transaction } from "../store/store.ts";
import { keepTariffsIn } from "../store/tariff-table.ts";
import { type PriceList, priceListIn, priceListTable } from "./price-list-table.ts";
import { listAt, listsAfter, pricesRowIn, pricesTable } from "./prices-table.ts";

/** Who acts, and why. */
export type Who = Pick<AuditRecord, "actor" | "reason" | "address">;

/** What is published. */
export interface Publication {
  readonly plans: readonly RatePlan[];
  /** Not before now. */
  readonly effectiveAt: EpochMs;
  /** Who proposed it, where another admin confirms it now. */
  readonly proposed?: { readonly by: AuditActor; readonly reason: string };
}

/** Price lists that may wait for their date of effect: each loan reads them all. */
const mostPlanned = 5;

/**
 * Publishes a price list: all hubs of the store lend by it from its date of effect on. Orders keep the tariff that they were
 * made under.
 * @throws AppError prices/too-many-planned, tariff/changed; the transaction must not go on then
 */
export async function publishIn(
  tx: Transaction,
  { plans, effectiveAt, proposed }: Publication,
  { audit, who, now }: { readonly audit: Pick<AuditLog, "recordIn">; readonly who: Who; readonly now: EpochMs },
): Promise<PriceList> {
  const { newest, needsAnother, ...row } = await pricesRowIn(tx);
  const inForce = listAt(row, now);
  const later = listsAfter(row, now);
  const isPlanned = effectiveAt > now;
  if (isPlanned && later.length >= mostPlanned) throw new AppError("prices/too-many-planned");
  await keepTariffsIn(
    tx,
    plans.map(({ tariff }) => tariff),
    now,
    audit,
    who,
  );
  const number = newest + 1;
  const kept = plans.map(keptPlan);
  const list: PriceList = {
    number,
    plans: kept,
    effectiveAt,
    publishedAt: now,
    publishedBy: proposed?.by ?? who.actor,
    ...(proposed && { confirmedBy: who.actor }),
    reason: proposed?.reason ?? who.reason,
  };
  await tx.put(priceListTable, list);
  const effective = { number, effectiveAt, plans };
  const current = isPlanned ? inForce : effective;
  // Of two that take effect at one moment, the later one counts.
  const planned = (isPlanned ? [...later, effective] : later).toSorted(
    (a, b) => a.effectiveAt - b.effectiveAt || a.number - b.number,
  );
  await tx.put(pricesTable, { key: "prices", newest: number, ...(current && { current }), planned, needsAnother });
  const act = { what: "prices-published", number, effectiveAt, plans: kept, ...(proposed && { proposed }) } as const;
  await audit.recordIn(tx, { ...who, act });
  return list;
}

/** Takes back a price list that has not taken effect. @throws AppError prices/list-unknown, prices/in-effect */
export async function withdrawIn(
  tx: Transaction,
  number: number,
  { audit, who, now }: { readonly audit: Pick<AuditLog, "recordIn">; readonly who: Who; readonly now: EpochMs },
): Promise<PriceList> {
  const list = await priceListIn(tx, number);
  if (list.withdrawn) return list;
  if (list.effectiveAt <= now) throw new AppError("prices/in-effect");
  const row = await pricesRowIn(tx);
  await tx.put(pricesTable, { ...row, planned: row.planned.filter((other) => other.number !== number) });
  const withdrawn = { ...list, withdrawn: { at: now, by: who.actor, reason: who.reason } };
  await tx.put(priceListTable, withdrawn);
  await audit.recordIn(tx, { ...who, act: { what: "prices-withdrawn", number } });
  return withdrawn;
}

function keptPlan({ tariff, ...plan }: RatePlan): KeptPlan {
  return { tariff: tariff.version, ...plan };
}

/** Whether two lists of plans say the same, whatever the order of plans and cabinets. */
export function isSamePlans(one: readonly RatePlan[], other: readonly RatePlan[]): boolean {
  return JSON.stringify(one.map(text).toSorted()) === JSON.stringify(other.map(text).toSorted());
}

function text({ tariff, itemKind, cabinets, validFrom, validUntil }: RatePlan): string {
  return JSON.stringify([tariff.version, itemKind, cabinets?.toSorted(), validFrom, validUntil]);
}
