import { writePlan } from "../pricing/written-plan.ts";
import { fen } from "../rental/money.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { noon, place, tariff } from "./openapi-rider-examples.ts";
import { checkView } from "./price-views.ts";

const { cabinetId } = place;
const day = 86_400_000;
const now = noon + day;

const inForce = [{ tariff, itemKind: "power-bank" }];
const dearer = { ...tariff, version: "station-2", pricePerUnit: fen(tariff.pricePerUnit + 100) };
const station = { tariff: dearer, itemKind: "power-bank", cabinets: [cabinetId] };
const plans = [...inForce, station];
const written = plans.map(writePlan);

const why = { reason: "the station pays more for the place" };
const purpose = "dearer at the station";
const first = { number: 1, effectiveAt: noon, publishedAt: noon, publishedBy: "command", reason: "the first prices" };
const list = { ...first, plans: inForce.map(writePlan) };
const planned = {
  number: 2,
  effectiveAt: noon + 7 * day,
  publishedAt: noon + day,
  publishedBy: "operator/lin",
  confirmedBy: "operator/wei",
  reason: purpose,
};
const prices = { newest: 2, needsAnother: true, inForce: list, planned: [{ ...planned, plans: written }] };

const draft = {
  id: "station",
  purpose,
  basedOn: 1,
  revision: 1,
  changedAt: now,
  changedBy: "operator/lin",
};
const proposed = {
  ...draft,
  proposal: { at: now, by: "operator/lin", reason: purpose, effectiveAt: planned.effectiveAt },
};
const check = checkView(
  {
    plans: [station],
    mistakes: [{ plan: 0, version: dearer.version, code: "daily-cap-above-total", field: "dailyCap" }],
    remarks: [{ code: "cabinets-without-price", cabinets: ["shop-000002"] }],
    uses: [1],
  },
  inForce,
  { now, acceptLanguage: "en" },
);
const shownDraft = { ...draft, plans: written, check };

export const priceExamples: OperationExamples = {
  getOperatorPrices: { answer: { "200 application/json": prices } },
  putOperatorPricesSettings: {
    request: { needsAnother: true, reason: "two of us look at prices" },
    answer: { "200 application/json": prices },
  },
  getOperatorPricesLists: { answer: { "200 application/json": [planned, first] } },
  getOperatorPricesListsNumber: { answer: { "200 application/json": { ...list, check } } },
  postOperatorPricesListsNumberWithdraw: {
    request: why,
    answer: {
      "200 application/json": { ...planned, withdrawn: { at: now, by: "operator/wei", reason: "the station agreed" } },
    },
  },
  getOperatorPricesExport: { answer: { "200 application/json": written } },
  getOperatorPricesDrafts: { answer: { "200 application/json": [proposed] } },
  getOperatorPricesDraftsId: { answer: { "200 application/json": shownDraft } },
  putOperatorPricesDraftsId: {
    request: { plans: written, basedOn: 1, revision: 0, reason: purpose },
    answer: { "200 application/json": shownDraft },
  },
  deleteOperatorPricesDraftsId: { request: why },
  postOperatorPricesCheck: { request: { plans: written }, answer: { "200 application/json": check } },
  postOperatorPricesImport: {
    request: { id: "station", plans: written, reason: purpose },
    answer: { "201 application/json": shownDraft },
  },
  postOperatorPricesDraftsIdPublish: {
    request: { revision: 1, effectiveAt: planned.effectiveAt, reason: purpose },
    answer: { "200 application/json": { proposed } },
  },
  postOperatorPricesDraftsIdConfirm: {
    request: { revision: 1, reason: "agreed" },
    answer: { "200 application/json": planned },
  },
  postOperatorPricesDraftsIdReject: { request: why, answer: { "200 application/json": draft } },
};
