import type { Clock } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { availability } from "../rental/availability.ts";
import { type ItemKind, lowestLevelOf, usualItemKind } from "../rental/item-kind.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { isKnown } from "../store/drift.ts";
import { itemKindsIn } from "../store/item-kind-table.ts";
import type { Store } from "../store/store.ts";
import { offeredReports } from "./closed-slots.ts";
import { urgencyOf, type VisitReason, visitReasons } from "./visit-reasons.ts";

/** How a cabinet is, in one word. */
export type CabinetCondition = "online" | "offline" | "never-seen" | "out-of-service" | "distrusted";

/** A cabinet in the operator's list. */
export interface FleetRow
  extends Pick<Cabinet, "cabinetId" | "name" | "address" | "slots" | "itemKind" | "location" | "siteId"> {
  readonly condition: CabinetCondition;
  /** Since when it is so, where the hub knows. */
  readonly since?: EpochMs;
  readonly lastSeen?: EpochMs;
  /** Name and version of the bridge's software, where it says so. */
  readonly software?: string;
  readonly itemsReady: number;
  readonly slotsFree: number;
  readonly slotsFaulty: number;
  readonly slotsLocked: number;
  readonly drifts: number;
  /** Why somebody has to go there, the most urgent first. */
  readonly visit: readonly VisitReason[];
}

export interface FleetOverviewParts {
  readonly store: Store;
  /** The charge in percent below which an item with a level is not lent. */
  readonly lowestLevel: number;
  readonly clock: Clock;
}

/** For how long a list is good, however many operators look; ms. */
const keptFor = 2000;

/** All cabinets as operators see them in lists. It is made of the last snapshots: no history is read. */
export class FleetOverview {
  readonly #parts: FleetOverviewParts;
  #kept: { readonly at: EpochMs; readonly rows: Promise<readonly FleetRow[]> } | undefined;

  constructor(parts: FleetOverviewParts) {
    this.#parts = parts;
  }

  /** In the order of their ids. */
  rows(): Promise<readonly FleetRow[]> {
    const now = this.#parts.clock.now();
    if (this.#kept && now - this.#kept.at < keptFor && now >= this.#kept.at) return this.#kept.rows;
    const rows = this.#read(now);
    const kept = { at: now, rows };
    this.#kept = kept;
    // What failed is not kept: the next request reads again.
    rows.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return rows;
  }

  /** Cabinets to which somebody has to go, the most urgent first. */
  async visits(): Promise<readonly FleetRow[]> {
    const waiting = (await this.rows()).filter(({ visit }) => visit.length > 0);
    const first = ({ visit: [most] }: FleetRow) => (most ? urgencyOf(most) : 0);
    return waiting.toSorted((one, other) => first(one) - first(other) || other.visit.length - one.visit.length);
  }

  #read(now: EpochMs): Promise<readonly FleetRow[]> {
    const { store, lowestLevel } = this.#parts;
    return store.transact(async (tx) => {
      const [kinds, cabinets, states] = await Promise.all([
        itemKindsIn(tx),
        tx.all(cabinetTable),
        tx.all(cabinetStateTable),
      ]);
      const stateOf = new Map(states.map((state) => [state.cabinetId, state]));
      return cabinets.map((cabinet) => {
        const kind: ItemKind | undefined = kinds.get(cabinet.itemKind ?? usualItemKind);
        const lowest = kind ? lowestLevelOf(kind, lowestLevel) : lowestLevel;
        return rowOf(cabinet, stateOf.get(cabinet.cabinetId), lowest, now);
      });
    });
  }
}

function rowOf(cabinet: Cabinet, state: CabinetState | undefined, lowestLevel: number, now: EpochMs): FleetRow {
  const { cabinetId, name, address, slots, itemKind, location, siteId, lockedSlots = [] } = cabinet;
  const reports = offeredReports(cabinet, undefined, state?.snapshot?.slots ?? [], now);
  const seen = reports.map(({ slot }) => availability(slot, true, reports, [], lowestLevel));
  const count = (what: (typeof seen)[number]) => seen.filter((one) => one === what).length;
  return {
    cabinetId,
    name,
    address,
    slots,
    ...(itemKind !== undefined && { itemKind }),
    ...(location && { location }),
    ...(siteId !== undefined && { siteId }),
    ...conditionOf(cabinet, state),
    ...(state && { lastSeen: state.heardAt }),
    ...(state?.bridge?.software !== undefined && { software: state.bridge.software }),
    itemsReady: count("ready"),
    slotsFree: count("empty"),
    slotsFaulty: Math.max(0, count("faulted") - lockedSlots.length),
    slotsLocked: lockedSlots.length,
    drifts: (state?.drift ?? []).filter(isKnown).length,
    visit: visitReasons({ cabinet, state, lowestLevel }, now),
  };
}

function conditionOf({ disabled, distrusted }: Cabinet, state: CabinetState | undefined) {
  if (disabled) return { condition: "out-of-service", since: disabled.since } as const;
  if (!state) return { condition: "never-seen" } as const;
  if (distrusted) return { condition: "distrusted", since: distrusted.since } as const;
  const { online, since } = state.presence;
  return { condition: online ? "online" : "offline", since } as const;
}
