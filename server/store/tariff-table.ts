import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { isSameTariff, Tariff } from "../rental/tariff.ts";
import type { AuditLog } from "./audit-table.ts";
import type { Store, Table } from "./store.ts";

/** A tariff's version, to which orders refer: what it says never changes. */
export interface TariffVersion {
  readonly version: string;
  readonly tariff: Tariff;
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

const published = "The hub was started with this version in HUB_TARIFFS.";

/**
 * Keeps the versions that are new, each with an entry in the audit log.
 * @throws AppError tariff/changed where a version that is known says something else now; nothing is kept then
 */
export async function keepTariffs(
  store: Store,
  tariffs: readonly Tariff[],
  now: EpochMs,
  audit?: Pick<AuditLog, "recordIn">,
): Promise<void> {
  await store.transact(async (tx) => {
    const changed = new Set<string>();
    for (const tariff of tariffs) {
      const { version } = tariff;
      const known = await tx.get(tariffTable, version);
      if (!known) {
        await tx.put(tariffTable, { version, tariff, firstSeenAt: now });
        await audit?.recordIn(tx, { actor: "config", reason: published, act: { what: "tariff-published", tariff } });
      }
      if (known && !isSameTariff(complete(known.tariff), tariff)) changed.add(version);
    }
    if (changed.size === 0) return;
    throw new AppError(
      "tariff/changed",
      `not what it was when orders were made under it: tariff ${[...changed].join(", ")}; give it a new version`,
    );
  });
}

/** A tariff that was kept before a field was invented has that field's default. */
function complete(kept: Tariff): Tariff {
  return Value.Default(Tariff, { ...kept }) as Tariff;
}
