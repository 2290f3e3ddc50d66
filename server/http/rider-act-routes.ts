import type { FastifyRequest } from "fastify";
import type { Clock } from "../../platform/clock.ts";
import { onlyUnmatchedReturn } from "../fleet/unmatched-return.ts";
import type { OrderService } from "../orders/order-service.ts";
import type { ScannedCodes } from "../qr/scanned-codes.ts";
import { type Conduct, isDoubted, mayReportFrom, noConduct } from "../rental/conduct.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { OrderRecord } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { unmatchedEventTable } from "../store/unmatched-event-table.ts";
import { isDone, KeyedHeaders, OptionallyKeyedHeaders, requestKey } from "./idempotency.ts";
import { type ShownOrder, shownOrderIn } from "./order-context.ts";
import { liveOrders, OrderParams, ownRecord } from "./own-order.ts";
import { answerOffer, declareLost, giveUp, leave, object, renew, reportedLoan } from "./rider-acts.ts";
import { LostItem, NewObjection, OfferAnswer, OrderView, Report } from "./rider-api.ts";
import type { RiderSession } from "./rider-session.ts";
import type { App } from "./typed-app.ts";
import { waiting } from "./waiting.ts";

export interface RiderActParts {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly scans: ScannedCodes;
  readonly session: RiderSession;
  readonly clock: Clock;
  readonly view: (shown: ShownOrder) => OrderView;
}

/** What a rider does with an order; each answers the order as it is afterwards. */
export function riderActRoutes(app: App, { store, orderService, scans, session, clock, view }: RiderActParts): void {
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
    const shown = await store.transact(async (tx) => {
      const record = await ownRecord(tx, orderNo, riderId);
      const key = requestKey(request, name);
      const event = isDone(record, key) ? undefined : await eventOf(record, tx);
      const order = event
        ? await orderService.applyIn(tx, orderNo, event, `rider/${riderId}`, key && { request: key })
        : record.order;
      return shownOrderIn(tx, order);
    });
    return view(shown);
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
        problems: [
          "order/unknown",
          "order/not-reportable",
          "rider/too-many-reports",
          "code/unknown",
          "code/revoked",
          "code/expired",
          "code/not-accepted",
        ],
      },
      schema: { summary: "Say that an item was never taken, or is back; billing pauses", body: Report, ...keyed },
    },
    async (request) => {
      const { orderNo } = request.params;
      const { loanNo, claim, code } = request.body;
      const riderId = session.requireRider(request);
      const scanned = code === undefined ? undefined : await scans.verify(code, riderId);
      // The code of the best item says of no slot that something lies in it.
      const where = scanned?.best === false ? { cabinetId: scanned.cabinetId, slot: scanned.slot } : undefined;
      return act(request, "report", orderNo, async ({ order }, tx) => {
        const loan = reportedLoan(order, request.body, where);
        if (!loan) return undefined;
        const now = clock.now();
        const conduct = await refuseTooMany(tx, order.riderId, now);
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

  app.post(
    "/api/rider/orders/:orderNo/lost",
    {
      config: { problems: ["order/unknown", "order/not-losable", "order/price-differs"] },
      schema: { summary: "Say that an item will not come back, and buy it for its `buyOut`", body: LostItem, ...keyed },
    },
    (request) => act(request, "lost", request.params.orderNo, ({ order }) => declareLost(order, request.body)),
  );

  app.post(
    "/api/rider/orders/:orderNo/objections",
    {
      config: { problems: ["order/unknown", "order/not-objectionable", "rider/too-many-reports"] },
      schema: {
        summary: "Object to the price, the item or something else; an operator decides, and nothing stops until then",
        body: NewObjection,
        ...keyed,
      },
    },
    (request) =>
      act(request, "objections", request.params.orderNo, async ({ order }, tx) => {
        const now = clock.now();
        const objection = object(order, request.body, now);
        await refuseTooMany(tx, order.riderId, now);
        return objection;
      }),
  );
}

/** @returns the rider's conduct @throws AppError rider/too-many-reports */
async function refuseTooMany(tx: Transaction, riderId: string, now: number): Promise<Conduct> {
  const { conduct = noConduct } = (await tx.get(riderTable, riderId)) ?? {};
  const from = mayReportFrom(conduct, now);
  if (from !== undefined) throw waiting("rider/too-many-reports", from, now);
  return conduct;
}
