import type {
  CabinetPlace,
  CodePrice,
  ItemView,
  OrderSummary,
  OrderView,
  Phase,
  SlotView,
} from "../../server/http/rider-api.ts";
import { exampleTariff } from "../support/example-tariff.ts";

/** The hub's clock in these examples: 9 November 2026, 14:05 in Beijing; far from the clock of the machine. */
export const hubTime = Date.UTC(2026, 10, 9, 6, 5);
const minute = 60_000;

const place = { cabinetId: "shop-12", name: "街角咖啡（人民广场店）", address: "上海市黄浦区南京西路 8 号 1 层" };
const itemKind: OrderView["itemKind"] = {
  id: "power-bank",
  name: { zh: "充电宝", en: "power bank" },
  icon: "power-bank",
};
const tariff = exampleTariff;

/** A cabinet with a place on the map, one that nobody wrote down, and one that is away. */
export const cabinetPlaces: CabinetPlace[] = [
  {
    cabinetId: "shop-3",
    name: "晨光便利店（福州路店）",
    address: "上海市黄浦区福州路 100 号",
    itemKind,
    location: { latitude: 31.2336, longitude: 121.4825 },
    mapLocation: { latitude: 31.2315, longitude: 121.487 },
    distance: 850,
    openingHours: { zh: "9:00–22:00" },
    online: true,
    itemsReady: 5,
    slotsFree: 3,
  },
  {
    cabinetId: "shop-4",
    name: "城市书房",
    address: "上海市黄浦区山西南路 35 号",
    itemKind: { id: "umbrella", name: { zh: "雨伞", en: "umbrella" }, icon: "umbrella" },
    online: true,
    itemsReady: 1,
    slotsFree: 7,
  },
  {
    cabinetId: "shop-5",
    name: "地铁人民广场站",
    address: "上海市黄浦区人民大道",
    itemKind,
    online: false,
    itemsReady: 0,
    slotsFree: 0,
  },
];

/** What a stranger is told of a code. */
export const codePrice: CodePrice = { place, itemKind, tariff };

export function slotView(changes: Partial<SlotView> = {}): SlotView {
  return {
    code: "K7",
    place,
    slot: 7,
    itemKind,
    texts: {},
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
    itemKind,
    texts: {},
    items,
    tariff,
    deposit: { amount: 9900, frozen: false },
    createdAt: hubTime - 5 * minute,
    confirmBefore: hubTime + 10 * minute,
    amount: 0,
    lines: [],
    paused: false,
    statements: [],
    mayObjectTo: [],
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
  const { orderNo, createdAt, amount, openedAt } = orderView(phase);
  return {
    orderNo,
    phase,
    place,
    itemKind,
    createdAt,
    ...(openedAt !== undefined && { openedAt }),
    items: 1,
    amount,
    ...changes,
  };
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
