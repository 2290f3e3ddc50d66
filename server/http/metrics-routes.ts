import type { People } from "../accounts/people.ts";
import { type Exposition, expositionType } from "../metrics/exposition.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import { type KnownToken, tokenAmong } from "./known-tokens.ts";
import type { TokenGuard } from "./token-guard.ts";
import type { App } from "./typed-app.ts";

export interface MetricsRouteParts {
  readonly metrics: HubMetrics;
  readonly exposition: Exposition;
  /** Whose token is good for the metrics and for nothing else. */
  readonly metricsReaders: readonly KnownToken[];
  readonly people: People;
  readonly tokens: Pick<TokenGuard, "admit">;
}

/**
 * `/metrics`, for whoever shows a token. Where the request comes from says nothing: behind a proxy on this machine all
 * the world comes from here.
 */
export function metricsRoutes(app: App, { exposition, metricsReaders, people, tokens }: MetricsRouteParts): void {
  const reader = tokenAmong(metricsReaders);
  // The reader's first: it is good while the store is away too.
  const find = async (token: string) => (await reader(token)) ?? people.apiTokens.of(token);
  app.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    await tokens.admit("metrics", find, request, reply);
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
