import type { OrderView, Phase, SlotView } from "../../server/http/rider-api.ts";
import { fen } from "../../server/rental/money.ts";

/** The hub's clock in these examples: 9 November 2026, 14:05 in Beijing; far from the clock of the machine. */
export const hubTime = Date.UTC(2026, 10, 9, 6, 5);
const minute = 60_000;

const place = { cabinetId: "shop-12", name: "街角咖啡（人民广场店）", address: "上海市黄浦区南京西路 8 号 1 层" };
const tariff = {
  version: "2026-10",
  freeMinutes: 5,
  unit: "hour" as const,
  pricePerUnit: fen(200),
  dailyCap: fen(2000),
  totalCap: fen(9900),
  longestLoanHours: 72,
};

export function slotView(changes: Partial<SlotView> = {}): SlotView {
  return { code: "K7", place, slot: 7, availability: "ready", level: 82, tariff, ...changes };
}

/** An order in a phase, with what it has by then. */
export function orderView(phase: Phase, changes: Partial<OrderView> = {}): OrderView {
  const view: OrderView = {
    orderNo: "20261109060000A7K2",
    phase,
    place,
    slot: 7,
    tariff,
    createdAt: hubTime - 5 * minute,
    confirmBefore: hubTime + 10 * minute,
    amount: 0,
    lines: [],
    now: hubTime,
  };
  return { ...view, ...added(phase), ...changes };
}

function added(phase: Phase): Partial<OrderView> {
  switch (phase) {
    case "confirm":
      return { walletUrl: "/wallet" };
    case "lent":
      return { openedAt: hubTime - 83 * minute, amount: 400, overdueAt: hubTime + 70 * 60 * minute };
    case "collecting":
    case "payment-due":
    case "settled":
      return {
        openedAt: hubTime - 27 * 60 * minute,
        returnedAt: hubTime - minute,
        returnedTo: { place: "晨光便利店（福州路店）", slot: 3 },
        amount: 2600,
        lines: [
          { what: "free", count: 5, amount: 0 },
          { what: "units", count: 27, amount: 5400 },
          { what: "daily-cap", count: 1, amount: -2800 },
        ],
      };
    case "opening":
    case "checking":
    case "lapsed":
    case "not-opened":
    case "cancelled":
    case "review":
      return {};
  }
}
