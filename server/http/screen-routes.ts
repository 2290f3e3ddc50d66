import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Screens } from "../screens/screens.ts";
import { slideImageIn } from "../screens/slides.ts";
import type { Screen } from "../store/screen-table.ts";
import type { Store } from "../store/store.ts";
import { wants } from "./accept.ts";
import type { EventStreams } from "./event-streams.ts";
import { ScreenView, StartedPairing } from "./screen-api.ts";
import type { ScreenCookie } from "./screen-cookie.ts";
import type { ScreenFeed } from "./screen-feed.ts";
import type { App } from "./typed-app.ts";

export interface ScreenRouteParts {
  readonly store: Store;
  readonly screens: Screens;
  readonly screenFeed: ScreenFeed;
  readonly screenCookie: ScreenCookie;
  readonly streams: EventStreams;
}

/** What the screen of a cabinet asks: a pairing, and once it is paired what its cabinet shows. */
export function screenRoutes(app: App, { store, screens, screenFeed, screenCookie, streams }: ScreenRouteParts): void {
  /** The screen that asks; its cookie is renewed. @throws AppError screen/not-paired, screen/waiting, screen/revoked */
  async function screenOf(request: FastifyRequest, reply: FastifyReply): Promise<Screen> {
    const credential = screenCookie.read(request);
    const screen = await screens.of(credential);
    if (credential !== undefined) screenCookie.set(reply, credential);
    return screen;
  }

  app.post(
    "/api/screen/pairings",
    {
      config: { isPublic: true, problems: ["screen/paired"] },
      schema: {
        summary: "Get a code for an operator to enter; the browser becomes a screen by the cookie that this sets",
        response: { 201: StartedPairing },
      },
    },
    async (request, reply) => {
      const { pairingCode, credential, validFor } = await screens.startPairing(request.ip, screenCookie.read(request));
      screenCookie.set(reply, credential);
      return reply.code(201).header("location", "/api/screen/view").send({ pairingCode, validFor });
    },
  );

  app.get(
    "/api/screen/view",
    {
      config: { problems: ["screen/not-paired", "screen/waiting", "screen/revoked", "cabinet/unknown"] },
      schema: { summary: "What this screen shows", response: { 200: ScreenView } },
    },
    async (request, reply) => screenFeed.view(await screenOf(request, reply)),
  );

  app.get(
    "/api/screen/events",
    {
      config: {
        problems: [
          "screen/not-paired",
          "screen/waiting",
          "screen/revoked",
          "cabinet/unknown",
          "request/not-acceptable",
        ],
      },
      sse: { kind: "manual", heartbeat: false },
      exposeHeadRoute: false,
      schema: {
        summary:
          "The same, as server-sent events named `view`; `heartbeat` shows that the hub is there, `end` says why it ends the stream",
        response: { 200: { content: { "text/event-stream": { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const screen = await screenOf(request, reply);
      if (wants(request.headers.accept, "text/event-stream") === 0) throw new AppError("request/not-acceptable");
      // A stream that has gone meanwhile closes nothing any more, and the watch would last.
      if (!reply.sse.isConnected) return;
      const stream = streams.open({ screenId: screen.screenId, address: request.ip }, reply);
      reply.sse.onClose(() => screenFeed.leave(screen, stream));
      reply.sse.keepAlive();
      await screenFeed.follow(screen, stream);
    },
  );

  app.get(
    "/slides/:id",
    { schema: { hide: true, params: Type.Object({ id: Type.String({ maxLength: 40 }) }) } },
    async (request, reply) => {
      const image = await store.transact((tx) => slideImageIn(tx, request.params.id));
      if (!image) throw new AppError("request/not-found");
      return reply.type(image.type).header("cache-control", "public, max-age=31536000, immutable").send(image.bytes);
    },
  );
}
