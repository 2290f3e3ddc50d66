import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import type { ItemKind } from "../rental/rate-plan.ts";
import type { Table } from "./store.ts";

/** A registered cabinet and what the hub knows of it. */
export interface Cabinet {
  readonly cabinetId: CabinetId;
  readonly name: string;
  readonly address: string;
  readonly slots: number;
  /** Absent in rows from before there was a choice: the usual kind. */
  readonly itemKind?: ItemKind;
  /** Raised to make a new secret; the old one is void at once. */
  readonly keyGeneration: number;
  readonly presence: { readonly online: boolean; readonly bootId?: string; readonly since: EpochMs };
  /** How far the cabinet's journal is stored. */
  readonly journal?: { readonly id: string; readonly committed: number };
  readonly snapshot?: { readonly at: EpochMs; readonly slots: readonly SlotReport[] };
  /** Where the snapshot differs from what the orders say, in words for the operator. */
  readonly drift: readonly { readonly slot?: SlotNumber; readonly what: string }[];
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
