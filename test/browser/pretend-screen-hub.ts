import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { type FastifyReply, fastify } from "fastify";
import type { ScreenView } from "../../server/http/screen-api.ts";
import { policy } from "./pretend-hub.ts";

/** What the hub answers a browser that is no screen, or no more. */
export type ScreenRefusal = "screen/not-paired" | "screen/waiting" | "screen/revoked" | "hub/away";

export interface PretendScreenHub {
  readonly address: string;
  /** What the screen is shown now; the tests write here. */
  view: ScreenView | ScreenRefusal;
  /** The codes that are given out, the first one next. */
  readonly pairingCodes: string[];
  /** The pairings that were asked for. */
  pairings: number;
  /** Whether the hub says that this browser is a screen and needs no pairing. */
  isPaired: boolean;
  /** Before which no question is answered; the answers say what was so when it was asked. */
  answersAfter: Promise<void>;
  /** Shows another view to the screens that listen. */
  show(view: ScreenView): void;
  /** Ends the streams with a reason. */
  end(reason: string): void;
  beat(): void;
  /** Breaks the streams; with `refuse` everything is answered 503 from now on. */
  break(refuse: boolean): void;
  listeners(): number;
  close(): Promise<void>;
}

/** Serves the built page from `folder`, and plays the interface of screens as told. */
export async function pretendScreenHub(folder: string): Promise<PretendScreenHub> {
  const app = fastify({ forceCloseConnections: true });
  const streams = new Set<ServerResponse>();
  let refusing = false;
  const send = (text: string) => {
    for (const stream of streams) stream.write(text);
  };
  const hub = {
    address: "",
    view: "screen/not-paired" as ScreenView | ScreenRefusal,
    pairingCodes: ["H7KD3MXA", "P4RWGC9T", "N6YJ7QFE"],
    pairings: 0,
    isPaired: false,
    answersAfter: Promise.resolve(),
    show(view: ScreenView) {
      hub.view = view;
      send(eventOf(view));
    },
    end(reason: string) {
      send(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
      for (const stream of streams) stream.end();
    },
    beat: () => send('event: heartbeat\ndata: {"now":1}\n\n'),
    break(refuse: boolean) {
      refusing = refuse;
      for (const stream of streams) stream.destroy();
    },
    listeners: () => streams.size,
    async close() {
      for (const stream of streams) stream.destroy();
      await app.close();
    },
  };

  await app.register(fastifyStatic, { root: join(folder, "assets"), prefix: "/assets/" });
  app.get("/screen", (_request, reply) =>
    reply.header("content-security-policy", policy).sendFile("kiosk/index.html", folder),
  );
  app.post("/api/screen/pairings", (_request, reply) => {
    if (refusing) return refuse(reply, "hub/away");
    if (hub.isPaired)
      return reply.code(409).send({ type: "about:blank", title: "", detail: "", code: "screen/paired" });
    if (typeof hub.view === "string") hub.view = "screen/waiting";
    const pairingCode = hub.pairingCodes[hub.pairings++ % hub.pairingCodes.length] ?? "";
    return reply.code(201).send({ pairingCode, validFor: 600_000 });
  });
  app.get("/api/screen/view", async (_request, reply) => {
    const { view } = hub;
    await hub.answersAfter;
    if (refusing) return refuse(reply, "hub/away");
    return typeof view === "string" ? refuse(reply, view) : reply.send(view);
  });
  app.get("/api/screen/events", (_request, reply) => {
    const { view } = hub;
    if (refusing) return refuse(reply, "hub/away");
    if (typeof view === "string") return refuse(reply, view);
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write(`retry: 100\n\n${eventOf(view)}`);
    streams.add(reply.raw);
    void once(reply.raw, "close").then(() => streams.delete(reply.raw));
    return reply;
  });
  app.get("/slides/:id", (_request, reply) => reply.type("image/svg+xml").send(rain));

  hub.address = await app.listen({ host: "127.0.0.1", port: 0 });
  return hub;
}

/** A picture as an operator may have one; the hub itself takes no drawings. */
const rain = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 10" preserveAspectRatio="xMidYMid slice">
<rect width="16" height="10" fill="#3b6ea5"/><circle cx="12" cy="3" r="1.6" fill="#ffd76a"/>
<path d="M0 7q4-3 8 0t8-1v4H0z" fill="#2d5a3f"/></svg>`;

function eventOf(view: ScreenView): string {
  return `event: view\ndata: ${JSON.stringify(view)}\n\n`;
}

function refuse(reply: FastifyReply, code: ScreenRefusal) {
  return reply.code(code === "hub/away" ? 503 : 401).send({ type: "about:blank", title: "", detail: "", code });
}
