import type { CabinetId, EpochMs, ItemId } from "../../protocol/ids.ts";
import type { Table } from "./store.ts";

/** What the hub remembers of a cabinet's claims, to judge the next one by. */
export interface CabinetHistory {
  readonly cabinetId: CabinetId;
  /**
   * The items that lie in it, and since when it says so; null: it first showed the item while that was lent or lay in
   * another cabinet, so that the claim counts for nothing.
   */
  readonly items: readonly ShownItem[];
  /** On the last day on which it took in an item that another cabinet had lent. */
  readonly day?: DayCounts;
  /** What tells a repeated event of its journal from another one with the same number. */
  readonly journal?: JournalMemory;
  /** How many steps of the hub's clock its times have taken part in; absent: none. */
  readonly steps?: number;
}

export interface JournalMemory {
  readonly journalId: string;
  /** The last ones, oldest first. */
  readonly events: readonly CommittedEvent[];
  /** A birth said that this is its last event, although the hub has later ones: what comes after it is new. */
  readonly setBackTo?: number;
}

export interface CommittedEvent {
  readonly seq: number;
  readonly digest: string;
  readonly latest: EpochMs;
}

export interface ShownItem {
  readonly itemId: ItemId;
  readonly since: EpochMs | null;
}

export interface DayCounts {
  /** A day of Beijing, `2026-11-28`. */
  readonly day: string;
  /** Items of other cabinets that it took in, less its own that came back elsewhere. */
  readonly items: number;
  /** The cabinets whose returns its snapshots contradicted. */
  readonly contradicted: readonly CabinetId[];
}

export const cabinetHistoryTable: Table<CabinetHistory> = {
  name: "cabinet-history",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

export function emptyHistory(cabinetId: CabinetId): CabinetHistory {
  return { cabinetId, items: [] };
}
