import { dayBookCsv, differencesCsv } from "../books/csv.ts";
import type { DayBook } from "../books/day-book.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { noon, orderNo, place, tariff } from "./openapi-rider-examples.ts";
import type { OperatorQueue } from "./operator-queue.ts";
import { differenceView, reviewView, textsFor } from "./operator-texts.ts";

const texts = textsFor("en");
const minute = 60_000;
const hour = 60 * minute;
const { cabinetId, name, address } = place;
const riderId = "user/2088000000000001";
const actor = "operator/lin";
const why = { reason: "the sticker was damaged" };
const secret = { secret: "l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o" };
const slotCode = { id: "9mWcE0x3hQ", slot: 7, url: "https://hub.example/q/9mWcE0x3hQ-5fL2s8vT1bA" };
const conduct = { letGo: 0, letGoInWeek: 1, reports: 1, refuted: 0 };

const cabinet = {
  cabinetId,
  name,
  address,
  slots: 12,
  itemKind: "power-bank",
  keyGeneration: 1,
  presence: { online: true, bootId: "boot-7f3a9c21", since: noon },
  lastSeen: noon + minute,
  snapshot: { at: noon + minute, slots: [{ slot: 1, state: "occupied", itemId: "GZXJ20240811", level: 96 }] },
  drift: [],
};

const unmatchedReturn = {
  key: `${cabinetId}/journal-51c0de88/000000000129`,
  cabinetId,
  event: {
    v: 1,
    journalId: "journal-51c0de88",
    seq: 129,
    at: { latest: noon + hour, uncertainty: 40 },
    body: { kind: "returned", slot: 4, itemId: "GZXJ20240817", level: 31, source: "report" },
  },
  receivedAt: noon + hour,
};

const foundOrder = {
  orderNo,
  creditOrderNo: "2026112300001002",
  state: "settled",
  createdAt: noon,
  cabinetId,
  place: name,
  itemKind: "power-bank",
  riderId,
  items: ["GZXJ20240817"],
  amount: 300,
};

const dayTotals = {
  day: "2026-11-23",
  kind: "power-bank",
  orders: 42,
  charged: 12_600,
  fees: 70,
  refunded: 300,
  owed: 600,
  writtenOff: 0,
};

const lines = [
  { what: "free", count: 5, amount: 0 },
  { what: "units", count: 1, amount: 300 },
];
const charge = [
  { account: "receivable" as const, amount: 300 },
  { account: "rent" as const, amount: -300 },
];

const order = {
  order: { orderNo, riderId, state: "settling", place, tariff },
  effects: [{ id: 4, key: "complete", type: "complete-credit", dueAt: noon + hour, attempt: 0 }],
  nextEffectId: 5,
  audit: [{ at: noon, actor: `rider/${riderId}`, cause: { type: "requested" }, state: "requested" }],
  ledger: [{ at: noon + hour, what: "charge", lines: charge }],
  bill: {
    amount: 300,
    lines,
    items: [{ loanNo: 1, from: noon, until: noon + hour, amount: 300, lines }],
  },
  rider: conduct,
  unmatchedEvents: [],
};

const queue: OperatorQueue = {
  review: [{ orderNo, ...reviewView({ since: noon, reason: { code: "return-undated" } }, texts) }],
  overdue: [],
  owed: [],
  notCollected: [{ orderNo, amount: 300, failures: 2, nextTryAt: noon + hour }],
  inDoubt: [{ orderNo, loanNo: 1, cabinetId, slot: 7, since: noon, reason: "no-answer" }],
  riders: [{ riderId, ...conduct, pausedUntil: noon + hour }],
  reported: [{ orderNo, loanNo: 1, claim: "returned", at: noon + hour }],
};

const book: DayBook = {
  day: "2026-11-23",
  entries: [{ orderNo, at: noon + hour, what: "charge", lines: charge }],
  accounts: charge,
  orders: [{ orderNo, accounts: charge }],
  trialBalance: { debit: 300, credit: 300 },
};

