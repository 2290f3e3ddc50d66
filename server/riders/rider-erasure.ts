import { AppError } from "../../platform/app-error.ts";
import { byRider, type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { forget } from "./forget.ts";
import { isOverForRider, withoutPerson } from "./without-person.ts";

/** Orders that are read, or rewritten, in one transaction. */
const ordersAtOnce = 100;

/** Takes a rider out of what the hub keeps, because the rider asks for it. */
export class RiderErasure {
  readonly #store: Store;
  readonly #draw: () => string;

  /** @param draw text that was never drawn before */
  constructor(store: Store, draw: () => string) {
    this.#store = store;
    this.#draw = draw;
  }

  /**
   * The orders stay for the books, without the person. It can be asked for again where it was broken off.
   * @param alongside what is written in the last transaction, about the rider's new id
   * @returns how many orders were the rider's
   * @throws AppError rider/has-open-orders where something is still to be settled with the rider; nothing was changed then,
   * unless the rider has just made a new order
   */
  async erase(riderId: string, alongside: (tx: Transaction, orders: number) => Promise<void>): Promise<number> {
    for await (const page of this.#pages(riderId)) {
      const open = page.filter((record) => !isOverForRider(record));
      if (open.length > 0) throw hasOpenOrders(open);
    }
    let orders = 0;
    for await (const page of this.#pages(riderId)) {
      await this.#store.transact(async (tx) => {
        for (const { order } of page) {
          const record = await tx.get(orderTable, order.orderNo);
          if (record?.order.riderId === riderId && isOverForRider(record))
            await tx.put(orderTable, withoutPerson(record, this.#draw()));
        }
      });
      orders += page.length;
    }
    await this.#store.transact(async (tx) => {
      if (!(await forget(tx, riderId, this.#draw())))
        throw hasOpenOrders(await tx.page(orderTable, byRider(riderId), ordersAtOnce));
      await alongside(tx, orders);
    });
    return orders;
  }

  /** A rider's orders, the newest first. */
  async *#pages(riderId: string): AsyncGenerator<readonly OrderRecord[]> {
    let before: string | undefined;
    for (;;) {
      const from = before;
      const page = await this.#store.transact((tx) => tx.page(orderTable, byRider(riderId), ordersAtOnce, from));
      if (page.length > 0) yield page;
      if (page.length < ordersAtOnce) return;
      before = page.at(-1)?.order.orderNo;
    }
  }
}

function hasOpenOrders(open: readonly OrderRecord[]): AppError {
  const numbers = open.slice(0, 5).map(({ order }) => order.orderNo);
  return new AppError("rider/has-open-orders", `not settled yet: ${numbers.join(", ")}${open.length > 5 ? ", …" : ""}`);
}
