import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { ScanLog } from "../qr/scan-log.ts";
import { byRider, orderTable } from "../store/order-table.ts";
import { wants } from "./accept.ts";
import type { CreditTexts } from "./credit-request.ts";
import type { EventStreams } from "./event-streams.ts";
import { OptionallyKeyedHeaders, requestKey } from "./idempotency.ts";
import { kindsOf, type ShownOrder, shownOrderIn } from "./order-context.ts";
import { OrderFeed } from "./order-feed.ts";
import { orderSummary, orderView } from "./order-view.ts";
import { OrderParams, ownRecord } from "./own-order.ts";
import { type RiderActParts, riderActRoutes } from "./rider-act-routes.ts";
import { CameBack, CodeParams, NewOrder, OrderList, OrderStarted, OrderView, SlotView } from "./rider-api.ts";
import { type RiderPublicParts, riderPublicRoutes } from "./rider-public-routes.ts";
import { type StartOrder, startProblems } from "./start-order.ts";
import type { App } from "./typed-app.ts";
import { WalletAddresses } from "./wallet-addresses.ts";

export interface RiderRouteParts extends Omit<RiderActParts, "view">, RiderPublicParts {
  readonly startOrder: StartOrder;
  readonly credit: CreditProvider;
  readonly texts: CreditTexts;
  readonly streams: EventStreams;
  readonly scanLog: Pick<ScanLog, "note" | "flush">;
}

/** The wallet's word for a rider who went back by choice; any other code is a refusal. */
const wentBack = "USER_CANCEL";
/** What a rider has had lately. */
const listedOrders = 50;

/** The rider's JSON interface. An order is shown to its own rider only. */
export function riderRoutes(app: App, parts: RiderRouteParts): void {
  const { store, orderService, startOrder, scans, scanLog, session, credit, texts, clock, streams } = parts;
  const wallet = new WalletAddresses(credit, texts, clock);
  const view = (shown: ShownOrder): OrderView => orderView(shown, clock.now(), () => wallet.of(shown.order));
  const feed = new OrderFeed({ store, view, log: app.log });

  async function ownOrder(request: FastifyRequest, orderNo: string): Promise<ShownOrder> {
    const riderId = session.requireRider(request);
    return store.transact(async (tx) => shownOrderIn(tx, (await ownRecord(tx, orderNo, riderId)).order));
  }

  // A form of another site can't set a header.
  app.addHook("onRequest", async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD" && request.headers["x-requested-with"] !== "jiehuan") {
      throw new AppError("request/forbidden");
    }
  });

  // A stream does not end by itself, and the server's close would wait for it.
  app.addHook("preClose", async () => streams.destroy());

  riderPublicRoutes(app, parts);

  app.get(
    "/api/rider/codes/:code",
    {
      config: { problems: ["code/unknown", "code/revoked", "code/expired", "code/not-accepted"] },
      schema: { summary: "A scanned slot", params: CodeParams, response: { 200: SlotView } },
    },
    async (request) => {
      const { code } = request.params;
      const riderId = session.requireRider(request);
      const scanned = scans.read(code, riderId);
      const note = (revoked: boolean) => {
        if (scanned.kind === "printed") scanLog.note(scanned.id, revoked);
      };
      try {
        const view = await startOrder.look(code, riderId);
        note(false);
        return view;
      } catch (error) {
        if (error instanceof AppError && error.code === "code/revoked") note(true);
        throw error;
      }
    },
  );

  app.post(
    "/api/rider/orders",
    {
      config: { problems: startProblems },
      schema: {
        summary: "Ask for the item in a slot, and others of its cabinet; the rider then confirms at `walletUrl`",
        body: NewOrder,
        headers: OptionallyKeyedHeaders,
        response: { 201: OrderStarted },
      },
    },
    async (request, reply) => {
      const { code, items = 1, texts } = request.body;
      const rider = session.requireSession(request);
      const order = await startOrder.start(code, rider, items, requestKey(request, "order"), texts);
      const { orderNo } = order;
      reply.header("location", `/api/rider/orders/${orderNo}`);
      return reply.code(201).send({ orderNo, walletUrl: wallet.of(order) });
    },
  );

  app.get(
    "/api/rider/orders",
    { schema: { summary: "This rider's orders, newest first", response: { 200: OrderList } } },
    async (request) => {
      const riderId = session.requireRider(request);
      // An order number begins with the time at which the order was made.
      return store.transact(async (tx) => {
        const newest = (await tx.page(orderTable, byRider(riderId), listedOrders)).map(({ order }) => order);
        const kindOf = await kindsOf(tx, newest);
        const now = clock.now();
        return { orders: newest.map((order) => orderSummary(order, kindOf(order), now)), now };
      });
    },
  );

  app.get(
    "/api/rider/orders/:orderNo",
    {
      config: { problems: ["order/unknown"] },
      schema: { summary: "An order of this rider", params: OrderParams, response: { 200: OrderView } },
    },
    async (request) => view(await ownOrder(request, request.params.orderNo)),
  );

  riderActRoutes(app, { ...parts, view });

  // What the wallet appends to the address proves nothing: a refusal is kept as a hint, for the case that nothing was
  // confirmed. But the rider stands before the slot now, and the notification may be late or lost.
  app.post(
    "/api/rider/orders/:orderNo/came-back",
    {
      config: { problems: ["order/unknown"] },
      schema: {
        summary: "The wallet sent the rider back to the order's page, with this code where it refused",
        params: OrderParams,
        body: CameBack,
        response: { 200: OrderView },
      },
    },
    async (request) => {
      const { orderNo } = request.params;
      const { errorCode } = request.body;
      const refused = errorCode !== undefined && errorCode !== wentBack;
      const riderId = session.requireRider(request);
      const shown = await store.transact(async (tx) => {
        const { order } = await ownRecord(tx, orderNo, riderId);
        if (order.state !== "requested") return shownOrderIn(tx, order);
        const event = { type: "rider-came-back", ...(refused && { refused }) } as const;
        return shownOrderIn(tx, await orderService.applyIn(tx, orderNo, event, `rider/${riderId}`));
      });
      return view(shown);
    },
  );

  app.get(
    "/api/rider/orders/:orderNo/events",
    {
      config: { problems: ["order/unknown", "request/not-acceptable"] },
      sse: { kind: "manual", heartbeat: false },
      exposeHeadRoute: false,
      schema: {
        summary:
          "The same, as server-sent events named `order`; `heartbeat` shows that the hub is there, `end` says why it ends the stream",
        params: OrderParams,
        response: { 200: { content: { "text/event-stream": { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const { orderNo } = request.params;
      const reader = { session: session.requireSession(request), orderNo, address: request.ip };
      if (wants(request.headers.accept, "text/event-stream") === 0) throw new AppError("request/not-acceptable");
      await ownOrder(request, orderNo);
      // A stream that has gone meanwhile closes nothing any more, and the watch would last.
      if (!reply.sse.isConnected) return;
      const stream = streams.open(reader, reply);
      reply.sse.onClose(() => feed.leave(orderNo, stream));
      reply.sse.keepAlive();
      await feed.follow(orderNo, stream);
    },
  );

  app.post(
    "/api/rider/logout",
    {
      schema: {
        summary: "End every session of this rider, in all browsers",
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await session.logOut(request, reply);
      streams.endClosedSessions();
      return reply.code(204).send(null);
    },
  );
}
