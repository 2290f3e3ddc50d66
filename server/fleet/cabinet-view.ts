import type { EpochMs } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import { type Cabinet, changedCabinet } from "../store/cabinet-table.ts";

/** A cabinet as operators see it. */
export interface CabinetView extends Cabinet {
  /** `since` and `bootId` are absent as long as nothing was heard of it. */
  readonly presence: { readonly online: boolean; readonly bootId?: string; readonly since?: EpochMs };
  readonly snapshot?: { readonly at: EpochMs; readonly slots: readonly SlotReport[] };
  readonly drift: CabinetState["drift"];
}

export function cabinetView(cabinet: Cabinet, state: CabinetState | undefined): CabinetView {
  const row = changedCabinet(cabinet, {});
  if (!state) return { ...row, presence: { online: false }, drift: [] };
  const { presence, snapshot, drift } = state;
  return { ...row, presence, ...(snapshot && { snapshot: { at: snapshot.at, slots: snapshot.slots } }), drift };
}
