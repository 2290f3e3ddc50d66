import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { OrderNo } from "../../protocol/ids.ts";
import { isLive, type Order } from "../rental/order.ts";
import { byRider, type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

export const OrderParams = Type.Object({ orderNo: OrderNo });

/** An order of this rider. Somebody else's is as unknown as one that there is not. @throws AppError order/unknown */
export async function ownRecord(tx: Transaction, orderNo: string, riderId: string): Promise<OrderRecord> {
  const record = await tx.get(orderTable, orderNo);
  if (record?.order.riderId !== riderId) throw new AppError("order/unknown");
  return record;
}

/** Newest first. */
export async function liveOrders(tx: Transaction, riderId: string): Promise<Order[]> {
  const records = await tx.find(orderTable, byRider(riderId));
  const live = records.map(({ order }) => order).filter(isLive);
  return live.toSorted((a, b) => b.createdAt - a.createdAt);
}
