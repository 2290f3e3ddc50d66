import { accountTable } from "./accounts/account-table.ts";
import { apiTokenTable } from "./accounts/api-token-table.ts";
import { sessionTable } from "./accounts/session-table.ts";
import { lastPlansTable } from "./pricing/last-plans.ts";
import { priceDraftTable } from "./pricing/price-draft-table.ts";
import { priceListTable } from "./pricing/price-list-table.ts";
import { pricesTable } from "./pricing/prices-table.ts";
import { codeScanTable } from "./qr/code-scan-table.ts";
import { slotCodeTable } from "./qr/slot-code-table.ts";
import { retentionTable } from "./riders/retention-table.ts";
import { pairingTable } from "./screens/pairing-table.ts";
import { slideImageTable, slideTable } from "./screens/slide-table.ts";
import { alarmTable, alarmWatchTable } from "./store/alarm-table.ts";
import { auditTable } from "./store/audit-table.ts";
import { cabinetEventsTable } from "./store/cabinet-events-table.ts";
import { cabinetHistoryTable } from "./store/cabinet-history-table.ts";
import { cabinetStateTable } from "./store/cabinet-state-table.ts";
import { cabinetTable } from "./store/cabinet-table.ts";
import { clockStepTable, heartbeatTable } from "./store/clock-tables.ts";
import { enrolmentTable } from "./store/enrolment-table.ts";
import { itemKindTable } from "./store/item-kind-table.ts";
import { keptAnswerTable } from "./store/kept-answer-table.ts";
import { logOutTable } from "./store/log-out-table.ts";
import { operatorProfileTable } from "./store/operator-profile-table.ts";
import { operatorTextTable } from "./store/operator-text-table.ts";
import { orderTable } from "./store/order-table.ts";
import { outCountTable } from "./store/out-count-table.ts";
import { removedCabinetTable } from "./store/removed-cabinet-table.ts";
import { riderTable } from "./store/rider-table.ts";
import { screenTable } from "./store/screen-table.ts";
import { serviceCommandTable } from "./store/service-command-table.ts";
import { siteShareTable } from "./store/site-share-table.ts";
import { siteTable } from "./store/site-table.ts";
import { tariffTable } from "./store/tariff-table.ts";
import { unmatchedEventTable } from "./store/unmatched-event-table.ts";
import { deliveryTable, webhookTable } from "./store/webhook-table.ts";
import { cabinetUpdateTable, releaseChunkTable, releaseTable, rolloutTable } from "./updates/update-tables.ts";

/** Everything that the hub keeps. */
export const hubTables = [
  orderTable,
  cabinetTable,
  cabinetStateTable,
  slotCodeTable,
  codeScanTable,
  unmatchedEventTable,
  tariffTable,
  lastPlansTable,
  pricesTable,
  priceListTable,
  priceDraftTable,
  auditTable,
  removedCabinetTable,
  logOutTable,
  cabinetHistoryTable,
  riderTable,
  retentionTable,
  clockStepTable,
  heartbeatTable,
  itemKindTable,
  operatorProfileTable,
  operatorTextTable,
  screenTable,
  pairingTable,
  slideTable,
  slideImageTable,
  accountTable,
  sessionTable,
  apiTokenTable,
  keptAnswerTable,
  siteTable,
  siteShareTable,
  serviceCommandTable,
  enrolmentTable,
  cabinetEventsTable,
  webhookTable,
  outCountTable,
  alarmTable,
  alarmWatchTable,
  deliveryTable,
  releaseTable,
  releaseChunkTable,
  rolloutTable,
  cabinetUpdateTable,
];
