import { slotCodeTable } from "./qr/slot-code-table.ts";
import { auditTable } from "./store/audit-table.ts";
import { cabinetHistoryTable } from "./store/cabinet-history-table.ts";
import { cabinetStateTable } from "./store/cabinet-state-table.ts";
import { cabinetTable } from "./store/cabinet-table.ts";
import { clockStepTable, heartbeatTable } from "./store/clock-tables.ts";
import { logOutTable } from "./store/log-out-table.ts";
import { orderTable } from "./store/order-table.ts";
import { ratePlanTable } from "./store/rate-plan-table.ts";
import { removedCabinetTable } from "./store/removed-cabinet-table.ts";
import { riderTable } from "./store/rider-table.ts";
import { tariffTable } from "./store/tariff-table.ts";
import { unmatchedEventTable } from "./store/unmatched-event-table.ts";

/** Everything that the hub keeps. */
export const hubTables = [
  orderTable,
  cabinetTable,
  cabinetStateTable,
  slotCodeTable,
  unmatchedEventTable,
  tariffTable,
  ratePlanTable,
  auditTable,
  removedCabinetTable,
  logOutTable,
  cabinetHistoryTable,
  riderTable,
  clockStepTable,
  heartbeatTable,
];
