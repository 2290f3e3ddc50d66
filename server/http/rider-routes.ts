import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { OrderNo } from "../../protocol/ids.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { Order } from "../rental/order.ts";
import type { OrderDesk } from "../runner/order-desk.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { type CreditTexts, creditRequest } from "./credit-request.ts";
import { orderView } from "./order-view.ts";
import { NewOrder, OrderStarted, OrderView, Problem, SlotView } from "./rider-api.ts";
import type { RiderSession } from "./rider-session.ts";
import type { StartOrder } from "./start-order.ts";
import type { App } from "./typed-app.ts";

export interface RiderRouteParts {
  readonly store: Store;
  readonly desk: OrderDesk;
  readonly startOrder: StartOrder;
  readonly session: RiderSession;
  readonly credit: CreditProvider;
  readonly texts: CreditTexts;
  readonly clock: Clock;
}

const OrderParams = Type.Object({ orderNo: OrderNo });
const CodeParams = Type.Object({ code: Type.String({ maxLength: 80 }) });
const orderEventName = "order";

/** The rider's JSON interface. An order is shown to its own rider only. */
export function riderRoutes(app: App, parts: RiderRouteParts): void {
  const { store, desk, startOrder, session, credit, texts, clock } = parts;

  const view = (order: Order): OrderView =>
    orderView(order, clock.now(), () => credit.confirmationUrl(creditRequest(order, texts)));

  async function ownOrder(request: FastifyRequest, orderNo: string): Promise<Order> {
    const riderId = session.requireRider(request);
    const record = await store.transact((tx) => tx.get(orderTable, orderNo));
    if (record?.order.riderId !== riderId) throw new AppError("order/unknown");
    return record.order;
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
        summary: "Ask for the item in a slot; the rider then confirms at `walletUrl`",
        body: NewOrder,
        response: { 201: OrderStarted, "4xx": Problem },
      },
    },
    async (request, reply) => {
      const order = await startOrder.start(request.body.code, session.requireRider(request));
      const walletUrl = credit.confirmationUrl(creditRequest(order, texts));
      return reply.code(201).send({ orderNo: order.orderNo, walletUrl });
    },
  );

  app.get(
    "/api/rider/orders/:orderNo",
    {
      schema: { summary: "An order of this rider", params: OrderParams, response: { 200: OrderView, "4xx": Problem } },
    },
    async (request) => view(await ownOrder(request, request.params.orderNo)),
  );

  app.post(
    "/api/rider/orders/:orderNo/give-up",
    {
      schema: {
        summary: "Give an order up that is not confirmed yet",
        params: OrderParams,
        response: { 200: OrderView, "4xx": Problem },
      },
    },
    async (request) => {
      const order = await ownOrder(request, request.params.orderNo);
      if (order.state !== "requested") throw new AppError("order/not-cancellable");
      return view(await desk.apply(order.orderNo, { type: "given-up" }, `rider/${order.riderId}`));
    },
  );

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
      const end = store.watch((change) => {
        if (change.table !== orderTable.name || change.key !== orderNo || !reply.sse.isConnected) return;
        sendOrder().catch((error: unknown) => {
          request.log.warn({ err: error, orderNo }, "an order's change was not sent");
        });
      });
      streams.add(reply);
      reply.sse.onClose(() => {
        end();
        streams.delete(reply);
      });
      await sendOrder();
    },
  );
}
