import { AppError } from "../../platform/app-error.ts";
import type { Health } from "./health.ts";
import { answerProblem, sendProblem } from "./problem.ts";
import type { App } from "./typed-app.ts";

export interface HealthRouteParts {
  readonly health: Health;
}

/** When whoever was turned away may come again, in seconds: a hub starts in one or two. */
const retryAfter = 5;

/** For supervisors and load balancers: `/healthz` says that the process answers, `/readyz` whether it can do its work. */
export function healthRoutes(app: App, { health }: HealthRouteParts): void {
  app.get("/healthz", { schema: { hide: true } }, () => ({ status: "ok" }));

  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    reply.header("cache-control", "no-store");
    const reasons = await health.reasons();
    const [first] = reasons;
    if (first === undefined) return { status: "ready" };
    return sendProblem(reply.header("retry-after", retryAfter), new AppError(first), { reasons });
  });
}

/** A hub that stops would keep an order, and its slot would not open before the next start: the rider asks again. */
export function refuseOrdersAtStop(app: App, { health }: HealthRouteParts): void {
  app.addHook("onRequest", (request, reply, done) => {
    const { method, url } = request.routeOptions;
    if (!health.stopping || method !== "POST" || url !== "/api/rider/orders") done();
    else void answerProblem(request, reply.header("retry-after", retryAfter), new AppError("hub/stopping"));
  });
}
