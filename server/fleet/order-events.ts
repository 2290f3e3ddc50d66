import type { OrderNo } from "../../protocol/ids.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { Order } from "../rental/order.ts";
import type { Actor, CabinetEvidence } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

/** Where the fleet tells an order what its cabinet reported, in the transaction that also keeps the report. */
export interface OrderEvents {
  applyIn(
    tx: Transaction,
    orderNo: OrderNo,
    event: OrderEvent,
    actor: Actor,
    circumstances?: { readonly evidence: CabinetEvidence },
  ): Promise<Order>;
}
