import type { Location, OpeningHours, SiteSupport } from "../rental/site.ts";
import type { Table } from "./store.ts";

/** What an operator writes down of a site. */
export interface SiteDetails {
  readonly name: string;
  readonly address: string;
  readonly location?: Location;
  readonly openingHours?: OpeningHours;
  readonly support?: SiteSupport;
  /** Whose place it is: the shop's owner, as the operator calls it. */
  readonly owner?: string;
}

/** A place where cabinets stand: a shop, a station, a hotel. */
export interface Site extends SiteDetails {
  readonly siteId: string;
}

export const siteTable: Table<Site> = {
  name: "sites",
  key: ({ siteId }) => siteId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** What of a row an operator set. */
export function siteDetailsOf(site: Site): SiteDetails {
  const { siteId: _, ...details } = site;
  return details;
}
