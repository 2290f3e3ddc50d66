import { moneySheet, sharesSheet } from "../books/money-sheets.ts";
import { sheetCsv } from "../books/sheet.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { noon, place } from "./openapi-rider-examples.ts";

const hour = 3_600_000;

const income = {
  orders: 42,
  gross: 12_600,
  fees: 70,
  refunds: 300,
  owed: 600,
  writtenOff: 150,
  net: 11_480,
  byHand: 200,
};
const site = { siteId: "tea-house", siteName: "茶馆" };
const shared = { orders: 42, net: 11_480, share: 3444, kept: 8036 };
const share = { siteId: "tea-house", from: "2026-11-01", basisPoints: 3000, addedAt: noon };
const { cabinetId, name } = place;
/** How a workbook begins: it is a ZIP archive. */
const workbook = "PK…";
const xlsx = "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" as const;

const statement = {
  lines: [{ day: "2026-11-23", ...site, cabinetId, cabinetName: name, kind: "power-bank", ...income }],
  total: income,
};
const shares = { lines: [{ ...site, owner: "王女士", basisPoints: [3000], ...shared }], total: shared };
const names = { sites: new Map([[site.siteId, site.siteName]]), cabinets: new Map([[cabinetId, name]]) };
const owners = new Map([[site.siteId, "王女士"]]);

/** What operations about figures and money answer, in the document of the interface. */
export const moneyExamples: OperationExamples = {
  getOperatorOverview: {
    answer: {
      "200 application/json": {
        orders: { out: 318, review: 2, inDoubt: 0, notCollected: 4, owed: 1, reported: 1, objections: 0 },
        cabinets: { all: 62, offline: 3, outOfService: 2, distrusted: 0, drifting: 1, slots: 720 },
      },
    },
  },
  getOperatorStatistics: {
    answer: {
      "200 application/json": [
        {
          from: noon - 12 * hour,
          orders: 42,
          charged: 12_600,
          lentTime: 60 * hour,
          opened: 40,
          notOpened: 1,
          openingTime: 830,
          out: 9,
        },
      ],
    },
  },
  getOperatorMoney: { answer: { "200 application/json": statement } },
  getOperatorMoneyCsv: {
    answer: { "200 text/csv": sheetCsv(moneySheet(statement, ["day", "site", "cabinet", "kind"], names)) },
  },
  getOperatorMoneyXlsx: { answer: { [xlsx]: workbook } },
  getOperatorMoneyShares: { answer: { "200 application/json": shares } },
  getOperatorMoneySharesCsv: { answer: { "200 text/csv": sheetCsv(sharesSheet(shares, names, owners)) } },
  getOperatorMoneySharesXlsx: { answer: { [xlsx]: workbook } },
  getOperatorMoneySiteShares: { answer: { "200 application/json": [share] } },
  postOperatorMoneySiteSharesSiteId: {
    request: { from: share.from, basisPoints: share.basisPoints, reason: "the contract of October" },
    answer: { "201 application/json": share },
  },
};
