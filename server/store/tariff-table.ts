import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { isSameTariff, Tariff } from "../rental/tariff.ts";
import type { AuditLog, AuditRecord } from "./audit-table.ts";
import type { Table, Transaction } from "./store.ts";

/** A tariff's version, to which orders refer: what it says never changes. */
export interface TariffVersion {
  readonly version: string;
  readonly tariff: Tariff;
  /** When it was published. */
  readonly firstSeenAt: EpochMs;
}

export const tariffTable: Table<TariffVersion> = {
  name: "tariffs",
  key: ({ version }) => version,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/**
 * Keeps the versions that are new, each with an entry in the audit log.
 * @throws AppError tariff/changed where a version that is known says something else now; the transaction must not go on then
 */
export async function keepTariffsIn(
  tx: Transaction,
  tariffs: readonly Tariff[],
  now: EpochMs,
  audit: Pick<AuditLog, "recordIn">,
  who: Pick<AuditRecord, "actor" | "reason" | "address">,
): Promise<void> {
  const changed = new Set<string>();
  for (const tariff of tariffs) {
    const { version } = tariff;
    const known = await tx.get(tariffTable, version);
    if (!known) {
      await tx.put(tariffTable, { version, tariff, firstSeenAt: now });
      await audit.recordIn(tx, { ...who, act: { what: "tariff-published", tariff } });
    } else if (!isSameTariff(complete(known.tariff), tariff)) changed.add(version);
  }
  if (changed.size === 0) return;
  throw new AppError(
    "tariff/changed",
    `These tariffs were published with other content: ${[...changed].join(", ")}. Give them new versions.`,
  );
}

/** What a published version says; undefined where it was never published. */
export async function publishedTariffIn(tx: Transaction, version: string): Promise<Tariff | undefined> {
  const kept = await tx.get(tariffTable, version);
  return kept && complete(kept.tariff);
}

/** What a version says that a price list names, which is always kept. */
export async function tariffIn(tx: Transaction, version: string): Promise<Tariff> {
  const tariff = await publishedTariffIn(tx, version);
  if (!tariff) throw new Error(`a price list names the tariff ${version}, which is not kept`);
  return tariff;
}

/** A tariff that was kept before a field was invented has that field's default. */
function complete(kept: Tariff): Tariff {
  return Value.Default(Tariff, { ...kept }) as Tariff;
}
