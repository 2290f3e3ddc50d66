import type { Log } from "../../platform/log.ts";
import { hasEnded } from "../rental/transitions.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { type EventStream, eventText } from "./event-streams.ts";
import { type ShownOrder, shownOrderIn } from "./order-context.ts";
import type { OrderView } from "./rider-api.ts";

export interface OrderFeedParts {
  readonly store: Store;
  readonly view: (shown: ShownOrder) => OrderView;
  readonly log: Log;
}

/** The streams of one order, and the view that is being made for them. */
interface Followed {
  readonly streams: Set<EventStream>;
  sending?: Promise<void>;
  /** The order may have changed since it was read. */
  stale: boolean;
}

const orderEvent = "order";

/** Sends orders' views to the streams that follow them. A change is read and made a view once for all streams of an order. */
export class OrderFeed {
  readonly #parts: OrderFeedParts;
  readonly #followed = new Map<string, Followed>();
  #unwatch: () => void = () => {};

  constructor(parts: OrderFeedParts) {
    this.#parts = parts;
  }

  /** Sends the order as it is, then each change. Resolves when the first view was sent. */
  async follow(orderNo: string, stream: EventStream): Promise<void> {
    // Watched before it is read: a change in between is sent twice rather than never.
    if (this.#followed.size === 0) this.#watch();
    const followed = this.#followed.get(orderNo) ?? { streams: new Set(), stale: false };
    this.#followed.set(orderNo, followed);
    followed.streams.add(stream);
    await this.#send(orderNo, followed);
  }

  leave(orderNo: string, stream: EventStream): void {
    const followed = this.#followed.get(orderNo);
    if (!followed?.streams.delete(stream) || followed.streams.size > 0) return;
    this.#followed.delete(orderNo);
    if (this.#followed.size === 0) this.#unwatch();
  }

  #watch(): void {
    this.#unwatch = this.#parts.store.watch(
      ({ table, key }) => {
        if (table === orderTable.name) this.#changed(key);
      },
      (table) => {
        if (table === orderTable.name) for (const orderNo of this.#followed.keys()) this.#changed(orderNo);
      },
    );
  }

  #changed(orderNo: string): void {
    const followed = this.#followed.get(orderNo);
    if (!followed) return;
    this.#send(orderNo, followed).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, orderNo }, "an order's change was not sent");
    });
  }

  /** One read after the other, so that the last view sent is the newest. */
  #send(orderNo: string, followed: Followed): Promise<void> {
    followed.stale = true;
    followed.sending ??= this.#sendNewest(orderNo, followed);
    return followed.sending;
  }

  async #sendNewest(orderNo: string, followed: Followed): Promise<void> {
    try {
      while (followed.stale && followed.streams.size > 0) {
        followed.stale = false;
        const shown = await this.#parts.store.transact(async (tx) => {
          const record = await tx.get(orderTable, orderNo);
          return record && shownOrderIn(tx, record.order);
        });
        if (shown) this.#tell(followed, shown);
      }
    } finally {
      delete followed.sending;
    }
  }

  #tell({ streams, stale }: Followed, shown: ShownOrder): void {
    const { order } = shown;
    const text = eventText(orderEvent, this.#parts.view(shown));
    const ended = hasEnded(order.state) && !order.review && !stale;
    for (const stream of streams) {
      stream.write(text);
      if (ended) stream.end("order-ended");
    }
  }
}
