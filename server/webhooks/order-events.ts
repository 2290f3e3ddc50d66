import type { EpochMs } from "../../protocol/ids.ts";
import { usualItemKind } from "../rental/item-kind.ts";
import type { Order } from "../rental/order.ts";

/** What other systems are told of orders, and when. */
export const orderEventTypes = {
  "order.requested": "a rider asked for an item",
  "order.confirmed": "the credit provider granted it",
  "order.opened": "an item is out",
  "order.returned": "an item came back",
  "order.lost": "an item counts as lost",
  "order.settled": "the money is there, or there is none to collect",
  "order.cancelled": "it was given back to the provider; nothing is charged",
  "order.lapsed": "the rider did not confirm",
  "order.payment-failed": "the provider could not collect the money; it tries again",
  "order.review-opened": "an operator must decide",
  "order.review-closed": "an operator has decided",
  "order.refunded": "an operator recorded a refund",
  "order.objected": "the rider objects",
} as const;
export type OrderEventType = keyof typeof orderEventTypes;

/** An order as other systems are told of it: nothing of the rider. Amounts in fen, times in epoch ms. */
export interface ToldOrder {
  readonly orderNo: string;
  readonly state: Order["state"];
  readonly cabinetId: string;
  readonly itemKind: string;
  readonly createdAt: EpochMs;
  readonly items: readonly {
    readonly loanNo: number;
    readonly slot: number;
    readonly state: string;
    readonly itemId?: string;
    readonly openedAt?: EpochMs;
    readonly returnedAt?: EpochMs | null;
  }[];
  readonly amount?: number;
  readonly refunded?: number;
  readonly review?: string;
}

/** What a change of an order is to others. @param before undefined: the order is new */
export function orderEvents(before: Order | undefined, after: Order): OrderEventType[] {
  if (!before) return ["order.requested"];
  const more = (state: string) => loansIn(state, after) > loansIn(state, before);
  const became = (state: Order["state"]) => after.state === state && before.state !== state;
  const happened: [OrderEventType, boolean][] = [
    ["order.confirmed", became("confirmed")],
    ["order.opened", more("lent")],
    ["order.returned", more("returned")],
    ["order.lost", more("lost")],
    ["order.payment-failed", after.charge?.state === "failed" && before.charge?.state !== "failed"],
    ["order.settled", became("settled")],
    ["order.cancelled", became("cancelled")],
    ["order.lapsed", became("lapsed")],
    ["order.review-opened", after.review !== undefined && before.review === undefined],
    ["order.review-closed", after.review === undefined && before.review !== undefined],
    ["order.refunded", after.refund !== undefined && before.refund === undefined],
    ["order.objected", (after.objections?.length ?? 0) > (before.objections?.length ?? 0)],
  ];
  return happened.flatMap(([type, is]) => (is ? [type] : []));
}

function loansIn(state: string, { loans }: Order): number {
  return loans.filter((loan) => loan.state === state).length;
}

export function toldOrder(order: Order): ToldOrder {
  const { orderNo, state, place, itemKind = usualItemKind, createdAt, loans, charge, refund, review } = order;
  return {
    orderNo,
    state,
    cabinetId: place.cabinetId,
    itemKind,
    createdAt,
    items: loans.map(({ loanNo, slot, state, itemId, openedAt, returned }) => ({
      loanNo,
      slot,
      state,
      ...(itemId !== undefined && { itemId }),
      ...(openedAt !== undefined && { openedAt }),
      ...(returned && { returnedAt: returned.undated ? null : returned.at }),
    })),
    ...(charge && { amount: charge.amount }),
    ...(refund && { refunded: refund.amount }),
    ...(review && { review: review.reason.code }),
  };
}
