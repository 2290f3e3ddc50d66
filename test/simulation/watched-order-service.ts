import type { Clock } from "../../platform/clock.ts";
import { type Circumstances, OrderService } from "../../server/orders/order-service.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import type { Order } from "../../server/rental/order.ts";
import type { Actor } from "../../server/store/order-table.ts";
import type { Store, Transaction } from "../../server/store/store.ts";

/** The order desk, and who counts what it is told. */
export class WatchedOrderService extends OrderService {
  readonly #told: (event: OrderEvent) => void;

  /** @param told of every event that an order took, whether it changed something or not */
  constructor(store: Store, clock: Clock, told: (event: OrderEvent) => void) {
    super(store, clock);
    this.#told = told;
  }

  override async applyIn(
    tx: Transaction,
    orderNo: string,
    event: OrderEvent,
    actor: Actor,
    circumstances?: Circumstances,
  ): Promise<Order> {
    const order = await super.applyIn(tx, orderNo, event, actor, circumstances);
    this.#told(event);
    return order;
  }
}
