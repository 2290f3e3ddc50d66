import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { type ProviderCheck, priceMistakesIn } from "../pricing/price-mistake.ts";
import { mistakeLine } from "../pricing/price-mistake-texts.ts";
import { listAt, pricesRowIn } from "../pricing/prices-table.ts";
import { isSamePlans, publishIn } from "../pricing/publish.ts";
import { parsePlanFile, readPlans } from "../pricing/written-plan.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";

export interface ImportParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly refusals: ProviderCheck;
  readonly now: EpochMs;
}

/**
 * Publishes a file of rate plans; they take effect immediately. Whoever can run this holds the store: no other admin confirms it.
 * @returns the number of the new price list; undefined where the file says what is in force already
 * @throws AppError tariff/invalid, prices/has-mistakes, which list all mistakes
 */
export async function importPrices(
  text: string,
  reason: string,
  { store, audit, refusals, now }: ImportParts,
): Promise<number | undefined> {
  const { plans, mistakes: unreadable } = readPlans(parsePlanFile(text));
  return store.transact(async (tx) => {
    const mistakes = [...unreadable, ...(await priceMistakesIn(tx, plans, refusals, now))];
    if (mistakes.length > 0) {
      throw new AppError(
        "prices/has-mistakes",
        `The prices have mistakes:\n  ${mistakes.map(mistakeLine).join("\n  ")}`,
      );
    }
    if (isSamePlans(plans, listAt(await pricesRowIn(tx), now)?.plans ?? [])) return undefined;
    const who = { actor: "command", reason } as const;
    return (await publishIn(tx, { plans, effectiveAt: now }, { audit, who, now })).number;
  });
}
