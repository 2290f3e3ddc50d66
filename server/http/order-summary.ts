import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo } from "../../protocol/ids.ts";
import { AccountName } from "../accounts/account-table.ts";
import { ItemKindId, usualItemKind } from "../rental/item-kind.ts";
import { orderTransitions } from "../rental/transitions.ts";
import type { OrderRecord } from "../store/order-table.ts";

export const orderStates = [...new Set(orderTransitions.flatMap(({ from, to }) => [from, to]))];

/** Which operator sees to something. */
export const Assignee = Type.Optional({ ...AccountName, description: "the operator who sees to it" });

/** An order in a list. */
export const FoundOrder = Type.Object({
  orderNo: OrderNo,
  creditOrderNo: Type.Optional(Type.String()),
  state: Type.Enum(orderStates),
  createdAt: EpochMs,
  cabinetId: CabinetId,
  place: Type.String({ description: "the cabinet's name when the order was made" }),
  itemKind: ItemKindId,
  riderId: Type.String(),
  items: Type.Array(Type.String(), { description: "ids of the items, where the cabinet reads them" }),
  amount: Type.Optional(
    Type.Integer({ description: "charged, or due to be charged, fen; absent: there is no charge yet" }),
  ),
  review: Type.Optional(Type.String({ description: "the code of why it is in review" })),
  assignee: Assignee,
});
type FoundOrder = Type.Static<typeof FoundOrder>;

/** What a list shows of an order. */
export function summaryOf({ order, assignee }: Pick<OrderRecord, "order" | "assignee">): FoundOrder {
  const { orderNo, credit, state, createdAt, place, itemKind = usualItemKind, riderId, loans, charge, review } = order;
  return {
    orderNo,
    ...(credit && { creditOrderNo: credit.orderNo }),
    state,
    createdAt,
    cabinetId: place.cabinetId,
    place: place.name,
    itemKind,
    riderId,
    items: [...new Set(loans.flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId])))],
    ...(charge && { amount: charge.amount }),
    ...(review && { review: review.reason.code }),
    ...(assignee !== undefined && { assignee }),
  };
}
