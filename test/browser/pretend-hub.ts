import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { type FastifyReply, fastify } from "fastify";
import type {
  CabinetPlace,
  CodePrice,
  OperatorView,
  OrderStarted,
  OrderSummary,
  OrderView,
  SlotView,
} from "../../server/http/rider-api.ts";
import { hubTime } from "./rider-examples.ts";

/** An answer with an error, as the hub words it. */
export interface Refusal {
  status: number;
  code: string;
}

export interface PretendHub {
  address: string;
  /** What the hub answers now; the tests write here. */
  slots: Map<string, SlotView | Refusal>;
  orders: Map<string, OrderView | Refusal>;
  /** What a stranger is told of each code. */
  price: CodePrice | undefined;
  started: OrderStarted | Refusal;
  /** The list of the rider's orders. */
  list: OrderSummary[] | Refusal;
  /** Who runs the cabinets, and where they are. */
  operator: OperatorView;
  cabinets: CabinetPlace[];
  /** What an order becomes by each act of the rider; the act is the end of its address. */
  acts: Map<string, OrderView | Refusal>;
  /** Method, path and own header of each call of the JSON interface. */
  calls: string[];
  /** What the page said when it was opened. */
  cameBack: unknown[];
  /** The bodies of what was posted otherwise, newest last. */
  posted: unknown[];
  /** Tells an order's new state to the pages that listen. */
  tell(view: OrderView): void;
  /** Sends text to the pages that listen. */
  sendToAll(text: string): void;
  /** How many pages listen to events. */
  listeners(): number;
  /** Breaks the event streams; with `refuse` new ones are answered 503 from now on. */
  breakStreams(refuse: boolean): void;
  close(): Promise<void>;
}

/** Forbids all that the hub's own policy forbids, so that a page that needs more fails here. */
export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Serves the built page from `folder` and plays the rider's JSON interface as told. */
export async function pretendHub(folder: string): Promise<PretendHub> {
  const app = fastify({ forceCloseConnections: true });
  const streams = new Set<ServerResponse>();
  let refusing = false;
  const hub: PretendHub = {
    address: "",
    slots: new Map(),
    orders: new Map(),
    price: undefined,
    started: { status: 409, code: "slot/taken" },
    list: [],
    operator: { brand: { zh: "借还", en: "Jiehuan" }, texts: {} },
    cabinets: [],
    acts: new Map(),
    calls: [],
    cameBack: [],
    posted: [],
    sendToAll(text) {
      for (const stream of streams) stream.write(text);
    },
    tell(view) {
      hub.orders.set(view.orderNo, view);
      for (const stream of streams) stream.write(`event: order\ndata: ${JSON.stringify(view)}\n\n`);
    },
    listeners: () => streams.size,
    breakStreams(refuse) {
      refusing = refuse;
      for (const stream of streams) stream.destroy();
    },
    async close() {
      for (const stream of streams) stream.destroy();
      await app.close();
    },
  };

  await app.register(fastifyStatic, { root: join(folder, "assets"), prefix: "/assets/" });
  app.addHook("onRequest", async (request) => {
    const header = String(request.headers["x-requested-with"] ?? "-");
    if (request.url.startsWith("/api/")) hub.calls.push(`${request.method} ${request.url} ${header}`);
  });
  app.addHook("preHandler", async (request) => {
    if (request.url.endsWith("/came-back")) hub.cameBack.push(request.body);
    else if (request.method === "POST") hub.posted.push(request.body);
  });
  for (const path of ["/", "/q/:name", "/o/:name", "/orders"]) {
    app.get(path, (_request, reply) =>
      reply.header("content-security-policy", policy).sendFile("rider/index.html", folder),
    );
  }
  app.get("/wallet", (_request, reply) =>
    reply.type("text/html").send('<link rel="icon" href="data:,"><title>wallet</title>'),
  );

  app.get<{ Params: { code: string } }>("/api/rider/codes/:code", (request, reply) =>
    answer(reply, hub.slots.get(request.params.code) ?? { status: 404, code: "code/unknown" }),
  );
  app.get<{ Params: { code: string } }>("/api/rider/codes/:code/price", (_request, reply) =>
    answer(reply, hub.price ?? { status: 404, code: "code/unknown" }),
  );
  app.get("/api/rider/operator", (_request, reply) => reply.send(hub.operator));
  app.get("/api/rider/cabinets", (_request, reply) => reply.send({ cabinets: hub.cabinets }));
  app.post("/api/rider/orders", (_request, reply) => answer(reply, hub.started));
  app.get<{ Params: { orderNo: string } }>("/api/rider/orders/:orderNo", (request, reply) =>
    answer(reply, hub.orders.get(request.params.orderNo) ?? { status: 404, code: "order/unknown" }),
  );
  app.get("/api/rider/orders", (_request, reply) =>
    "status" in hub.list ? answer(reply, hub.list) : reply.send({ orders: hub.list, now: hubTime }),
  );
  app.post<{ Params: { orderNo: string; act: string } }>("/api/rider/orders/:orderNo/:act", (request, reply) => {
    const { act, orderNo } = request.params;
    const answered = (act === "came-back" ? hub.orders.get(orderNo) : hub.acts.get(act)) ?? {
      status: 404,
      code: "order/unknown",
    };
    if ("phase" in answered) hub.orders.set(orderNo, answered);
    return answer(reply, answered);
  });
  app.get<{ Params: { orderNo: string } }>("/api/rider/orders/:orderNo/events", (request, reply) => {
    if (refusing || !hub.orders.has(request.params.orderNo)) return reply.code(503).send({ code: "internal/fault" });
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write("retry: 100\n\n");
    streams.add(reply.raw);
    void once(reply.raw, "close").then(() => streams.delete(reply.raw));
    return reply;
  });

  hub.address = await app.listen({ host: "127.0.0.1", port: 0 });
  return hub;
}

function answer(reply: FastifyReply, body: SlotView | CodePrice | OrderView | OrderStarted | Refusal) {
  if (!("status" in body)) return reply.send(body);
  return reply.code(body.status).send({ type: "about:blank", title: "", detail: "", ...body });
}
