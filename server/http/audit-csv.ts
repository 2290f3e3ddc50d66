import { csvText } from "../books/csv.ts";
import { bookTime } from "../rental/book-day.ts";
import type { AuditRecord } from "../store/audit-table.ts";

/** The first line of an export, with the byte order mark. */
export function auditCsvStart(): string {
  return csvText([["time", "actor", "act", "reason", "address", "cabinet", "data"]], { bom: true });
}

/** One row for each act; times are Beijing time, the data of an act is JSON. */
export function auditCsvRows(records: readonly AuditRecord[]): string {
  const rows = records.map(({ at, actor, reason, address, cabinetId, act: { what, ...data } }) => [
    bookTime(at),
    actor,
    what,
    reason,
    address,
    cabinetId,
    JSON.stringify(data),
  ]);
  return csvText(rows, { bom: false });
}
