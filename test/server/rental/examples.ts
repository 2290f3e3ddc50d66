import type { OpeningResult } from "../../../protocol/upward.ts";
import type { Answer, CreditView } from "../../../server/rental/credit-view.ts";
import { decide } from "../../../server/rental/decide.ts";
import type { Decision } from "../../../server/rental/decision.ts";
import type { Effect } from "../../../server/rental/effect.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Order } from "../../../server/rental/order.ts";
import { type OrderRequest, requestOrder } from "../../../server/rental/request.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
/** When the example orders are made. */
export const start = Date.UTC(2026, 10, 23, 4, 0, 0);

export const tariff: Tariff = {
  version: "test-1",
  goodsName: "共享充电宝",
  freeMinutes: 5,
  graceMinutes: 0,
  unit: "hour",
  pricePerUnit: fen(300),
  dailyCap: fen(2000),
  totalCap: fen(9900),
  longestLoanHours: 240,
  renewals: 0,
  depositAllowed: true,
  collectedBy: "provider",
  otherSlot: "none",
};

export const place = { cabinetId: "cab-1", name: "咖啡馆", address: "人民路1号" };
export const elsewhere = { cabinetId: "cab-2", name: "书店", address: "人民路2号" };

export const request: OrderRequest = {
  orderNo: "20261123120000000001",
  riderId: "user/2088000000000001",
  seat: 0,
  place,
  slots: [{ slot: 7, expectedItemId: "BANK07" }],
  tariff,
  terms: {
    confirmWithin: 3 * minute,
    openWithin: 10 * second,
    lostAfter: 30 * day,
    collectionRetries: [minute, day, 3 * day, 7 * day],
  },
};

export function seenAs(view: Partial<CreditView> = {}): Extract<Answer<CreditView>, { outcome: "ok" }> {
  return {
    outcome: "ok",
    value: { creditOrderNo: "Z1", useState: "borrowed", borrowedAt: start + 20 * second, ...view },
  };
}

export const unknown = { outcome: "unknown", why: "time-out" } as const;
export const noSuchOrder = { outcome: "refused", reason: "no-such-order", providerCode: "ORDER_NOT_EXIST" } as const;

export function refused(reason: Extract<Answer<null>, { outcome: "refused" }>["reason"], providerCode = "CODE") {
  return { outcome: "refused", reason, providerCode } as const;
}

export function credit(answer: Answer<CreditView>, attempt = 0): OrderEvent {
  return { type: "credit-seen", answer, attempt };
}

export function answered(result: OpeningResult, at: number, loanNo = 1): OrderEvent {
  return { type: "slot-answered", loanNo, result, at };
}

export function returned(at: number | null, to = place, loanNo = 1): OrderEvent {
  return { type: "item-returned", loanNo, place: to, slot: 3, at };
}

/** An order taken through events, each at its own time, and what the last one asked for. */
export class Story {
  order: Order;
  effects: readonly Effect[];

  constructor(from: OrderRequest = request) {
    const decision = requestOrder(from, start);
    this.order = decision.order;
    this.effects = decision.effects;
  }

  at(now: number, event: OrderEvent): this {
    const decision: Decision = decide(this.order, event, now);
    this.order = decision.order;
    this.effects = decision.effects;
    return this;
  }

  get loan() {
    const [loan] = this.order.loans;
    if (!loan) throw new Error("no loan");
    return loan;
  }

  get asked(): string[] {
    return this.effects.map((effect) => effect.type);
  }

  effect<T extends Effect["type"]>(type: T): Extract<Effect, { type: T }> {
    const found = this.effects.find((effect) => effect.type === type);
    if (!found) throw new Error(`no ${type} among ${this.asked.join(", ")}`);
    return found as Extract<Effect, { type: T }>;
  }
}

export const confirmedAt = start + 20 * second;
export const openedAt = confirmedAt + 2 * second;

export function confirmed(from = request): Story {
  return new Story(from).at(confirmedAt, credit(seenAs()));
}

export function lent(from = request): Story {
  return confirmed(from).at(openedAt, answered({ outcome: "opened", itemId: "BANK07" }, openedAt));
}

export function inDoubt(): Story {
  return confirmed().at(openedAt, answered({ outcome: "unknown", reason: "board-silent" }, openedAt));
}

/** Its slot jammed, and the next best one is offered. */
export function offered(): Story {
  return confirmed({ ...request, tariff: { ...tariff, otherSlot: "offer" } })
    .at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt))
    .at(openedAt, { type: "slot-chosen", choice: { slot: 9, expectedItemId: "BANK09" } });
}

/** Returned after two hours: 2 × 300 fen, for five minutes are free. */
export const returnedAt = openedAt + 2 * hour;
export function settling(from = request): Story {
  return lent(from).at(returnedAt, returned(returnedAt));
}
