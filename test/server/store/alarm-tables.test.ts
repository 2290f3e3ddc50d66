import { expect, test } from "vitest";
import { type Alarm, alarmTable, alarmWatchTable, everyAlarm, openAlarms } from "../../../server/store/alarm-table.ts";
import { byWebhook, type Delivery, deliveryTable, everyDelivery } from "../../../server/store/webhook-table.ts";

const at = Date.UTC(2026, 10, 23, 4);

test("an open alarm lives and claims what is wrong, so that no other hub raises it; a cleared one rests", () => {
  const open: Alarm = { id: "1", kind: "cabinet-silent", subject: "shop-1", facts: {}, raisedAt: at };
  expect(alarmTable.unique(open)).toEqual(["cabinet-silent/shop-1"]);
  expect(alarmTable.index(open)).toEqual([everyAlarm, openAlarms]);
  expect(alarmTable.restsIn(open)).toBeUndefined();
  const cleared = { ...open, clearedAt: at };
  expect([alarmTable.unique(cleared), alarmTable.index(cleared)]).toEqual([[], [everyAlarm]]);
  expect(alarmTable.restsIn(cleared)).toBe("2026-11");
});

test("the look at alarms is due, so that one hub of several leases it", () => {
  expect(alarmWatchTable.dueAt({ key: "watch", dueAt: 7 })).toBe(7);
});

test("a delivery lives and is due until it was taken or given up, and is found by its state", () => {
  const base = { id: "1", webhookId: "hook00000001", type: "order.settled", body: "{}", at, tries: [] } as const;
  const pending: Delivery = { ...base, state: "pending", dueAt: at };
  expect([deliveryTable.dueAt(pending), deliveryTable.restsIn(pending)]).toEqual([at, undefined]);
  expect(deliveryTable.index(pending)).toEqual([
    everyDelivery,
    byWebhook(base.webhookId),
    byWebhook(base.webhookId, "pending"),
  ]);
  for (const state of ["delivered", "failed"] as const) {
    expect(deliveryTable.dueAt({ ...base, state })).toBeUndefined();
    expect(deliveryTable.restsIn({ ...base, state })).toBe("2026-11");
  }
});
