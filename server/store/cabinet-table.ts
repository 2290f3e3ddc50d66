import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
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
}

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
  const { cabinetId, name, address, slots, itemKind, keyGeneration, journal, disabled } = row;
  const kept = { cabinetId, name, address, slots, keyGeneration };
  return {
    ...kept,
    ...(itemKind && { itemKind }),
    ...(journal && { journal }),
    ...(disabled && { disabled }),
    ...changes,
  };
}
