import type { Clock } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { ratePlansIn } from "../pricing/prices-table.ts";
import { availability } from "../rental/availability.ts";
import { type ItemKind, type ItemKindId, lowestLevelOf, usualItemKind } from "../rental/item-kind.ts";
import { holdsSlot, type Order } from "../rental/order.ts";
import { type RatePlan, tariffFor } from "../rental/rate-plan.ts";
import type { Location } from "../rental/site.ts";
import { type CabinetState, cabinetStateTable, refusesOpenings } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { itemKindsIn } from "../store/item-kind-table.ts";
import { holdingSlots, orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { offeredReports } from "./closed-slots.ts";
import { distanceBetween } from "./distance.ts";
import { onChineseMap } from "./map-location.ts";

/** A cabinet that riders may go to. */
export interface DirectoryEntry extends Pick<Cabinet, "cabinetId" | "name" | "address" | "location" | "openingHours"> {
  readonly kind: ItemKind;
  /** The location in GCJ-02, which Chinese maps take. */
  readonly mapLocation?: Location;
  readonly online: boolean;
  readonly itemsReady: number;
  readonly slotsFree: number;
}

export interface DirectoryQuery {
  /** From where distances count. */
  readonly from?: Location;
  /** Part of the name or the address. */
  readonly name?: string | undefined;
  readonly kind?: ItemKindId | undefined;
  /** Only cabinets that are there, with an item to lend or a slot to return into. */
  readonly want?: "item" | "slot" | undefined;
  readonly limit: number;
}

export interface CabinetDirectoryParts {
  readonly store: Store;
  /** The charge in percent below which an item with a level is not lent. */
  readonly lowestLevel: number;
  readonly clock: Clock;
}

/** What was read of a cabinet, and of the prices. */
interface SeenOfCabinet {
  readonly state: CabinetState | undefined;
  readonly held: readonly number[];
  readonly plans: readonly RatePlan[];
}

/** For how long a list is good; ms. */
const keptFor = 5000;

const byName = new Intl.Collator("zh");

/**
 * The cabinets that riders may go to, out of service and distrusted ones left out. All rows are read at most once in five
 * seconds, however many riders ask. The numbers are those of the last snapshots, less what orders hold: the page of a slot
 * decides.
 */
export class CabinetDirectory {
  readonly #parts: CabinetDirectoryParts;
  #kept: { readonly at: EpochMs; readonly entries: Promise<readonly DirectoryEntry[]> } | undefined;

  constructor(parts: CabinetDirectoryParts) {
    this.#parts = parts;
  }

  /** The nearest first, with the distance in metres; without coordinates by name. */
  async find({ from, name, kind, want, limit }: DirectoryQuery) {
    const part = name?.trim().toLowerCase() ?? "";
    const found = (await this.#entries()).filter(
      (entry) =>
        (kind === undefined || entry.kind.id === kind) &&
        `${entry.name} ${entry.address}`.toLowerCase().includes(part) &&
        isWanted(entry, want),
    );
    const placed = found.map((entry) => ({
      entry,
      distance: from && entry.location && distanceBetween(from, entry.location),
    }));
    const far = Number.MAX_SAFE_INTEGER;
    // They are in the order of their names already, which stays where distances are equal.
    const inOrder = from ? placed.toSorted((a, b) => (a.distance ?? far) - (b.distance ?? far)) : placed;
    return inOrder
      .slice(0, limit)
      .map(({ entry, distance }) => ({ ...entry, ...(distance !== undefined && { distance }) }));
  }

  #entries(): Promise<readonly DirectoryEntry[]> {
    const now = this.#parts.clock.now();
    if (this.#kept && now - this.#kept.at < keptFor && now >= this.#kept.at) return this.#kept.entries;
    const entries = this.#read(now);
    const kept = { at: now, entries };
    this.#kept = kept;
    // What failed is not kept: the next request reads again.
    entries.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return entries;
  }

  #read(now: EpochMs): Promise<readonly DirectoryEntry[]> {
    const { store } = this.#parts;
    return store.transact(async (tx) => {
      const [kinds, cabinets, states, holders, plans] = await Promise.all([
        itemKindsIn(tx),
        tx.all(cabinetTable),
        tx.all(cabinetStateTable),
        tx.find(orderTable, holdingSlots),
        ratePlansIn(tx, now),
      ]);
      const stateOf = new Map(states.map((state) => [state.cabinetId, state]));
      const held = heldSlots(holders.map(({ order }) => order));
      const entries = cabinets.flatMap((cabinet) => {
        const { cabinetId, itemKind = usualItemKind, disabled, distrusted } = cabinet;
        const kind = kinds.get(itemKind);
        if (!kind || disabled || distrusted) return [];
        const state = stateOf.get(cabinetId);
        return [this.#entry(cabinet, kind, { state, held: held.get(cabinetId) ?? [], plans }, now)];
      });
      return entries.toSorted((a, b) => byName.compare(a.name, b.name));
    });
  }

  #entry(cabinet: Cabinet, kind: ItemKind, { state, held, plans }: SeenOfCabinet, now: EpochMs): DirectoryEntry {
    const { lowestLevel: lowest } = this.#parts;
    const { cabinetId, name, address, location, openingHours } = cabinet;
    const online = state?.presence.online === true;
    // An opening for an operator is over before a rider who reads this list is there.
    const reports = offeredReports(cabinet, undefined, state?.snapshot?.slots ?? [], now);
    const lowestLevel = lowestLevelOf(kind, lowest);
    const slots = reports.map(({ slot }) => availability(slot, online, reports, held, lowestLevel));
    const count = (what: "ready" | "empty") => slots.filter((one) => one === what).length;
    const isForRent = tariffFor(plans, { cabinetId, itemKind: kind.id }, now) !== undefined;
    return {
      cabinetId,
      name,
      address,
      kind,
      ...(location && { location, mapLocation: onChineseMap(location) }),
      ...(openingHours && { openingHours }),
      online,
      itemsReady: isForRent && !refusesOpenings(state) ? count("ready") : 0,
      slotsFree: count("empty"),
    };
  }
}

function isWanted({ online, itemsReady, slotsFree }: DirectoryEntry, want: DirectoryQuery["want"]): boolean {
  switch (want) {
    case undefined:
      return true;
    case "item":
      return online && itemsReady > 0;
    case "slot":
      return online && slotsFree > 0;
  }
}

function heldSlots(orders: readonly Order[]): Map<string, number[]> {
  const held = new Map<string, number[]>();
  for (const order of orders) {
    const { cabinetId } = order.place;
    const slots = order.loans.filter((loan) => holdsSlot(order, loan)).map(({ slot }) => slot);
    held.set(cabinetId, [...(held.get(cabinetId) ?? []), ...slots]);
  }
  return held;
}
