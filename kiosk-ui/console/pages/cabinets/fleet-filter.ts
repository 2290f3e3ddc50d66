import type { Condition, FleetRow } from "./cabinet-types.ts";

export const fleetFilters = ["text", "condition", "visit", "itemKind", "siteId"] as const;
export type FleetFilter = (typeof fleetFilters)[number];
/** The value of the filter `siteId` for cabinets that stand on no site; no id of a site has one letter. */
export const onNoSite = "-";

export const conditions: readonly Condition[] = ["online", "offline", "never-seen", "out-of-service", "distrusted"];

/** The cabinets that every filter lets through. */
export function filtered(
  rows: readonly FleetRow[],
  values: Readonly<Partial<Record<FleetFilter, string>>>,
): readonly FleetRow[] {
  const { text, condition, visit, itemKind, siteId } = values;
  const wanted = condition?.split(",");
  const words = text?.toLowerCase();
  return rows.filter(
    (row) =>
      (words === undefined || `${row.cabinetId} ${row.name} ${row.address}`.toLowerCase().includes(words)) &&
      (wanted === undefined || wanted.includes(row.condition)) &&
      (visit === undefined || row.visit.length > 0 === (visit === "yes")) &&
      (itemKind === undefined || (row.itemKind ?? "power-bank") === itemKind) &&
      (siteId === undefined || (row.siteId ?? onNoSite) === siteId),
  );
}

/** How many cabinets are in each condition, without those that are in none. */
export function countsOf(
  rows: readonly FleetRow[],
): readonly { readonly condition: Condition; readonly count: number }[] {
  return conditions
    .map((condition) => ({ condition, count: rows.filter((row) => row.condition === condition).length }))
    .filter(({ count }) => count > 0);
}
