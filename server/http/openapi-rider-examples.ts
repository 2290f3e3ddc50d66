import type { Tariff } from "../rental/tariff.ts";
import { eventText } from "./event-streams.ts";
import type { OperationExamples } from "./openapi-document.ts";
import type {
  CabinetPlace,
  LentKind,
  OperatorView,
  OrderList,
  OrderStarted,
  OrderView,
  Place,
  Report,
  SlotView,
} from "./rider-api.ts";

const minute = 60_000;
/** 2026-11-23, 12:00 in Beijing. */
export const noon = 1_795_406_400_000;
export const orderNo = "20261123120000000001";
const code = "9mWcE0x3hQ-5fL2s8vT1bA";

export const place: Place = { cabinetId: "shop-1", name: "一号店", address: "南京东路 1 号" };

export const itemKind: LentKind = { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank" };

export const support = {
  telephone: "400-000-0000",
  hours: { zh: "每天 8:00–22:00", en: "8 am to 10 pm, every day" },
};

export const texts = { terms: 2, privacy: 1, prices: 3 };

export const location = { latitude: 31.2304, longitude: 121.4737 };

export const openingHours = { zh: "10:00–22:00", en: "10 am to 10 pm" };

export const tariff: Tariff = {
  version: "2026-11",
  goodsName: "共享充电宝",
  freeMinutes: 5,
  graceMinutes: 0,
  unit: "hour",
  pricePerUnit: 300 as Tariff["pricePerUnit"],
  dailyCap: 3000 as Tariff["dailyCap"],
  totalCap: 9900 as Tariff["totalCap"],
  longestLoanHours: 240,
  renewals: 1,
  depositAllowed: true,
  collectedBy: "provider",
  otherSlot: "offer",
};

const slot: SlotView = {
  code,
  place,
  slot: 7,
  itemKind,
  support,
  texts,
  availability: "ready",
  level: 96,
  tariff,
  itemsReady: 4,
  liveOrders: [],
  mayOrder: true,
};

const started: OrderStarted = { orderNo, walletUrl: "https://openapi.alipay.com/gateway.do?method=zhima.credit" };

const asked: OrderView = {
  orderNo,
  phase: "confirm",
  place,
  itemKind,
  support,
  texts,
  items: [{ loanNo: 1, slot: 7, state: "waiting", mayReport: [] }],
  tariff,
  deposit: { amount: 9900, frozen: false },
  createdAt: noon,
  confirmBefore: noon + 5 * minute,
  amount: 0,
  lines: [],
  paused: false,
  statements: [],
  mayObjectTo: [],
  merchantName: "上海示例科技有限公司",
  walletUrl: started.walletUrl,
  now: noon,
};

const { walletUrl: _, ...confirmed } = asked;

const lent: OrderView = {
  ...confirmed,
  phase: "lent",
  items: [
    {
      loanNo: 1,
      slot: 7,
      state: "lent",
      openedAt: noon + minute,
      amount: 300,
      buyOut: 9900,
      mayReport: ["not-opened", "returned"],
    },
  ],
  mayObjectTo: ["price-wrong", "item-broken", "other"],
  openedAt: noon + minute,
  overdueAt: noon + 240 * 60 * minute,
  amount: 300,
  lines: [
    { what: "free", count: 5, amount: 0 },
    { what: "units", count: 1, amount: 300 },
  ],
  amountChangesAt: noon + 66 * minute,
  nextAmount: 600,
  renewal: { until: noon + 480 * 60 * minute, left: 1 },
  now: noon + 20 * minute,
};

const offered: OrderView = {
  ...confirmed,
  phase: "opening",
  items: [
    { loanNo: 1, slot: 7, state: "not-opened", mayReport: [] },
    { loanNo: 2, slot: 1, state: "opening", mayReport: [] },
  ],
  now: noon + minute,
};

const givenUp: OrderView = { ...confirmed, phase: "lapsed", lapseReason: "given-up", now: noon + minute };

const left: OrderView = {
  ...confirmed,
  phase: "checking",
  items: [{ loanNo: 1, slot: 7, state: "checking", mayReport: [] }],
  mayLeaveFrom: noon + 2 * minute,
  left: noon + 3 * minute,
  now: noon + 3 * minute,
};

const { renewal: _renewal, ...lastTime } = lent;
const renewed: OrderView = { ...lastTime, overdueAt: noon + 480 * 60 * minute };

const reported: OrderView = {
  ...lent,
  items: [
    {
      loanNo: 1,
      slot: 7,
      state: "lent",
      openedAt: noon + minute,
      reported: "returned",
      paused: true,
      amount: 300,
      buyOut: 9900,
      mayReport: ["not-opened"],
    },
  ],
  statements: [{ what: "returned", loanNo: 1, at: noon + 20 * minute, outcome: "open" }],
  paused: true,
};

const { amountChangesAt: _grows, renewal: _no, ...ended } = lent;
const lost: OrderView = {
  ...ended,
  phase: "collecting",
  items: [{ loanNo: 1, slot: 7, state: "lost", openedAt: noon + minute, amount: 9900, mayReport: [] }],
  amount: 9900,
  lines: [{ what: "lost", count: 1, amount: 9900 }],
  statements: [
    { what: "lost", loanNo: 1, at: noon + 20 * minute, outcome: "confirmed", decidedAt: noon + 20 * minute },
  ],
};

const objected: OrderView = {
  ...lent,
  statements: [{ what: "item-broken", text: "充不进电", at: noon + 20 * minute, outcome: "open" }],
  mayObjectTo: ["price-wrong", "other"],
};

const list: OrderList = {
  orders: [
    { orderNo, phase: "lent", place, itemKind, createdAt: noon, openedAt: noon + minute, items: 1, amount: 300 },
  ],
  now: noon + 20 * minute,
};

export const operatorView: OperatorView = {
  brand: { zh: "街借", en: "Jiejie" },
  merchantName: "上海示例科技有限公司",
  support,
  texts,
  invoiceHint: {
    zh: "请拨打客服电话并提供订单号，我们开具电子发票。",
    en: "Call us with the order number for an e-invoice.",
  },
};

const nearby: CabinetPlace = {
  ...place,
  itemKind,
  location,
  mapLocation: { latitude: 31.228458, longitude: 121.478228 },
  distance: 240,
  openingHours,
  online: true,
  itemsReady: 4,
  slotsFree: 3,
};

const report: Report = { loanNo: 1, claim: "returned", code };

export const riderExamples: OperationExamples = {
  getRiderOperator: { answer: { "200 application/json": operatorView } },
  getRiderCabinets: { answer: { "200 application/json": { cabinets: [nearby] } } },
  getRiderCodesCodePrice: { answer: { "200 application/json": { place, itemKind, support, tariff } } },
  getRiderCodesCode: { answer: { "200 application/json": slot } },
  postRiderOrders: { request: { code, items: 1, texts }, answer: { "201 application/json": started } },
  getRiderOrders: { answer: { "200 application/json": list } },
  getRiderOrdersOrderNo: { answer: { "200 application/json": lent } },
  postRiderOrdersOrderNoGiveUp: { answer: { "200 application/json": givenUp } },
  postRiderOrdersOrderNoLeave: { answer: { "200 application/json": left } },
  postRiderOrdersOrderNoOffer: { request: { accepted: true }, answer: { "200 application/json": offered } },
  postRiderOrdersOrderNoRenew: { answer: { "200 application/json": renewed } },
  postRiderOrdersOrderNoReport: { request: report, answer: { "200 application/json": reported } },
  postRiderOrdersOrderNoLost: { request: { loanNo: 1, amount: 9900 }, answer: { "200 application/json": lost } },
  postRiderOrdersOrderNoObjections: {
    request: { kind: "item-broken", text: "充不进电" },
    answer: { "200 application/json": objected },
  },
  postRiderOrdersOrderNoCameBack: {
    request: { errorCode: "USER_CANCEL" },
    answer: { "200 application/json": asked },
  },
  getRiderOrdersOrderNoEvents: { answer: { "200 text/event-stream": eventText("order", lent) } },
};
