import { dayBookCsv, differencesCsv } from "../books/csv.ts";
import type { DayBook } from "../books/day-book.ts";
import { auditCsvRows, auditCsvStart } from "./audit-csv.ts";
import { cabinetTextsEnglish, visitView } from "./cabinet-texts.ts";
import { eventText } from "./event-streams.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { priceExamples } from "./openapi-price-examples.ts";
import {
  location,
  noon,
  openingHours,
  operatorView,
  orderNo,
  place,
  support,
  tariff,
} from "./openapi-rider-examples.ts";
import type { OperatorQueue } from "./operator-queue.ts";
import { differenceView, reviewView, textsFor } from "./operator-texts.ts";

const texts = textsFor("en");
const minute = 60_000;
const hour = 60 * minute;
const { cabinetId, name, address } = place;
const riderId = "user/2088000000000001";
const actor = "operator/lin" as const;
const why = { reason: "the sticker was damaged" };
const secret = { secret: "l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o" };
const enrolmentToken = `${cabinetId}.l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o`;
const slotCode = { id: "9mWcE0x3hQ", slot: 7, url: "https://hub.example/q/9mWcE0x3hQ-5fL2s8vT1bA" };
const conduct = { letGo: 0, letGoInWeek: 1, reports: 1, refuted: 0 };

const riderExport = {
  riderId,
  at: noon,
  conduct: { letGo: [noon - hour], reports: [noon - hour], refuted: [] },
  orders: [{ order: { orderNo, riderId, state: "settled" } }],
  acts: [{ at: noon - hour, what: "rider-looked-at" }],
};

const layout = { columns: 2, rows: 6 };

const cabinet = {
  cabinetId,
  name,
  address,
  slots: 12,
  itemKind: "power-bank",
  location,
  layout,
  openingHours,
  support,
  keyGeneration: 1,
  presence: { online: true, bootId: "boot-7f3a9c21", since: noon },
  lastSeen: noon + minute,
  snapshot: { at: noon + minute, slots: [{ slot: 1, state: "occupied", itemId: "GZXJ20240811", level: 96 }] },
  drift: [],
};

const command = {
  id: "S5f0c1d2e3a4b5c6d7e8f",
  action: "open-for-service",
  slot: 7,
  actor,
  reason: "to clean the slot",
  issuedAt: noon,
  expiresAt: noon + 20_000,
  state: "under-way",
};

const cabinetPage = {
  ...cabinet,
  bridge: { driver: "gzxj", slots: 12, software: "jiehuan/0.2.0", actions: ["open", "open-for-service", "look"] },
  held: [{ slot: 4, orderNo }],
  acts: [
    { act: "look", possible: true },
    {
      act: "restart",
      possible: false,
      obstacle: { code: "bridge/too-old", text: "The bridge's software is too old for this. Update it." },
    },
    { act: "open-slot", slot: 1, possible: true },
  ],
  commands: [{ ...command, state: "opened", answeredAt: noon + 2000, itemId: "GZXJ20240817" }],
  events: [
    {
      seq: 129,
      receivedAt: noon + hour,
      at: { latest: noon + hour, uncertainty: 40 },
      body: { kind: "returned", slot: 4, itemId: "GZXJ20240817", level: 31, source: "report" },
    },
  ],
  comings: [{ online: true, at: noon }],
  health: {
    at: noon,
    heardAt: noon,
    uptime: hour,
    boardHeardAt: noon,
    journalDepth: 0,
    sealsBroken: 0,
    memory: 71_303_168,
  },
  charge: [{ slot: 1, level: 96 }],
};

const fleetRow = {
  cabinetId,
  name,
  address,
  slots: 12,
  itemKind: "power-bank",
  location,
  siteId: "tea-house",
  condition: "online",
  since: noon,
  lastSeen: noon + minute,
  software: "jiehuan/0.2.0",
  itemsReady: 0,
  slotsFree: 11,
  slotsFaulty: 1,
  slotsLocked: 0,
  drifts: 0,
  visit: [visitView({ code: "empty", slots: 12 }, cabinetTextsEnglish)],
};

