import type { FastifyRequest } from "fastify";
import type { Clock } from "../../platform/clock.ts";
import { onlyUnmatchedReturn } from "../fleet/unmatched-return.ts";
import type { OrderService } from "../orders/order-service.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { isDoubted, mayReportFrom, noConduct } from "../rental/conduct.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { Order } from "../rental/order.ts";
import type { OrderRecord } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { unmatchedEventTable } from "../store/unmatched-event-table.ts";
import { isDone, KeyedHeaders, OptionallyKeyedHeaders, requestKey } from "./idempotency.ts";
import { liveOrders, OrderParams, ownRecord } from "./own-order.ts";
import { answerOffer, giveUp, leave, renew, reportedLoan } from "./rider-acts.ts";
import { OfferAnswer, OrderView, Report } from "./rider-api.ts";
import type { RiderSession } from "./rider-session.ts";
import type { App } from "./typed-app.ts";
import { waiting } from "./waiting.ts";

export interface RiderActParts {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly codes: SlotCodes;
  readonly session: RiderSession;
  readonly clock: Clock;
  readonly view: (order: Order) => OrderView;
}

/** What a rider does with an order; each answers the order as it is afterwards. */
export function riderActRoutes(app: App, { store, orderService, codes, session, clock, view }: RiderActParts): void {
  /**
   * The answer to an act and the act itself are one transaction: what was allowed is still so when it is done. A request
   * that comes again with its key gets the order as it is, and does nothing.
   */
  async function act(
    request: FastifyRequest,
    name: string,
    orderNo: string,
    eventOf: (record: OrderRecord, tx: Transaction) => Promise<OrderEvent | undefined> | OrderEvent | undefined,
  ): Promise<OrderView> {
    const riderId = session.requireRider(request);
    const order = await store.transact(async (tx) => {
      const record = await ownRecord(tx, orderNo, riderId);
      const key = requestKey(request, name);
      const event = isDone(record, key) ? undefined : await eventOf(record, tx);
      return event ? orderService.applyIn(tx, orderNo, event, `rider/${riderId}`, undefined, key) : record.order;
    });
    return view(order);
  }

  const answers = {
    params: OrderParams,
    headers: OptionallyKeyedHeaders,
    response: { 200: OrderView },
  };
  const keyed = { ...answers, headers: KeyedHeaders };

  app.post(
    "/api/rider/orders/:orderNo/give-up",
    {
      config: { problems: ["order/unknown", "order/not-cancellable"] },
      schema: { summary: "Give up what is not confirmed yet, or the slot that is offered", ...answers },
    },
    (request) => act(request, "give-up", request.params.orderNo, ({ order }) => giveUp(order)),
  );

  app.post(
    "/api/rider/orders/:orderNo/leave",
    {
      config: { problems: ["order/unknown", "order/not-leavable"] },
      schema: {
        summary: "Leave, and say that nothing came out, while it is not known whether a slot opened",
        ...answers,
      },
    },
    (request) =>
      act(request, "leave", request.params.orderNo, async ({ order }, tx) =>
        leave(order, await liveOrders(tx, order.riderId), clock.now()),
      ),
  );

  app.post(
    "/api/rider/orders/:orderNo/offer",
    {
      config: { problems: ["order/unknown", "order/no-offer"] },
      schema: { summary: "Take or decline the slot that is offered", body: OfferAnswer, ...answers },
    },
    (request) =>
      act(request, "offer", request.params.orderNo, ({ order }) =>
        answerOffer(order, request.body.accepted, clock.now()),
      ),
  );

  app.post(
    "/api/rider/orders/:orderNo/renew",
    {
      config: { problems: ["order/unknown", "order/not-renewable"] },
      schema: {
        summary: "Keep the items longer, for a longest loan's time",
        ...keyed,
      },
    },
    (request) => act(request, "renew", request.params.orderNo, ({ order }) => renew(order)),
  );

  app.post(
    "/api/rider/orders/:orderNo/report",
    {
      config: {
        problems: ["order/unknown", "order/not-reportable", "rider/too-many-reports", "code/unknown", "code/revoked"],
      },
      schema: { summary: "Say that an item was never taken, or is back; billing pauses", body: Report, ...keyed },
    },
    async (request) => {
      const { orderNo } = request.params;
      const { loanNo, claim, code } = request.body;
      session.requireRider(request);
      const where = code === undefined ? undefined : await codes.verify(code);
      return act(request, "report", orderNo, async ({ order }, tx) => {
        const loan = reportedLoan(order, request.body, where);
        if (!loan) return undefined;
        const { conduct = noConduct } = (await tx.get(riderTable, order.riderId)) ?? {};
        const now = clock.now();
        const from = mayReportFrom(conduct, now);
        if (from !== undefined) throw waiting("rider/too-many-reports", from, now);
        const told = {
          type: "rider-reported",
          loanNo,
          report: { claim, ...(where && { where }) },
          ...(isDoubted(conduct, now) && { unpaused: true as const }),
        } as const;
        const back = where && claim === "returned" ? await onlyUnmatchedReturn(tx, order, loan, where, now) : undefined;
        if (!back) return told;
        const match = { orderNo, loanNo, actor: `rider/${order.riderId}`, at: now } as const;
        await tx.put(unmatchedEventTable, { ...back.unmatchedEvent, match });
        return { ...told, unmatchedEvent: back.event };
      });
    },
  );
}
