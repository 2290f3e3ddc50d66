import type { Tariff } from "../rental/tariff.ts";
import { eventText } from "./event-streams.ts";
import type { OperationExamples } from "./openapi-document.ts";
import type { OrderList, OrderStarted, OrderView, Place, Report, SlotView } from "./rider-api.ts";

const minute = 60_000;
/** 2026-11-23, 12:00 in Beijing. */
export const noon = 1_795_406_400_000;
export const orderNo = "20261123120000000001";
const code = "9mWcE0x3hQ-5fL2s8vT1bA";

export const place: Place = { cabinetId: "shop-1", name: "一号店", address: "南京东路 1 号" };

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
  items: [{ loanNo: 1, slot: 7, state: "waiting", mayReport: [] }],
  tariff,
  deposit: { amount: 9900, frozen: false },
  createdAt: noon,
  confirmBefore: noon + 5 * minute,
  amount: 0,
  lines: [],
  paused: false,
  walletUrl: started.walletUrl,
  now: noon,
};

const { walletUrl: _, ...confirmed } = asked;

const lent: OrderView = {
  ...confirmed,
  phase: "lent",
  items: [{ loanNo: 1, slot: 7, state: "lent", openedAt: noon + minute, mayReport: ["not-opened", "returned"] }],
  openedAt: noon + minute,
  overdueAt: noon + 240 * 60 * minute,
  amount: 300,
  lines: [
    { what: "free", count: 5, amount: 0 },
    { what: "units", count: 1, amount: 300 },
  ],
  amountChangesAt: noon + 66 * minute,
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
      mayReport: ["not-opened"],
    },
  ],
  paused: true,
};

const list: OrderList = {
  orders: [{ orderNo, phase: "lent", place, createdAt: noon, items: 1, amount: 300 }],
};

const report: Report = { loanNo: 1, claim: "returned", code };

export const riderExamples: OperationExamples = {
  getRiderCodesCode: { answer: { "200 application/json": slot } },
  postRiderOrders: { request: { code, items: 1 }, answer: { "201 application/json": started } },
  getRiderOrders: { answer: { "200 application/json": list } },
  getRiderOrdersOrderNo: { answer: { "200 application/json": lent } },
  postRiderOrdersOrderNoGiveUp: { answer: { "200 application/json": givenUp } },
  postRiderOrdersOrderNoLeave: { answer: { "200 application/json": left } },
  postRiderOrdersOrderNoOffer: { request: { accepted: true }, answer: { "200 application/json": offered } },
  postRiderOrdersOrderNoRenew: { answer: { "200 application/json": renewed } },
  postRiderOrdersOrderNoReport: { request: report, answer: { "200 application/json": reported } },
  postRiderOrdersOrderNoCameBack: {
    request: { errorCode: "USER_CANCEL" },
    answer: { "200 application/json": asked },
  },
  getRiderOrdersOrderNoEvents: { answer: { "200 text/event-stream": eventText("order", lent) } },
};
