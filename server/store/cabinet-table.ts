import type { CabinetId, EpochMs, ItemId, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { ItemKindId } from "../rental/item-kind.ts";
import type { Layout, Location, OpeningHours, SiteSupport } from "../rental/site.ts";
import type { Actor } from "./order-table.ts";
import type { Table } from "./store.ts";

/** What of a cabinet an operator sets. */
export interface CabinetDetails {
  readonly name: string;
  readonly address: string;
  readonly slots: number;
  /** Absent: the usual kind. */
  readonly itemKind?: ItemKindId;
  /** Absent: it is in no search by distance. */
  readonly location?: Location;
  /** Absent: the usual one for as many slots. */
  readonly layout?: Layout;
  readonly openingHours?: OpeningHours;
  /** Absent: riders call the operator's number. */
  readonly support?: SiteSupport;
}

/** A registered cabinet: what must not be forgotten. What it shows is in cabinet-state-table.ts. */
export interface Cabinet extends CabinetDetails {
  readonly cabinetId: CabinetId;
  /** Its kind's items carry no ids, so that those which its board reports are ignored. A kind that cabinets lend keeps this. */
  readonly withoutItemIds?: true;
  /** `refused`: only what its screen shows can be scanned. Absent: stickers are taken. */
  readonly printedCodes?: PrintedCodes;
  /** Raised to make a new secret; the old one is void at once. */
  readonly keyGeneration: number;
  /** Of the secret that its bridge was given as the next one and has not logged in with; until then both are good. */
  readonly pendingGeneration?: number;
  /** How far the cabinet's journal is stored, and which start of its bridge was there when that was written. */
  readonly journal?: { readonly id: string; readonly committed: number; readonly bootId: string };
  /** Taken out of service by an operator: it may not connect, and its slots are not for rent. */
  readonly disabled?: { readonly since: EpochMs; readonly actor: Actor; readonly reason: string };
  /** The site that it stands on; absent: none was named. */
  readonly siteId?: string;
  /** Since when it stands on that site, or on none; absent: since it was registered. */
  readonly siteSince?: EpochMs;
  /** The sites that it stood on before, the oldest first: what it lent then counts for them. */
  readonly earlierSites?: readonly EarlierSite[];
  /** Slots that an operator took out of service: riders are offered neither their items nor their room. */
  readonly lockedSlots?: readonly LockedSlot[];
  /** Set where it claimed what another cabinet contradicts: an operator decides what only it says, and clears the mark. */
  readonly distrusted?: Distrust;
}

/** A site on which a cabinet stood until it was moved. */
export interface EarlierSite {
  /** Absent: none was named. */
  readonly siteId?: string;
  /** Absent: since it was registered. */
  readonly from?: EpochMs;
  readonly until: EpochMs;
}

/** A slot that an operator took out of service, when, and why. */
export interface LockedSlot {
  readonly slot: SlotNumber;
  readonly since: EpochMs;
  readonly actor: Actor;
  readonly reason: string;
}

/** Whether the codes on a cabinet's stickers are taken. */
export type PrintedCodes = "accepted" | "refused";

/** Since when and why a cabinet's word alone decides nothing. */
export interface Distrust {
  readonly since: EpochMs;
  readonly reason: DistrustReason;
}

export type DistrustReason =
  /** It reported the return of an item that another cabinet has. */
  | {
      readonly code: "return-contradicted";
      readonly orderNo: OrderNo;
      readonly itemId?: ItemId;
      readonly shownBy: CabinetId;
    }
  /** On one day it reported more returns of other cabinets' items than can lie in its slots. */
  | { readonly code: "more-items-than-slots"; readonly slots: number }
  /** It showed items that more than one other cabinet has. */
  | { readonly code: "contradicts-others"; readonly cabinetIds: readonly CabinetId[] };

export const cabinetTable: Table<Cabinet> = {
  name: "cabinets",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: ({ siteId }) => (siteId === undefined ? [] : [cabinetsAt(siteId)]),
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Index entry: the cabinets of a site. */
export function cabinetsAt(siteId: string): string {
  return `site/${siteId}`;
}

/** What of a row an operator set. */
export function detailsOf(row: CabinetDetails): CabinetDetails {
  const { name, address, slots, itemKind, location, layout, openingHours, support } = row;
  return {
    name,
    address,
    slots,
    ...(itemKind !== undefined && { itemKind }),
    ...(location && { location }),
    ...(layout && { layout }),
    ...(openingHours && { openingHours }),
    ...(support && { support }),
  };
}

/** The row with changes. Rows from before there was a state table hold a state too, long outdated: it is left behind. */
export function changedCabinet(row: Cabinet, changes: Partial<Cabinet>): Cabinet {
  const { withoutItemIds } = row;
  return { ...keptBeside(row), ...detailsOf(row), ...(withoutItemIds && { withoutItemIds }), ...changes };
}

/** The row with other details: those that are left out are gone. */
export function describedCabinet(row: Cabinet, details: CabinetDetails, withoutItemIds: boolean): Cabinet {
  return { ...keptBeside(row), ...detailsOf(details), ...(withoutItemIds && { withoutItemIds }) };
}

/** What of a row no operator describes. */
function keptBeside(row: Cabinet) {
  const { cabinetId, printedCodes, keyGeneration, pendingGeneration, journal, disabled, distrusted } = row;
  const { siteId, siteSince, earlierSites, lockedSlots } = row;
  return {
    cabinetId,
    keyGeneration,
    ...(pendingGeneration !== undefined && { pendingGeneration }),
    ...(siteId !== undefined && { siteId }),
    ...(siteSince !== undefined && { siteSince }),
    ...(earlierSites && { earlierSites }),
    ...(lockedSlots && { lockedSlots }),
    ...(printedCodes && { printedCodes }),
    ...(journal && { journal }),
    ...(disabled && { disabled }),
    ...(distrusted && { distrusted }),
  };
}