const siteDetails = { name, address, location, openingHours, support, owner: "王老板" };
const site = { siteId: "tea-house", ...siteDetails, cabinetIds: [cabinetId] };

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
  state: "settled" as const,
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
  order: {
    orderNo,
    riderId,
    state: "settling",
    place,
    tariff,
    createdAt: noon,
    expiresAt: noon + 240 * hour,
    deposit: 9900,
    credit: { orderNo: "2026112300001002" },
    loans: [
      {
        loanNo: 1,
        slot: 7,
        state: "returned",
        itemId: "GZXJ20240817",
        openedAt: noon,
        returned: { at: noon + hour, place, slot: 4 },
      },
    ],
    charge: { kind: "rent", amount: 300, state: "failed", failures: 1 },
  },
  effects: [
    {
      id: 4,
      key: "complete",
      type: "complete-credit",
      dueAt: noon + hour,
      attempt: 0,
      says: "asks the provider to collect 3.00 of rent",
    },
  ],
  nextEffectId: 5,
  audit: [
    {
      at: noon,
      actor: `rider/${riderId}`,
      cause: { type: "requested" },
      says: `The rider asks for slot 7 at "${name}"`,
      state: "requested",
    },
    {
      at: noon + hour,
      actor: `cabinet/${cabinetId}`,
      cause: { type: "item-returned" },
      says: `Returned, item GZXJ20240817: into slot 4 of "${name}" at 2026-11-23 21:00:00`,
      evidence: {
        journalId: "journal-51c0de88",
        seq: 129,
        at: { latest: noon + hour, uncertainty: 40 },
        slot: 4,
        before: { slot: 4, state: "empty", seenAt: noon + minute },
      },
      state: "settling",
    },
  ],
  ledger: [{ at: noon + hour, what: "charge", lines: charge }],
  bill: {
    amount: 300,
    lines,
    items: [{ loanNo: 1, from: noon, until: noon + hour, amount: 300, lines }],
  },
  rider: conduct,
  revision: 6,
  acts: [
    { act: "waive", ...texts.acts.waive, permission: "money.decide", possible: true },
    {
      act: "lower-amount",
      ...texts.acts["lower-amount"],
      permission: "money.decide",
      possible: true,
      amount: { from: 0, to: 299 },
    },
    {
      act: "pause-billing",
      ...texts.acts["pause-billing"],
      permission: "orders.decide",
      possible: false,
      obstacle: "already-charged",
      why: texts.obstacles["already-charged"],
    },
  ],
  slots: [{ cabinetId, slot: 7, state: "occupied", itemId: "GZXJ20240811", level: 96, seenAt: noon + minute }],
  unmatchedEvents: [],
};

const before = {
  state: "settling",
  paused: false,
  dueAt: noon + 240 * hour,
  loans: [{ loanNo: 1, state: "returned", returnedAt: noon + hour }],
  amount: 300,
  lines,
  charge: { kind: "rent", state: "failed" },
};
const waived = { what: "waived", count: 1, amount: -200 };
const preview = {
  revision: 6,
  before,
  after: { ...before, amount: 100, lines: [...lines, waived], charge: { kind: "rent", state: "due" } },
  money: { charged: 0, givenUp: 200, collected: 0, refunded: 0 },
  effects: [{ type: "query-credit", says: "asks the provider how the credit order stands", dueAt: noon + 2 * hour }],
};

const about = { ...foundOrder, assignee: "lin" } as const;
const waits = { orderNo, about };

const queue: OperatorQueue = {
  review: [{ ...waits, ...reviewView({ since: noon, reason: { code: "return-undated" } }, texts) }],
  unmatchedReturns: [{ key: unmatchedReturn.key, cabinetId, slot: 4, itemId: "GZXJ20240817", since: noon + hour }],
  overdue: [],
  owed: [],
  notCollected: [{ ...waits, amount: 300, returnedAt: noon + hour, failures: 2, nextTryAt: noon + hour }],
  inDoubt: [{ ...waits, loanNo: 1, cabinetId, slot: 7, since: noon, reason: "no-answer" }],
  riders: [{ riderId, ...conduct, pausedUntil: noon + hour }],
  reported: [{ ...waits, loanNo: 1, claim: "returned", at: noon + hour }],
  objections: [
    {
      ...waits,
      objectionNo: 1,
      code: "item-broken",
      text: "充不进电",
      at: noon + hour,
      why: texts.objections["item-broken"].says,
      advice: texts.objections["item-broken"].advice,
    },
  ],
  counts: {
    review: 1,
    unmatchedReturns: 1,
    overdue: 0,
    owed: 0,
    notCollected: 1,
    inDoubt: 1,
    riders: 1,
    reported: 1,
    objections: 1,
  },
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
  act: { what: "code-replaced" as const, slot: 7, id: slotCode.id, revoked: ["Zk2pQ7yV4a"] },
};

const tariffVersion = {
  version: tariff.version,
  tariff,
  firstSeenAt: noon,
  plans: [{ itemKind: "power-bank", cabinets: [cabinetId], validFrom: noon, inForce: true }],
};

