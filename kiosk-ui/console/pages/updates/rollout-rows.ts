import type { FleetRow, RolloutView, UpdateState } from "./update-types.ts";

/** A cabinet of a rollout. */
export interface RolloutRow {
  readonly cabinetId: string;
  readonly state: UpdateState;
  /** A stable code: why it rolled back or failed, or for what it waits. */
  readonly reason?: string | undefined;
  /** Bytes of the archive that the cabinet has. */
  readonly received?: number | undefined;
  readonly changedAt?: number | undefined;
  readonly name?: string | undefined;
  readonly software?: string | undefined;
}

/** In the order of the list: first what an operator has to look at, then what is under way. */
export const updateStates = [
  "rolled-back",
  "failed",
  "installed",
  "ready",
  "downloading",
  "announced",
  "waiting",
  "healthy",
] as const satisfies readonly UpdateState[];

/** The cabinets of a rollout with what the list of cabinets knows of them; those to look at first. */
export function rowsOf(rollout: RolloutView, fleet: readonly FleetRow[]): readonly RolloutRow[] {
  const known = new Map(fleet.map((row) => [row.cabinetId, row]));
  const withNames = (row: RolloutRow): RolloutRow => {
    const { name, software } = known.get(row.cabinetId) ?? {};
    return { ...row, name, software };
  };
  const rows: RolloutRow[] = [
    ...rollout.cabinets,
    ...rollout.waiting.map((cabinetId) => ({
      cabinetId,
      state: "waiting" as const,
      reason: whatFor(rollout, known.get(cabinetId), cabinetId),
    })),
  ];
  return rows
    .map(withNames)
    .toSorted((one, other) => updateStates.indexOf(one.state) - updateStates.indexOf(other.state));
}

/** For what a cabinet waits: the hub looks every ten seconds for those that can be offered the release. */
function whatFor(
  { state, notUpdatable }: RolloutView,
  row: FleetRow | undefined,
  cabinetId: string,
): string | undefined {
  if (state === "ended") return "rollout-ended";
  if (notUpdatable.includes(cabinetId)) return "not-updatable";
  if (row === undefined || row.condition === "never-seen" || row.condition === "offline") return "away";
  return state === "running" ? undefined : "rollout-stopped";
}

/** How many cabinets are in each state; states without any are left out. */
export function countsOf(
  rows: readonly Pick<RolloutRow, "state">[],
): readonly { readonly state: UpdateState; readonly count: number }[] {
  return updateStates
    .map((state) => ({ state, count: rows.filter((row) => row.state === state).length }))
    .filter(({ count }) => count > 0);
}
