import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { OrderDesk } from "../runner/order-desk.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import type { RiderSession } from "./rider-session.ts";
import type { App } from "./typed-app.ts";

export interface PageParts {
  readonly store: Store;
  readonly desk: OrderDesk;
  readonly session: RiderSession;
  /** Where the built pages lie. */
  readonly pagesFolder: string;
}

interface OrderPage {
  readonly Params: { readonly orderNo: string };
  readonly Querystring: { readonly error_code?: string | string[] };
}

/** The wallet's word for a rider who went back by choice; any other code is a refusal. */
const wentBack = "USER_CANCEL";

const pageHeaders = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };

/** The rider's page: one document for all that riders see; the page itself sees which from its address. */
export async function pages(app: App, { store, desk, session, pagesFolder }: PageParts): Promise<void> {
  const html = await readFile(join(pagesFolder, "rider", "index.html"));
  await app.register(fastifyStatic, {
    root: join(pagesFolder, "rider"),
    prefix: "/assets/rider/",
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
  });
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    const [path = "/"] = request.url.split("?");
    if (session.riderOf(request) === undefined && session.canLogIn(request)) return session.startLogin(reply, path);
    return reply.headers(pageHeaders).send(html);
  };
  app.get("/q/:code", { schema: { hide: true } }, page);
  app.get("/orders", { schema: { hide: true } }, page);
  // The wallet sends riders back here. What it appends to the address proves nothing: a refusal is kept as a hint, for the
  // case that nothing was confirmed. But the rider stands before the slot now, and the notification may be late or lost.
  app.get<OrderPage>("/o/:orderNo", { schema: { hide: true } }, async (request, reply) => {
    const { orderNo } = request.params;
    const { error_code: errorCode } = request.query;
    const refused = errorCode !== undefined && errorCode !== wentBack;
    const riderId = session.riderOf(request);
    const record = riderId && (await store.transact((tx) => tx.get(orderTable, orderNo)));
    if (record && record.order.riderId === riderId)
      await desk.apply(orderNo, { type: "rider-came-back", ...(refused && { refused }) }, `rider/${riderId}`);
    return page(request, reply);
  });
}
