import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { Order } from "../rental/order.ts";
import { byRider, orderTable } from "../store/order-table.ts";
import { type CreditTexts, creditRequest } from "./credit-request.ts";
import { orderSummary, orderView } from "./order-view.ts";
import { OrderParams, ownRecord } from "./own-order.ts";
import { type RiderActParts, riderActRoutes } from "./rider-act-routes.ts";
import { NewOrder, OrderList, OrderStarted, OrderView, Problem, SlotView } from "./rider-api.ts";
import type { StartOrder } from "./start-order.ts";
import type { App } from "./typed-app.ts";

export interface RiderRouteParts extends Omit<RiderActParts, "view"> {
  readonly startOrder: StartOrder;
  readonly credit: CreditProvider;
  readonly texts: CreditTexts;
}

const CodeParams = Type.Object({ code: Type.String({ maxLength: 80 }) });
const orderEventName = "order";
/** What a rider has had lately. */
const listedOrders = 50;

/** The rider's JSON interface. An order is shown to its own rider only. */
export function riderRoutes(app: App, parts: RiderRouteParts): void {
  const { store, startOrder, session, credit, texts, clock } = parts;

  const view = (order: Order): OrderView =>
    orderView(order, clock.now(), () => credit.confirmationUrl(creditRequest(order, texts)));

  async function ownOrder(request: FastifyRequest, orderNo: string): Promise<Order> {
    const riderId = session.requireRider(request);
    const { order } = await store.transact((tx) => ownRecord(tx, orderNo, riderId));
    return order;
  }

  // A form of another site can't set a header.
  app.addHook("onRequest", async (request) => {
    if (request.method !== "GET" && request.headers["x-requested-with"] !== "jiehuan") {
      throw new AppError("request/forbidden");
    }
  });

  // A stream does not end by itself, and the server's close would wait for it.
  const streams = new Set<FastifyReply>();
  app.addHook("preClose", async () => {
    for (const { raw } of streams) raw.destroy();
  });

  app.get(
    "/api/rider/codes/:code",
    { schema: { summary: "A scanned slot", params: CodeParams, response: { 200: SlotView, "4xx": Problem } } },
    (request) => startOrder.look(request.params.code, session.requireRider(request)),
  );

  app.post(
    "/api/rider/orders",
    {
      schema: {
        summary: "Ask for the item in a slot, and others of its cabinet; the rider then confirms at `walletUrl`",
        body: NewOrder,
        response: { 201: OrderStarted, "4xx": Problem },
      },
    },
    async (request, reply) => {
      const { code, items } = request.body;
      const order = await startOrder.start(code, session.requireRider(request), items);
      const walletUrl = credit.confirmationUrl(creditRequest(order, texts));
      return reply.code(201).send({ orderNo: order.orderNo, walletUrl });
    },
  );

  app.get(
    "/api/rider/orders",
    { schema: { summary: "This rider's orders, newest first", response: { 200: OrderList, "4xx": Problem } } },
    async (request) => {
      const riderId = session.requireRider(request);
      // An order number begins with the time at which the order was made.
      const newest = await store.transact((tx) => tx.page(orderTable, byRider(riderId), listedOrders));
      return { orders: newest.map(({ order }) => orderSummary(order, clock.now())) };
    },
  );

  app.get(
    "/api/rider/orders/:orderNo",
    {
      schema: { summary: "An order of this rider", params: OrderParams, response: { 200: OrderView, "4xx": Problem } },
    },
    async (request) => view(await ownOrder(request, request.params.orderNo)),
  );

  riderActRoutes(app, { ...parts, view });

  app.get(
    "/api/rider/orders/:orderNo/events",
    { sse: "only", schema: { summary: "The same, as server-sent events named `order`", params: OrderParams } },
    async (request, reply) => {
      const { orderNo } = request.params;
      await ownOrder(request, orderNo);
      // Whoever has gone meanwhile closes nothing any more, and the watch would last.
      if (!reply.sse.isConnected) return;
      reply.sse.keepAlive();
      // One view after the other, so that the last one sent is the newest.
      let turn = Promise.resolve();
      const sendOrder = () => {
        const sent = turn.then(async () =>
          reply.sse.send({ event: orderEventName, data: view(await ownOrder(request, orderNo)) }),
        );
        turn = sent.catch(() => undefined);
        return sent;
      };
      // Watched before it is read: a change in between is sent twice rather than never.
      const sendChange = (table: string) => {
        if (table !== orderTable.name || !reply.sse.isConnected) return;
        sendOrder().catch((error: unknown) => {
          request.log.warn({ err: error, orderNo }, "an order's change was not sent");
        });
      };
      const end = store.watch(({ table, key }) => {
        if (key === orderNo) sendChange(table);
      }, sendChange);
      streams.add(reply);
      reply.sse.onClose(() => {
        end();
        streams.delete(reply);
      });
      await sendOrder();
    },
  );
}
