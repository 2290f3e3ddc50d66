import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { People } from "../accounts/people.ts";
import { wants } from "./accept.ts";
import type { ConsoleFeed } from "./console-feed.ts";
import type { EventStreams } from "./event-streams.ts";
import type { App } from "./typed-app.ts";

export interface OperatorEventParts {
  readonly people: Pick<People, "sessions" | "apiTokens">;
  readonly streams: EventStreams;
  readonly consoleFeed: ConsoleFeed;
}

/** What consoles are told while they are open. */
export function operatorEventRoutes(app: App, { people, streams, consoleFeed }: OperatorEventParts): void {
  app.get(
    "/api/operator/events",
    {
      config: { permission: "orders.read", problems: ["request/not-acceptable"] },
      sse: { kind: "manual", heartbeat: false },
      exposeHeadRoute: false,
      schema: {
        summary:
          "What changes, as server-sent events named `changed`: `topic` (orders, cabinets, updates) and `ids`, absent where there are too many; `ready` at the start, `heartbeat`, and `end` with the reason",
        response: { 200: { content: { "text/event-stream": { schema: Type.String() } } } },
      },
    },
    (request, reply) => {
      if (wants(request.headers.accept, "text/event-stream") === 0) throw new AppError("request/not-acceptable");
      if (!reply.sse.isConnected) return;
      const { name, sessionId } = request.operator;
      const token = request.headers.authorization?.replace(/^Bearer /i, "") ?? "";
      const isLetIn =
        sessionId === undefined ? () => isValidToken(people, token) : () => people.sessions.isOpen(sessionId);
      const stream = streams.open({ operator: name, address: request.ip }, reply);
      reply.sse.onClose(() => consoleFeed.leave(stream));
      reply.sse.keepAlive();
      consoleFeed.follow(stream, isLetIn);
    },
  );
}

async function isValidToken({ apiTokens }: Pick<People, "apiTokens">, token: string): Promise<boolean> {
  try {
    return (await apiTokens.of(token)) !== undefined;
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith("operator/")) return false;
    throw error;
  }
}
