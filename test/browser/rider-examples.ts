import type { ItemView, OrderSummary, OrderView, Phase, SlotView } from "../../server/http/rider-api.ts";
import { fen } from "../../server/rental/money.ts";

/** The hub's clock in these examples: 9 November 2026, 14:05 in Beijing; far from the clock of the machine. */
export const hubTime = Date.UTC(2026, 10, 9, 6, 5);
const minute = 60_000;

const place = { cabinetId: "shop-12", name: "街角咖啡（人民广场店）", address: "上海市黄浦区南京西路 8 号 1 层" };
const tariff: OrderView["tariff"] = {
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

export function slotView(changes: Partial<SlotView> = {}): SlotView {
  return {
    code: "K7",
    place,
    slot: 7,
    availability: "ready",
    level: 82,
    tariff,
    itemsReady: 1,
    liveOrders: [],
    mayOrder: true,
    ...changes,
  };
}

/** An order in a phase, with what it has by then; `items` stand for the one that it has otherwise. */
export function orderView(phase: Phase, changes: Partial<OrderView> = {}): OrderView {
  const items = changes.items ?? [itemView(itemStates[phase], phase === "review" ? { paused: true } : {})];
  const { openedAt } = items[0] ?? {};
  const view: OrderView = {
    orderNo: "20261109060000A7K2",
    phase,
    place,
    items,
    tariff,
    deposit: { amount: 9900, frozen: false },
    createdAt: hubTime - 5 * minute,
    confirmBefore: hubTime + 10 * minute,
    amount: 0,
    lines: [],
    paused: false,
    now: hubTime,
    ...(openedAt !== undefined && { openedAt }),
  };
  return { ...view, ...added(phase), ...changes };
}

/** A lent order whose one item was taken at another time. */
export function lentSince(openedAt: number, changes: Partial<OrderView> = {}): OrderView {
  return orderView("lent", { items: [itemView("lent", { openedAt })], ...changes });
}

/** An item in a state, with what it has by then. */
export function itemView(state: ItemView["state"], changes: Partial<ItemView> = {}): ItemView {
  return { loanNo: 1, slot: 7, state, mayReport: [], ...addedToItem(state), ...changes };
}

export function orderSummary(phase: Phase, changes: Partial<OrderSummary> = {}): OrderSummary {
  const { orderNo, createdAt, amount } = orderView(phase);
  return { orderNo, phase, place, createdAt, items: 1, amount, ...changes };
}

export function tariffWith(changes: Partial<OrderView["tariff"]>): OrderView["tariff"] {
  return { ...tariff, ...changes };
}

const itemStates: Record<Phase, ItemView["state"]> = {
  confirm: "waiting",
  opening: "opening",
  offer: "offered",
  checking: "checking",
  lent: "lent",
  collecting: "returned",
  owed: "returned",
  "payment-due": "returned",
  settled: "returned",
  lapsed: "waiting",
  "not-opened": "not-opened",
  cancelled: "waiting",
  review: "lent",
};

function addedToItem(state: ItemView["state"]): Partial<ItemView> {
  switch (state) {
    case "offered":
      return { offeredUntil: hubTime + 42_000 };
    case "lent":
      return { openedAt: hubTime - 83 * minute, mayReport: ["not-opened", "returned"] };
    case "returned":
      return {
        openedAt: hubTime - 27 * 60 * minute,
        returnedAt: hubTime - minute,
        returnedTo: { place: "晨光便利店（福州路店）", slot: 3 },
      };
    case "lost":
      return { openedAt: hubTime - 27 * 60 * minute };
    case "waiting":
    case "opening":
    case "checking":
    case "not-opened":
      return {};
  }
}

function added(phase: Phase): Partial<OrderView> {
  switch (phase) {
    case "confirm":
      return { walletUrl: "/wallet" };
    case "lent":
      return { amount: 400, overdueAt: hubTime + 70 * 60 * minute };
    case "collecting":
    case "owed":
    case "payment-due":
    case "settled":
      return {
        returnedAt: hubTime - minute,
        amount: 2600,
        lines: [
          { what: "free", count: 5, amount: 0 },
          { what: "units", count: 27, amount: 5400 },
          { what: "daily-cap", count: 1, amount: -2800 },
        ],
      };
    case "opening":
    case "offer":
    case "checking":
    case "lapsed":
    case "not-opened":
    case "cancelled":
    case "review":
      return {};
  }
}
