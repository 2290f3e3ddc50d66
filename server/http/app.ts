import fastifyFormbody from "@fastify/formbody";
import fastifyRateLimit from "@fastify/rate-limit";
import { fastifySSE } from "@fastify/sse";
import fastifySwagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { type FastifyBaseLogger, fastify, LogController } from "fastify";
import { apiDocs } from "./api-docs.ts";
import { type AuthHookRouteParts, authHookRoutes } from "./auth-hook-routes.ts";
import { type BridgeReleaseParts, bridgeReleaseRoutes } from "./bridge-release-routes.ts";
import { type BridgeRouteParts, bridgeRoutes } from "./bridge-routes.ts";
import { type CabinetSecretParts, cabinetSecretRoutes } from "./cabinet-secret-routes.ts";
import { type ConsolePageParts, consolePages } from "./console-pages.ts";
import { type CreditRouteParts, creditRoutes } from "./credit-routes.ts";
import { type HealthRouteParts, healthRoutes, refuseOrdersAtStop } from "./health-routes.ts";
import type { HttpConnections } from "./http-connections.ts";
import { takeUtf8Json } from "./json-body.ts";
import { lazyCompilers } from "./lazy-compilers.ts";
import { type MetricsRouteParts, measureRequests, metricsRoutes } from "./metrics-routes.ts";
import { openApi } from "./openapi.ts";
import { type OperatorRouteParts, operatorRoutes } from "./operator-routes.ts";
import { signInRoute } from "./operator-session-routes.ts";
import { ownAddress } from "./own-address.ts";
import { type PageParts, pages } from "./pages.ts";
import { answerClientError, answerProblem, registerProblems, toAppError } from "./problem.ts";
import { type RiderRouteParts, riderRoutes } from "./rider-routes.ts";
import { type ScreenRouteParts, screenRoutes } from "./screen-routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { textPages } from "./text-pages.ts";
import type { TrustedProxy } from "./trusted-proxies.ts";
import type { App } from "./typed-app.ts";

export interface AppParts
  extends RiderRouteParts,
    CreditRouteParts,
    OperatorRouteParts,
    ScreenRouteParts,
    BridgeRouteParts,
    PageParts,
    ConsolePageParts,
    BridgeReleaseParts,
    CabinetSecretParts,
    HealthRouteParts,
    MetricsRouteParts {
  readonly log: FastifyBaseLogger;
  /** Undefined: no broker may ask. */
  readonly authHook?: AuthHookRouteParts | undefined;
  /** Requests per minute from one address; riders behind one carrier's address share it. */
  readonly requestsPerMinute: number;
  /** Whose word counts for the address that a request comes from; anybody else could write that header. */
  readonly trustedProxy: TrustedProxy;
  readonly connections: HttpConnections;
}

/** From one address: a workshop that sets up many cabinets at once, and nobody who guesses tokens. */
const bridgeRequestsPerMinute = 60;
const largestBody = 65_536;
/** How long a request's header and the whole of it may take to arrive, and how often that is looked at; ms. */
const headersTimeout = 10_000;
const requestTimeout = 60_000;
const connectionsCheckingInterval = 2000;

/** All routes of the hub. Listening is left to the caller. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app: App = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request would only add a number that nothing else bears.
    childLoggerFactory: (logger) => logger,
    trustProxy: parts.trustedProxy,
    bodyLimit: largestBody,
    requestTimeout,
    http: { headersTimeout, connectionsCheckingInterval },
    rewriteUrl: ({ url }) => ownAddress(url ?? "/"),
    frameworkErrors: (error, request, reply) => void answerProblem(request, reply, toAppError(error)),
    clientErrorHandler: answerClientError,
    // A number that arrives as text is a mistake, not a number.
    schemaController: { compilersFactory: lazyCompilers() },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  parts.connections.watch(app.server);
  registerProblems(app);
  measureRequests(app, parts);
  refuseOrdersAtStop(app, parts);
  securityHeaders(app, parts.texts.publicUrl.startsWith("https:"));
  takeUtf8Json(app);
  // Text is no form of request here: it would pass for a body that is wrong.
  app.removeContentTypeParser("text/plain");
  await app.register(fastifySSE);
  await app.register(fastifySwagger, openApi);
  await parts.session.register(app);
  parts.streams.follow((session) => parts.session.isOpen(session));
  await app.register(async (scope: App) => {
    await scope.register(fastifyRateLimit, { max: parts.requestsPerMinute, timeWindow: 60_000 });
    parts.session.routes(scope);
    await scope.register(async (rider: App) => riderRoutes(rider, parts));
    screenRoutes(scope, parts);
    await pages(scope, parts);
    textPages(scope, parts);
    await apiDocs(scope);
  });
  // Operators and a broker show a token and the provider a signature: none is held up by what riders do.
  await app.register(async (scope: App) => {
    // Only the provider sends forms.
    await scope.register(fastifyFormbody);
    creditRoutes(scope, parts);
  });
  // Bridges ask seldom, and must not wait for riders behind the same address.
  await app.register(async (scope: App) => {
    await scope.register(fastifyRateLimit, { max: bridgeRequestsPerMinute, timeWindow: 60_000 });
    bridgeRoutes(scope, parts);
  });
  signInRoute(app, parts);
  await app.register(async (scope: App) => operatorRoutes(scope, parts));
  // Files that anybody may ask for: limited too, but apart from the riders' pages.
  await app.register(async (scope: App) => {
    await scope.register(fastifyRateLimit, { max: parts.requestsPerMinute, timeWindow: 60_000 });
    await consolePages(scope, parts);
  });
  await app.register(async (scope: App) => bridgeReleaseRoutes(scope, parts));
  await app.register(async (scope: App) => cabinetSecretRoutes(scope, parts));
  const { authHook } = parts;
  if (authHook) await app.register(async (scope: App) => authHookRoutes(scope, authHook, parts.tokens));
  // It is the same each time, and costs as much as a hundred views.
  let document: string | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(app.swagger());
    return reply.type("application/json; charset=utf-8").header("cache-control", "public, max-age=300").send(document);
  });
  healthRoutes(app, parts);
  metricsRoutes(app, parts);
  return app;
}
