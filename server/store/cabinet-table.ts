import type { CabinetId, EpochMs, ItemId, OrderNo } from "../../protocol/ids.ts";
import type { ItemKind } from "../rental/rate-plan.ts";
import type { Actor } from "./order-table.ts";
import type { Table } from "./store.ts";

/** A registered cabinet: what must not be forgotten. What it shows is in cabinet-state-table.ts. */
export interface Cabinet {
  readonly cabinetId: CabinetId;
  readonly name: string;
  readonly address: string;
  readonly slots: number;
  /** Absent in rows from before there was a choice: the usual kind. */
  readonly itemKind?: ItemKind;
  /** Raised to make a new secret; the old one is void at once. */
  readonly keyGeneration: number;
  /** How far the cabinet's journal is stored, and which start of its bridge was there when that was written. */
  readonly journal?: { readonly id: string; readonly committed: number; readonly bootId: string };
  /** Taken out of service by an operator: it may not connect, and its slots are not for rent. */
  readonly disabled?: { readonly since: EpochMs; readonly actor: Actor; readonly reason: string };
  /** Set where it claimed what another cabinet contradicts: an operator decides what only it says, and clears the mark. */
  readonly distrusted?: Distrust;
}

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
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** The row with changes. Rows from before there was a state table hold a state too, long outdated: it is left behind. */
export function changedCabinet(row: Cabinet, changes: Partial<Cabinet>): Cabinet {
  const { cabinetId, name, address, slots, itemKind, keyGeneration, journal, disabled, distrusted } = row;
  const kept = { cabinetId, name, address, slots, keyGeneration };
  return {
    ...kept,
    ...(itemKind && { itemKind }),
    ...(journal && { journal }),
    ...(disabled && { disabled }),
    ...(distrusted && { distrusted }),
    ...changes,
  };
}
