import type { FleetRow } from "./update-types.ts";

/** A version of the bridge's software, and how many cabinets run it. */
export interface VersionCount {
  /** undefined: cabinets whose bridges do not say, or were never connected. */
  readonly version: string | undefined;
  readonly cabinets: number;
  readonly online: number;
}

/** The version in `jiehuan/0.3.0`; the whole text of another program. */
export function versionIn(software: string): string {
  return software.replace(/^jiehuan\//, "");
}

/** Which versions of the bridge run in the fleet, the newest first; cabinets out of service are not counted. */
export function versionsOf(fleet: readonly FleetRow[]): readonly VersionCount[] {
  const counts = new Map<string | undefined, VersionCount>();
  for (const { software, condition } of fleet) {
    if (condition === "out-of-service") continue;
    const version = software === undefined ? undefined : versionIn(software);
    const { cabinets, online } = counts.get(version) ?? { cabinets: 0, online: 0 };
    const isOnline = condition === "online" || condition === "distrusted";
    counts.set(version, { version, cabinets: cabinets + 1, online: online + (isOnline ? 1 : 0) });
  }
  return [...counts.values()].toSorted((one, other) => newerFirst(one.version ?? "", other.version ?? ""));
}

/** Sorts versions, the newest first: 0.10.0 before 0.9.0. */
export function newerFirst(one: string, other: string): number {
  return other.localeCompare(one, "en", { numeric: true });
}
