import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { Birth, Snapshot } from "../../protocol/upward.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import { byHeldSlot, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { heard, isThere } from "./connection-order.ts";
import type { OrderEvents } from "./order-events.ts";

/** The cabinet is there: riders may order from now on, and orders that wait for it are told. */
export async function arrive(
  tx: Transaction,
  orders: OrderEvents,
  state: CabinetState | undefined,
  cabinetId: CabinetId,
  message: Birth | Snapshot,
  now: EpochMs,
): Promise<CabinetState> {
  if (!isThere(state, message)) {
    for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId)))
      await orders.applyIn(tx, order.orderNo, { type: "cabinet-came" }, `cabinet/${cabinetId}`);
  }
  return heard(state, cabinetId, message, now);
}