const { texts: _, ...profile } = operatorView;

const terms = { zh: "# 借用\n\n借用前请阅读……", en: "# Borrowing\n\nRead this before …" };
const published = { kind: "terms", version: 2, publishedAt: noon };

const toyCarDetails = {
  name: { zh: "玩具车", en: "toy car" },
  icon: "toy",
  hasItemId: true,
  hasLevel: false,
};
const toyCar = { id: "toy-car", ...toyCarDetails };

const serviceChange = { changed: true, openOrders: [orderNo] };

export const operatorExamples: OperationExamples = {
  getOperatorCabinets: { answer: { "200 application/json": [cabinet] } },
  putOperatorCabinetsCabinetId: {
    request: {
      name,
      address,
      slots: 12,
      itemKind: "power-bank",
      location,
      layout,
      openingHours,
      support,
      reason: "a new cabinet",
    },
    answer: { "200 application/json": {}, "201 application/json": secret },
  },
  deleteOperatorCabinetsCabinetId: { request: why },
  postBridgeEnrolments: {
    request: { token: enrolmentToken, nonce: "Qw7Rk3tYxA9bEz5uJd6o0m" },
    answer: { "200 application/json": { cabinetId, ...secret, broker: "mqtts://hub.example:8883" } },
  },
  postCabinetSecret: { answer: { "200 application/json": secret } },
  postOperatorCabinetsCabinetIdEnrolmentTokens: {
    request: why,
    answer: {
      "200 application/json": { token: enrolmentToken, expiresAt: noon + 24 * hour, hubUrl: "https://hub.example" },
    },
  },
  deleteOperatorCabinetsCabinetIdEnrolmentTokens: {
    request: why,
    answer: { "200 application/json": { changed: true } },
  },
  postOperatorCabinetsCabinetIdSecret: { request: why, answer: { "200 application/json": secret } },
  postOperatorCabinetsCabinetIdDisable: { request: why, answer: { "200 application/json": serviceChange } },
  postOperatorCabinetsCabinetIdEnable: { request: why, answer: { "200 application/json": serviceChange } },
  postOperatorCabinetsCabinetIdTrustAgain: { request: why },
  getOperatorCabinetsCabinetId: { answer: { "200 application/json": cabinetPage } },
  getOperatorFleet: { answer: { "200 application/json": [fleetRow] } },
  getOperatorMap: {
    answer: {
      "200 application/json": {
        tiles: "https://tiles.example/{z}/{x}/{y}.png",
        attribution: "© OpenStreetMap contributors",
        cabinets: [{ cabinetId, ...location }],
      },
    },
  },
  getOperatorVisits: { answer: { "200 application/json": [fleetRow] } },
  postOperatorCabinetsCabinetIdSlotsSlotOpen: { request: why, answer: { "202 application/json": command } },
  postOperatorCabinetsCabinetIdSlotsSlotLock: { request: why, answer: { "200 application/json": { changed: true } } },
  postOperatorCabinetsCabinetIdSlotsSlotUnlock: { request: why, answer: { "200 application/json": { changed: true } } },
  postOperatorCabinetsCabinetIdRestart: {
    request: why,
    answer: { "202 application/json": { ...command, id: "R5f0c1d2e3a4b5c6d7e8f", action: "restart", slot: undefined } },
  },
  postOperatorCabinetsCabinetIdCommandsCommandIdAsk: { request: why, answer: { "202 application/json": command } },
  postOperatorCabinetsCabinetIdLook: { request: why },
  postOperatorCabinetsCabinetIdMove: { request: { siteId: "tea-house", reason: "the shop has moved" } },
  getOperatorSites: { answer: { "200 application/json": [site] } },
  getOperatorSitesSiteId: { answer: { "200 application/json": site } },
  putOperatorSitesSiteId: {
    request: { ...siteDetails, reason: "a new shop" },
    answer: { "200 application/json": site, "201 application/json": site },
  },
  deleteOperatorSitesSiteId: { request: why },
  getOperatorCabinetsCabinetIdCodes: { answer: { "200 application/json": [slotCode] } },
  getOperatorCodesId: { answer: { "200 application/json": slotCode } },
  postOperatorCabinetsCabinetIdCodes: { request: why, answer: { "200 application/json": [slotCode] } },
  postOperatorCabinetsCabinetIdSlotsSlotCode: { request: why, answer: { "201 application/json": slotCode } },
  getOperatorCabinetsCabinetIdSheetPdf: { answer: { "200 application/pdf": "%PDF-1.3 …" } },
  getOperatorCabinetsCabinetIdCodeHistory: {
    answer: {
      "200 application/json": [
        {
          id: slotCode.id,
          slot: slotCode.slot,
          issuedAt: noon - 30 * 24 * hour,
          scans: 214,
          scansWhenRevoked: 0,
          recent: [{ at: noon, revoked: false }],
        },
      ],
    },
  },
  deleteOperatorCodesId: { request: why },
  getOperatorOrders: {
    answer: { "200 application/json": { orders: [foundOrder], count: { atLeast: 1, more: false } } },
  },
  getOperatorTotals: { answer: { "200 application/json": [dayTotals] } },
  getOperatorOrdersOrderNo: { answer: { "200 application/json": order } },
  postOperatorOrdersOrderNoActs: {
    request: { act: { act: "lower-amount", amount: 100 }, reason: "the lock was slow", revision: 6 },
    answer: { "200 application/json": order },
  },
  postOperatorOrdersOrderNoActsPreview: {
    request: { act: { act: "lower-amount", amount: 100 } },
    answer: { "200 application/json": preview },
  },
  getOperatorEvents: {
    answer: { "200 text/event-stream": eventText("changed", { topic: "orders", ids: [orderNo] }) },
  },
  getOperatorQueue: { answer: { "200 application/json": queue } },
  getOperatorUnmatchedEvents: { answer: { "200 application/json": [unmatchedReturn] } },
  postOperatorUnmatchedEventsKeyAssign: {
    request: { orderNo, loanNo: 1, itemIdDiffers: true, reason: "the rider sent a picture of it" },
    answer: { "200 application/json": order },
  },
  postOperatorUnmatchedEventsKeyDismiss: { request: why },
  getOperatorAssignees: { answer: { "200 application/json": [{ name: "lin", role: "support" }] } },
  putOperatorOrdersOrderNoAssignee: { request: { assignee: "lin", reason: "she knows the rider" } },
  putOperatorUnmatchedEventsKeyAssignee: { request: { assignee: null, reason: "on leave" } },
  getOperatorUnmatchedEventsKeyCandidates: {
    answer: {
      "200 application/json": [{ about: foundOrder, loanNo: 1, loanState: "lent", openedAt: noon, item: "same" }],
    },
  },
  getOperatorRidersKindId: {
    answer: { "200 application/json": { riderId, liveOrders: [orderNo], conduct, pausedUntil: noon + hour } },
  },
  postOperatorRidersKindIdEndSessions: { request: why },
  postOperatorRidersKindIdExport: {
    request: { reason: "the rider asked for it" },
    answer: { "200 application/json": riderExport },
  },
  postOperatorRidersKindIdErase: {
    request: { reason: "the rider asked for it" },
    answer: { "200 application/json": { orders: 3 } },
  },
  getOperatorAudit: { answer: { "200 application/json": [auditEntry] } },
  getOperatorAuditCsv: { answer: { "200 text/csv": auditCsvStart() + auditCsvRows([auditEntry]) } },
  getOperatorBooksDay: { answer: { "200 application/json": book } },
  getOperatorBooksDayCsv: { answer: { "200 text/csv": dayBookCsv(book) } },
  postOperatorBooksReconcileOpen: {
    answer: { "200 application/json": comparison, "200 text/csv": differencesCsv(differences) },
  },
  postOperatorBooksDayReconcile: {
    request: `out_order_no,kind,received,fee,paid_at\r\n${orderNo},RENT,2.00,0.01,2026-11-23 13:00:00\r\n`,
    answer: { "200 application/json": differences, "200 text/csv": differencesCsv(differences) },
  },
  getOperatorProfile: { answer: { "200 application/json": profile } },
  putOperatorProfile: {
    request: { ...profile, reason: "the hotline has moved" },
    answer: { "200 application/json": profile },
  },
  getOperatorTexts: { answer: { "200 application/json": [published] } },
  getOperatorTextsKindVersion: { answer: { "200 application/json": { ...published, text: terms } } },
  postOperatorTextsKind: {
    request: { text: terms, reason: "the new price" },
    answer: { "201 application/json": published },
  },
  getOperatorItemKinds: { answer: { "200 application/json": [toyCar] } },
  putOperatorItemKindsId: {
    request: { ...toyCarDetails, reason: "the kindergarten's cabinet" },
    answer: { "200 application/json": toyCar },
  },
  ...priceExamples,
  getOperatorTariffs: { answer: { "200 application/json": [tariffVersion] } },
};
