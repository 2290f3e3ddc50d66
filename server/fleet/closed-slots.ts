import type { EpochMs } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { type CabinetServices, serviceCommandTable } from "../store/service-command-table.ts";
import type { Transaction } from "../store/store.ts";
import { slotsInService } from "./service-openings.ts";

/**
 * What a cabinet shows, as riders are offered it: a slot that an operator has locked, or is having opened, is out of order.
 * The order that holds such a slot goes on.
 */
export function offeredReports(
  { lockedSlots = [] }: Pick<Cabinet, "lockedSlots">,
  services: CabinetServices | undefined,
  reports: readonly SlotReport[],
  now: EpochMs,
): readonly SlotReport[] {
  const closed = new Set([...lockedSlots.map(({ slot }) => slot), ...slotsInService(services, now)]);
  if (closed.size === 0) return reports;
  return reports.map((report) => (closed.has(report.slot) ? { ...report, fault: report.fault ?? "closed" } : report));
}

/** As `offeredReports`, with what the store knows of operators' commands. */
export async function offeredReportsIn(
  tx: Transaction,
  cabinet: Pick<Cabinet, "cabinetId" | "lockedSlots">,
  reports: readonly SlotReport[],
  now: EpochMs,
): Promise<readonly SlotReport[]> {
  return offeredReports(cabinet, await tx.get(serviceCommandTable, cabinet.cabinetId), reports, now);
}