const differences = [
  differenceView(
    {
      orderNo,
      line: 3,
      what: "amount-differs",
      ours: { side: "movement", day: book.day, gross: 300, kind: "rent", fee: 2 },
      theirs: { side: "movement", day: book.day, gross: 200, kind: "rent", fee: 1 },
    },
    texts,
  ),
];
const comparison = { compared: 12, inMotion: [orderNo], differences };

const auditEntry = {
  id: "001795406400000-000001",
  at: noon,
  actor,
  reason: why.reason,
  address: "203.0.113.7",
  cabinetId,
  act: { what: "code-replaced", slot: 7, id: slotCode.id, revoked: ["Zk2pQ7yV4a"] },
};

const tariffVersion = {
  version: tariff.version,
  tariff,
  firstSeenAt: noon,
  plans: [{ itemKind: "power-bank", cabinets: [cabinetId], validFrom: noon, inForce: true }],
};

const serviceChange = { changed: true, openOrders: [orderNo] };

export const operatorExamples: OperationExamples = {
  getOperatorCabinets: { answer: { "200 application/json": [cabinet] } },
  putOperatorCabinetsCabinetId: {
    request: { name, address, slots: 12, itemKind: "power-bank", reason: "a new cabinet" },
    answer: { "200 application/json": {}, "201 application/json": secret },
  },
  deleteOperatorCabinetsCabinetId: { request: why },
  postOperatorCabinetsCabinetIdSecret: { request: why, answer: { "200 application/json": secret } },
  postOperatorCabinetsCabinetIdDisable: { request: why, answer: { "200 application/json": serviceChange } },
  postOperatorCabinetsCabinetIdEnable: { request: why, answer: { "200 application/json": serviceChange } },
  postOperatorCabinetsCabinetIdTrustAgain: { request: why },
  postOperatorCabinetsCabinetIdCodes: { request: why, answer: { "200 application/json": [slotCode] } },
  postOperatorCabinetsCabinetIdSlotsSlotCode: { request: why, answer: { "201 application/json": slotCode } },
  getOperatorCabinetsCabinetIdSheet: {
    answer: { "200 text/html": "<!doctype html><title>一号店</title><svg>…</svg>" },
  },
  deleteOperatorCodesId: { request: why },
  getOperatorOrders: {
    answer: { "200 application/json": { orders: [foundOrder], count: { atLeast: 1, more: false } } },
  },
  getOperatorTotals: { answer: { "200 application/json": [dayTotals] } },
  getOperatorOrdersOrderNo: { answer: { "200 application/json": order } },
  postOperatorOrdersOrderNoActs: {
    request: { act: { act: "lower-amount", amount: 100 }, reason: "the lock was slow" },
    answer: { "200 application/json": order },
  },
  getOperatorQueue: { answer: { "200 application/json": queue } },
  getOperatorUnmatchedEvents: { answer: { "200 application/json": [unmatchedReturn] } },
  postOperatorUnmatchedEventsKeyAssign: {
    request: { orderNo, loanNo: 1, itemIdDiffers: true, reason: "the rider sent a picture of it" },
    answer: { "200 application/json": order },
  },
  postOperatorUnmatchedEventsKeyDismiss: { request: why },
  getOperatorRidersKindId: {
    answer: { "200 application/json": { riderId, liveOrders: [orderNo], conduct, pausedUntil: noon + hour } },
  },
  postOperatorRidersKindIdEndSessions: { request: why },
  getOperatorAudit: { answer: { "200 application/json": [auditEntry] } },
  getOperatorBooksDay: { answer: { "200 application/json": book } },
  getOperatorBooksDayCsv: { answer: { "200 text/csv": dayBookCsv(book) } },
  postOperatorBooksReconcileOpen: {
    answer: { "200 application/json": comparison, "200 text/csv": differencesCsv(differences) },
  },
  postOperatorBooksDayReconcile: {
    request: `out_order_no,kind,received,fee,paid_at\r\n${orderNo},RENT,2.00,0.01,2026-11-23 13:00:00\r\n`,
    answer: { "200 application/json": differences, "200 text/csv": differencesCsv(differences) },
  },
  getOperatorTariffs: { answer: { "200 application/json": [tariffVersion] } },
};
