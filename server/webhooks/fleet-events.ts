import type { CabinetState } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";

/** What other systems are told of cabinets, and when. */
export const fleetEventTypes = {
  "cabinet.online": "a cabinet is there",
  "cabinet.offline": "a cabinet is away",
  "cabinet.disabled": "an operator took a cabinet out of service",
  "cabinet.enabled": "an operator brought a cabinet back into service",
  "cabinet.distrusted": "a cabinet claims what other cabinets contradict",
} as const;
export type FleetEventType = keyof typeof fleetEventTypes;

/** What a change of what a cabinet shows is to others. @param before undefined: nothing was heard of it until now */
export function presenceEvents(before: CabinetState | undefined, after: CabinetState): FleetEventType[] {
  const was = before?.presence.online ?? false;
  const is = after.presence.online;
  if (is === was) return [];
  return [is ? "cabinet.online" : "cabinet.offline"];
}

/** What a change of a registered cabinet is to others. @param before undefined: it was registered just now */
export function cabinetEvents(before: Cabinet | undefined, after: Cabinet): FleetEventType[] {
  if (before === undefined) return [];
  const happened: [FleetEventType, boolean][] = [
    ["cabinet.disabled", after.disabled !== undefined && before.disabled === undefined],
    ["cabinet.enabled", after.disabled === undefined && before.disabled !== undefined],
    ["cabinet.distrusted", after.distrusted !== undefined && before.distrusted === undefined],
  ];
  return happened.flatMap(([type, is]) => (is ? [type] : []));
}
