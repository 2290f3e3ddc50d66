import type { EpochMs } from "../../protocol/ids.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import type { Table, Transaction, Wanted } from "../store/store.ts";

/** A price list with its whole tariffs, as the hub lends by it. */
export interface EffectiveList {
  readonly number: number;
  readonly effectiveAt: EpochMs;
  readonly plans: readonly RatePlan[];
}

/** The one row of what every loan reads: together, so that one read gets all of it. */
export interface PricesRow {
  readonly key: "prices";
  /** The number of the price list that was published last; 0: none was. */
  readonly newest: number;
  /** Had taken effect when the row was written: it stays in force whatever the clock says afterwards. */
  readonly current?: EffectiveList;
  /** Take effect by the clock, in the order in which they do. */
  readonly planned: readonly EffectiveList[];
  /** Whether what one admin publishes waits until another one confirms it. */
  readonly needsAnother: boolean;
}

const key = "prices";

export const pricesTable: Table<PricesRow> = {
  name: "prices",
  key: (row) => row.key,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** What `ratePlansIn` reads. */
export const wantedForPrices: Wanted = { table: pricesTable, key };

export async function pricesRowIn(tx: Transaction): Promise<PricesRow> {
  return (await tx.get(pricesTable, key)) ?? { key, newest: 0, planned: [], needsAnother: false };
}

/** The rate plans by which every hub of the store lends at `now`; none where no price list is in force. */
export async function ratePlansIn(tx: Transaction, now: EpochMs): Promise<readonly RatePlan[]> {
  return listAt(await pricesRowIn(tx), now)?.plans ?? [];
}

/** The list in force at `now`. */
export function listAt(
  { current, planned }: Pick<PricesRow, "current" | "planned">,
  now: EpochMs,
): EffectiveList | undefined {
  return planned.findLast(({ effectiveAt }) => effectiveAt <= now) ?? current;
}

/** The lists that take effect after `now`, the next one first. */
export function listsAfter({ planned }: Pick<PricesRow, "planned">, now: EpochMs): readonly EffectiveList[] {
  return planned.filter(({ effectiveAt }) => effectiveAt > now);
}
