import { type Exposition, expositionType } from "../metrics/exposition.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import type { Operator } from "./operators.ts";
import type { TokenGuard } from "./token-guard.ts";
import type { App } from "./typed-app.ts";

export interface MetricsRouteParts {
  readonly metrics: HubMetrics;
  readonly exposition: Exposition;
  /** Whose token is good for the metrics and for nothing else. */
  readonly metricsReaders: readonly Operator[];
  readonly operators: readonly Operator[];
  readonly tokens: Pick<TokenGuard, "admit">;
}

/**
 * `/metrics`, for whoever shows a token. Where the request comes from says nothing: behind a proxy on this machine all
 * the world comes from here.
 */
export function metricsRoutes(app: App, { exposition, metricsReaders, operators, tokens }: MetricsRouteParts): void {
  const readers = [...operators, ...metricsReaders];
  app.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    await tokens.admit("metrics", readers, request, reply);
    return reply
      .type(expositionType)
      .header("cache-control", "no-store")
      .send(await exposition.text());
  });
}

/** Counts and times the requests of all routes that are registered afterwards, by the route's template. */
export function measureRequests(app: App, { metrics }: Pick<MetricsRouteParts, "metrics">): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    metrics.httpRequests.inc({ method: request.method, route, status: reply.statusCode });
    // A stream lasts for as long as somebody looks at it.
    if (reply.sse === undefined) metrics.httpDuration.observe({ route }, reply.elapsedTime / 1000);
    done();
  });
}
