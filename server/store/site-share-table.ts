import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { Table, Transaction } from "./store.ts";

/** What the owner of a site gets of its net income from a day on. It never changes: another share takes its place from a later day on. */
export interface SiteShare {
  readonly siteId: string;
  /** The first Beijing day on which it counts, `2026-11-23`. */
  readonly from: string;
  /** Hundredths of a percent: 3000 are 30 %. */
  readonly basisPoints: number;
  readonly addedAt: EpochMs;
}

export const siteShareTable: Table<SiteShare> = {
  name: "site-shares",
  key: ({ siteId, from }) => `${siteId}/${from}`,
  unique: () => [],
  index: ({ siteId }) => [sharesOfSite(siteId)],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Index entry: the shares of a site. */
export function sharesOfSite(siteId: string): string {
  return `site/${siteId}`;
}

/** The shares of a site, the first one first. */
export async function siteSharesIn(tx: Transaction, siteId: string): Promise<readonly SiteShare[]> {
  const shares = await tx.find(siteShareTable, sharesOfSite(siteId));
  return shares.toSorted((one, other) => (one.from < other.from ? -1 : 1));
}

/**
 * Keeps a share that counts from a day on.
 * @throws AppError share/not-later where the site has one from that day or a later one: what was agreed stays
 */
export async function addSiteShareIn(tx: Transaction, share: SiteShare): Promise<void> {
  const shares = await siteSharesIn(tx, share.siteId);
  if (shares.some(({ from }) => from >= share.from)) throw new AppError("share/not-later");
  await tx.put(siteShareTable, share);
}
