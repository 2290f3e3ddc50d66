import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { OrderService } from "../orders/order-service.ts";
import { conductCounts, noConduct } from "../rental/conduct.ts";
import { itemBills, orderBill } from "../rental/order-bill.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { orderTable } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { matchedWith, unmatchedEventTable } from "../store/unmatched-event-table.ts";
import { type ActorOf, OperatorDecision, OrderRecordView } from "./operator-api.ts";
import { OperatorQueue, operatorQueue } from "./operator-queue.ts";
import { textsFor } from "./operator-texts.ts";
import { operatorUnmatchedRoutes } from "./operator-unmatched-routes.ts";
import { OrderParams } from "./own-order.ts";
import type { App } from "./typed-app.ts";

export interface OperatorOrderParts {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
}

/** More than an order comes to have, other slots for those that did not open with them. */
const mostLoans = 100;

/** What operators see of orders and decide about them. @param actorOf who asks, for the timeline */
export function operatorOrderRoutes(
  app: App,
  { store, orderService, clock, audit }: OperatorOrderParts,
  actorOf: ActorOf,
): void {
  /** All that there is about an order, with what explains its amount. */
  async function orderIn(tx: Transaction, orderNo: string) {
    const record = await tx.get(orderTable, orderNo);
    if (!record) throw new AppError("order/unknown");
    const now = clock.now();
    const bill = { ...orderBill(record.order, now), items: itemBills(record.order, now) };
    const { conduct } = (await tx.get(riderTable, record.order.riderId)) ?? { conduct: noConduct };
    return {
      ...record,
      bill,
      rider: conductCounts(conduct, now),
      unmatchedEvents: await tx.page(unmatchedEventTable, matchedWith(orderNo), mostLoans),
    };
  }

  app.get(
    "/api/operator/orders/:orderNo",
    {
      config: { problems: ["order/unknown"] },
      schema: {
        summary: "An order with its pending work, its whole timeline and what explains its amount",
        params: OrderParams,
        response: { 200: OrderRecordView },
      },
    },
    (request) => store.transact((tx) => orderIn(tx, request.params.orderNo)),
  );

  app.post(
    "/api/operator/orders/:orderNo/acts",
    {
      config: {
        problems: [
          "order/unknown",
          "order/illegal-event",
          "order/out-of-bounds",
          "order/return-charged",
          "store/conflict",
        ],
      },
      schema: {
        summary: "Decide about an order; the reason is kept in its timeline",
        params: OrderParams,
        body: OperatorDecision,
        response: { 200: OrderRecordView },
      },
    },
    (request) => {
      const { orderNo } = request.params;
      const event = { type: "operator-acted", ...request.body } as const;
      return store.transact(async (tx) => {
        await orderService.applyIn(tx, orderNo, event, actorOf(request));
        return orderIn(tx, orderNo);
      });
    },
  );

  app.get(
    "/api/operator/queue",
    {
      schema: {
        summary:
          "Orders that an operator must decide, items that are overdue, money that is not there, riders' reports",
        response: { 200: OperatorQueue },
      },
    },
    ({ headers }) => operatorQueue(store, clock.now(), textsFor(headers["accept-language"])),
  );

  operatorUnmatchedRoutes(app, { store, orderService, clock, audit }, actorOf, orderIn);
}
