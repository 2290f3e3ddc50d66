import { type OperatorProfile, usualProfile } from "../rental/operator-profile.ts";
import type { TextVersions } from "../rental/operator-text.ts";
import type { Table, Transaction, Wanted } from "./store.ts";

/** The one row of what every page shows of the operator: together, so that one read gets all of it. */
export interface KeptProfile {
  readonly key: "operator";
  /** Absent: the operator has written none down. */
  readonly profile?: OperatorProfile;
  /** The newest version of each text. */
  readonly texts?: TextVersions;
}

const key = "operator";

export const operatorProfileTable: Table<KeptProfile> = {
  name: "operator-profile",
  key: (row) => row.key,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** What `profileIn` and `newestVersions` read. */
export const wantedForProfile: Wanted = { table: operatorProfileTable, key };

/** Who runs the cabinets; the usual profile where the operator has written none down. */
export async function profileIn(tx: Transaction): Promise<OperatorProfile> {
  return (await tx.get(operatorProfileTable, key))?.profile ?? usualProfile;
}

/** Writes the profile down. */
export async function keepProfile(tx: Transaction, profile: OperatorProfile): Promise<void> {
  await tx.put(operatorProfileTable, { ...(await tx.get(operatorProfileTable, key)), key, profile });
}

export async function newestVersions(tx: Transaction): Promise<TextVersions> {
  return (await tx.get(operatorProfileTable, key))?.texts ?? {};
}

export async function keepVersions(tx: Transaction, texts: TextVersions): Promise<void> {
  await tx.put(operatorProfileTable, { ...(await tx.get(operatorProfileTable, key)), key, texts });
}
