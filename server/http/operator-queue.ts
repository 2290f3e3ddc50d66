import { Type } from "typebox";
import { EpochMs, OrderNo } from "../../protocol/ids.ts";
import { overdueLoans } from "../rental/overdue.ts";
import { inReview, orderTable, out } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";

/** What waits for a person. */
export const OperatorQueue = Type.Object({
  review: Type.Array(Type.Object({ orderNo: OrderNo, since: EpochMs, why: Type.String() })),
  overdue: Type.Array(Type.Object({ orderNo: OrderNo, itemId: Type.Optional(Type.String()), since: EpochMs })),
});
type OperatorQueue = Type.Static<typeof OperatorQueue>;

/** Orders that a person must decide, and items that should be back at `now`. */
export function operatorQueue(store: Store, now: number): Promise<OperatorQueue> {
  return store.transact(async (tx) => {
    const reviewed = await tx.find(orderTable, inReview);
    const lent = await tx.find(orderTable, out);
    return {
      review: reviewed.flatMap(({ order: { orderNo, review } }) => (review ? [{ orderNo, ...review }] : [])),
      overdue: lent.flatMap(({ order }) =>
        overdueLoans(order, now).map((loan) => ({ orderNo: order.orderNo, ...loan })),
      ),
    };
  });
}
