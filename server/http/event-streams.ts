import type { ServerResponse } from "node:http";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import type { App } from "./typed-app.ts";

/** After which a browser connects again (HTML standard, 9.2 server-sent events); ms. */
const retry = 2000;

/** The streams of server-sent events that are open. They don't end by themselves. */
export class EventStreams {
  readonly #routes = new Set<string>();
  readonly #open = new Set<ServerResponse>();
  readonly #metrics: Pick<HubMetrics, "eventStreams">;

  constructor(metrics: Pick<HubMetrics, "eventStreams">) {
    this.#metrics = metrics;
  }

  /** Knows the streams of all routes that are registered afterwards. */
  watch(app: App): void {
    app.addHook("onRoute", ({ url, sse }) => {
      if (sse !== undefined) this.#routes.add(url);
    });
    app.addHook("onRequest", (request, reply, done) => {
      if (this.#routes.has(request.routeOptions.url ?? "")) this.#add(reply.raw);
      done();
    });
  }

  /** Tells each browser to come again, and ends its stream. */
  end(): void {
    for (const stream of this.#open) {
      // One that is refused, or has not begun, is a request as any other.
      if (stream.getHeader("content-type") === "text/event-stream") stream.end(`retry: ${retry}\n\n`);
    }
  }

  #add(stream: ServerResponse): void {
    this.#open.add(stream);
    this.#metrics.eventStreams.set(this.#open.size);
    stream.once("close", () => {
      this.#open.delete(stream);
      this.#metrics.eventStreams.set(this.#open.size);
    });
  }
}
