import { fen } from "../../server/rental/money.ts";
import type { Tariff } from "../../server/rental/tariff.ts";

/** The tariff of tests that only need one: five minutes free, then 2 yuan an hour, 20 in 24 hours, 99 for the item. */
export const exampleTariff: Tariff = {
  version: "2026-10",
  goodsName: "共享充电宝",
  freeMinutes: 5,
  graceMinutes: 0,
  unit: "hour",
  pricePerUnit: fen(200),
  dailyCap: fen(2000),
  totalCap: fen(9900),
  longestLoanHours: 72,
  renewals: 0,
  depositAllowed: true,
  collectedBy: "provider",
  otherSlot: "none",
};
