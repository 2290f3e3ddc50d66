import type { EpochMs } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { type Layout, usualLayout } from "../rental/site.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import { type Cabinet, changedCabinet } from "../store/cabinet-table.ts";
import type { RefusedLogin } from "./refused-logins.ts";

/** A cabinet as operators see it. */
export interface CabinetView extends Cabinet {
  readonly layout: Layout;
  /** `since` and `bootId` are absent as long as nothing was heard of it. */
  readonly presence: { readonly online: boolean; readonly bootId?: string; readonly since?: EpochMs };
  readonly snapshot?: { readonly at: EpochMs; readonly slots: readonly SlotReport[] };
  readonly drift: CabinetState["drift"];
  /** When the hub last heard of its presence or its slots; absent: not since the store began. */
  readonly lastSeen?: EpochMs;
  /** What its bridge says of itself. */
  readonly bridge?: NonNullable<CabinetState["bridge"]>;
  /** Logins that this hub refused since it started; absent: none. */
  readonly refusedLogins?: RefusedLogin;
}

export function cabinetView(
  cabinet: Cabinet,
  state: CabinetState | undefined,
  refusedLogins?: RefusedLogin,
): CabinetView {
  const layout = cabinet.layout ?? usualLayout(cabinet.slots);
  const row = { ...changedCabinet(cabinet, { layout }), layout, ...(refusedLogins && { refusedLogins }) };
  if (!state) return { ...row, presence: { online: false }, drift: [] };
  const { presence, snapshot, drift, bridge, heardAt } = state;
  return {
    ...row,
    presence,
    ...(snapshot && { snapshot: { at: snapshot.at, slots: snapshot.slots } }),
    drift,
    lastSeen: heardAt,
    ...(bridge && { bridge }),
  };
}
